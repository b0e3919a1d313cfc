"""A supplier answers what came back: recycling, completing, acknowledging, treating."""

from typing import Any

import pytest
from httpx import AsyncClient

from api.core.settings import get_settings
from api.domain.invoice_status import InvoiceStatus as Status
from api.models.structure import Service
from api.portal.tests.acting import Cast, post, read
from api.portal.tests.builders import PortalBuilder, bearer

RIGHT = {"service_code": "dc", "engagement": "CP2020/X123456/1"}
PDF = b"%PDF-1.7 a delivery note"


def _codes(answer: Any, what: str = "steps") -> list[str]:
    return [item["code"] for item in answer.json()[what]]


async def test_a_recycled_invoice_reaches_its_recipient_under_its_number(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE, reason="Code service erroné", service_code="DR")

    answer = await post(client, "anne", "recycle", RIGHT | {"comment": "Service corrigé."})

    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["number"], shown["service_code"]) == ("F1", "DC")
    assert shown["engagement"] == "CP2020/X123456/1"
    assert (shown["status"]["code"], shown["status"]["reason"]) == ("MISE_A_DISPOSITION", None)
    steps = (await read(client, "rita", "history")).json()["steps"]
    assert [(step["code"], step["actor"], step["comment"]) for step in steps] == [
        ("DEPOSEE", "Anne", "Service corrigé."),
        ("EN_COURS_ACHEMINEMENT", "Chorus Pro", None),
        ("MISE_A_DISPOSITION", "Chorus Pro", None),
    ]


async def test_a_recycled_invoice_may_go_to_another_recipient(
    client: AsyncClient, cast: Cast, portal: PortalBuilder
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE, service_code="DC", engagement="E1")
    other = await portal.structure("Une commune", public=True)
    body = {"recipient_siret": other.siret, "service_code": "", "engagement": ""}

    shown = (await post(client, "anne", "recycle", body)).json()

    assert (shown["recipient"]["siret"], shown["service_code"]) == (other.siret, None)
    assert (await read(client, "rita")).status_code == 404


async def test_what_recycling_does_not_name_stays(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE, service_code="DC", engagement="E1")

    shown = (await post(client, "anne", "recycle", {"engagement": "E2"})).json()

    assert (shown["service_code"], shown["engagement"]) == ("DC", "E2")
    assert shown["recipient"]["siret"] == cast.recipient.siret


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"service_code": "XX"}, "service_unknown"),
        ({"service_code": "OLD"}, "service_closed"),
        ({"service_code": ""}, "service_missing"),
        ({"engagement": ""}, "engagement_missing"),
        ({"recipient_siret": "99999999999999"}, "recipient_unknown"),
    ],
)
async def test_a_correction_that_the_recipient_would_refuse_changes_nothing(
    client: AsyncClient, cast: Cast, changes: dict[str, str], code: str
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE, service_code="DR", engagement="E1")
    before = (await read(client, "anne")).json()

    answer = await post(client, "anne", "recycle", RIGHT | changes)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await read(client, "anne")).json() == before


async def test_one_of_two_references_is_enough_where_either_will_do(
    client: AsyncClient, cast: Cast, portal: PortalBuilder
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)
    either = await portal.structure(
        "Une ville", public=True, either=True, services=[Service(code="S", name="Service")]
    )
    body = {"recipient_siret": either.siret}

    neither = await post(client, "anne", "recycle", body)
    one = await post(client, "anne", "recycle", body | {"engagement": "E1"})

    assert neither.json()["code"] == "service_or_engagement_missing"
    assert one.status_code == 200


async def test_a_private_structure_receives_nothing(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)
    body = RIGHT | {"recipient_siret": cast.validator.siret}

    assert (await post(client, "anne", "recycle", body)).json()["code"] == "recipient_unknown"


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.TO_RECYCLE}))
async def test_only_an_invoice_to_recycle_is_recycled(
    client: AsyncClient, cast: Cast, status: Status
) -> None:
    await cast.invoice("F1", status)

    answer = await post(client, "anne", "recycle", RIGHT)

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")


@pytest.mark.parametrize("login", ["rita", "vera", "stan"])
@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("recycle", Status.TO_RECYCLE),
        ("complete", Status.SUSPENDED),
        ("acknowledge", Status.REJECTED),
        ("treat-rejection", Status.REJECTED),
    ],
)
async def test_what_a_supplier_does_looks_unknown_to_others(
    client: AsyncClient, cast: Cast, login: str, action: str, status: Status
) -> None:
    await cast.invoice("F1", status)
    body = {"comment": "Voilà.", **RIGHT} if action == "recycle" else {"comment": "Voilà."}

    hidden = await post(client, login, action, body)
    unknown = await post(client, login, action, body, number="F9")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"F9", b"F1")


async def test_a_user_without_the_space_is_told_so(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)

    answer = await post(client, "paul", "recycle", RIGHT)

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")


async def _complete(
    client: AsyncClient, *files: tuple[str, bytes], comment: str = "", key: str = "key-c"
) -> Any:
    return await client.post(
        "/portal/v1/invoices/F1/complete",
        data={"comment": comment},
        files=[("attachments", (name, content)) for name, content in files],
        headers=bearer("anne") | {"Idempotency-Key": key},
    )


async def test_a_suspended_invoice_is_completed_with_files_and_a_comment(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.SUSPENDED, reason="Pièce manquante")

    answer = await _complete(client, ("bon.pdf", PDF), ("bon.txt", b"texte"), comment="Voici.")

    assert (answer.status_code, answer.json()["status"]["code"]) == (200, "COMPLETEE")
    history = (await read(client, "rita", "history")).json()
    assert [(file["name"], file["size"]) for file in history["attachments"]] == [
        ("bon.pdf", len(PDF)),
        ("bon.txt", 5),
    ]
    assert history["attachments"][0]["kind"]["code"] == "02"
    assert history["steps"][0]["comment"] == "Voici."


async def test_the_bytes_of_a_file_are_kept_under_their_hash(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.SUSPENDED)
    await _complete(client, ("bon.pdf", PDF))

    kept = [path.read_bytes() for path in (get_settings().data_dir / "invoice_files").iterdir()]

    assert kept == [PDF]


async def test_a_comment_alone_completes_as_well(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    answer = await post(client, "anne", "complete", {"comment": "Le bon est au dos."})

    assert answer.json()["status"]["code"] == "COMPLETEE"


async def test_nothing_completes_nothing(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    answer = await post(client, "anne", "complete", {"comment": "  "})

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_send")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bon.exe", b"MZ", "attachment_refused"),
        ("sans-extension", b"x", "attachment_refused"),
        ("x" * 47 + ".pdf", PDF, "attachment_refused"),
        ("vide.pdf", b"", "attachment_refused"),
        ("faux.pdf", b"not a PDF", "attachment_refused"),
        ("gros.txt", b"x" * 10_000_001, "attachment_too_large"),
    ],
)
async def test_a_file_that_the_portal_refuses_changes_nothing(
    client: AsyncClient, cast: Cast, name: str, content: bytes, code: str
) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    answer = await _complete(client, ("bon.pdf", PDF), (name, content))

    assert answer.json()["code"] == code
    history = (await read(client, "anne", "history")).json()
    assert (history["steps"], history["attachments"]) == ([], [])


async def test_a_name_of_fifty_characters_passes(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    assert (await _complete(client, ("x" * 46 + ".pdf", PDF))).status_code == 200


async def test_a_form_that_announces_more_than_the_limit_is_not_read(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.SUSPENDED)
    headers = bearer("anne") | {
        "Idempotency-Key": "big",
        "Content-Length": "300000000",
        "Content-Type": "multipart/form-data; boundary=x",
    }

    answer = await client.post("/portal/v1/invoices/F1/complete", content=b"--x", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (413, "attachment_too_large")


async def test_completing_again_with_the_same_key_adds_nothing(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    first = await _complete(client, ("bon.pdf", PDF), key="same")
    again = await _complete(client, ("bon.pdf", PDF), key="same")
    other = await _complete(client, ("autre.pdf", PDF + b"!"), key="same")

    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert len((await read(client, "anne", "history")).json()["attachments"]) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.REJECTED, "ACQUITTEMENT_REJET"), (Status.SUSPENDED, "ACQUITTEMENT_SUSPENSION")],
)
async def test_a_return_is_acknowledged_once_and_keeps_its_state(
    client: AsyncClient, cast: Cast, status: Status, code: str
) -> None:
    await cast.invoice("F1", status, reason="Un motif")

    first = await post(client, "anne", "acknowledge", {"comment": "Lu."})
    again = await post(client, "anne", "acknowledge")

    assert first.json()["status"]["code"] == status
    assert (again.status_code, again.json()["code"]) == (409, "action_not_possible")
    history = await read(client, "rita", "history")
    assert (_codes(history, "actions"), _codes(history)) == ([code], [])
    assert history.json()["actions"][0]["comment"] == "Lu."


async def test_a_rejection_is_treated_once(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.REJECTED, reason="Montant erroné")

    first = await post(client, "anne", "treat-rejection")
    again = await post(client, "anne", "treat-rejection")

    assert first.json()["status"]["code"] == "REJETEE"
    assert (again.status_code, again.json()["code"]) == (409, "action_not_possible")
    assert _codes(await read(client, "anne", "history"), "actions") == ["TRAITEMENT_REJET"]


async def test_a_suspension_is_no_rejection_to_treat(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.SUSPENDED)

    answer = await post(client, "anne", "treat-rejection")

    assert (answer.status_code, answer.json()["code"]) == (409, "action_not_possible")
