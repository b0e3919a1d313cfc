"""A public client sets a status; a titulaire or mandataire validates or refuses."""

from datetime import date

import pytest
from httpx import AsyncClient

from api.domain.invoice_status import InvoiceStatus as Status
from api.portal.tests.acting import Cast, post, read
from api.portal.tests.builders import bearer


async def test_a_client_suspends_with_a_reason_that_the_supplier_reads(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    body = {"status": "SUSPENDUE", "reason": "Pièce manquante", "comment": "Le bon signé."}

    answer = await post(client, "rita", "status", body)

    assert answer.status_code == 200
    status = (await read(client, "anne")).json()["status"]
    assert (status["code"], status["reason"]) == ("SUSPENDUE", "Pièce manquante")
    (step,) = (await read(client, "anne", "history")).json()["steps"]
    assert (step["actor"], step["reason"]) == ("Le département", "Pièce manquante")
    assert step["comment"] == "Le bon signé."


@pytest.mark.parametrize("status", ["SUSPENDUE", "REJETEE"])
@pytest.mark.parametrize("reason", [None, "", "   "])
async def test_a_reason_is_compulsory_where_the_domain_says(
    client: AsyncClient, cast: Cast, status: str, reason: str | None
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await post(client, "rita", "status", {"status": status, "reason": reason})

    assert (answer.status_code, answer.json()["code"]) == (422, "reason_required")
    assert (await read(client, "rita")).json()["status"]["code"] == "MISE_A_DISPOSITION"


@pytest.mark.parametrize(("length", "code"), [(255, None), (256, "reason_too_long")])
async def test_a_reason_has_255_characters_at_most(
    client: AsyncClient, cast: Cast, length: int, code: str | None
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await post(client, "rita", "status", {"status": "REJETEE", "reason": "é" * length})

    assert answer.json().get("code") == code


async def test_recycling_may_be_asked_for_without_a_reason(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await post(client, "rita", "status", {"status": "a_recycler"})

    assert answer.json()["status"]["code"] == "A_RECYCLER"


@pytest.mark.parametrize(
    ("present", "target"),
    [
        (Status.PAID, "MANDATEE"),
        (Status.WITH_ACCOUNTANT, "REJETEE"),
        (Status.REJECTED, "MISE_A_DISPOSITION"),
        (Status.TO_RECYCLE, "REJETEE"),
        (Status.AVAILABLE, "MISE_A_DISPOSITION"),
        (Status.AVAILABLE, "COMPLETEE"),
        (Status.AVAILABLE, "DEPOSEE"),
        (Status.AVAILABLE, "BROUILLON"),
        (Status.AVAILABLE, "TECHNIQUE_INCONNU"),
    ],
)
async def test_a_status_that_does_not_follow_is_refused(
    client: AsyncClient, cast: Cast, present: Status, target: str
) -> None:
    await cast.invoice("F1", present)

    answer = await post(client, "rita", "status", {"status": target, "reason": "Un motif"})

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")


async def test_a_word_that_is_no_status_is_refused(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await post(client, "rita", "status", {"status": "PAYEE"})

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_invoice_status")


async def test_a_mandate_number_comes_with_the_order_to_pay_alone(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    early = await post(client, "rita", "status", {"status": "SERVICE_FAIT", "mandate_number": "7"})
    right = await post(client, "rita", "status", {"status": "MANDATEE", "mandate_number": "7"})

    assert (early.status_code, early.json()["code"]) == (422, "mandate_number_unexpected")
    assert right.json()["status"]["code"] == "MANDATEE"


@pytest.mark.parametrize("login", ["anne", "vera", "stan"])
async def test_only_the_recipient_sets_a_status(
    client: AsyncClient, cast: Cast, login: str
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    hidden = await post(client, login, "status", {"status": "SERVICE_FAIT"})
    unknown = await post(client, login, "status", {"status": "SERVICE_FAIT"}, number="F9")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"F9", b"F1")


async def test_a_recipient_cannot_touch_what_has_not_reached_it(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.DEPOSITED)

    answer = await post(client, "rita", "status", {"status": "SERVICE_FAIT"})

    assert answer.status_code == 404


async def test_the_accord_of_the_validator_sends_the_invoice_to_its_recipient(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1")
    assert (await read(client, "rita")).status_code == 404

    answer = await post(client, "vera", "validate", {"comment": "Conforme."})

    assert answer.json()["status"]["code"] == "MISE_A_DISPOSITION"
    steps = (await read(client, "rita", "history")).json()["steps"]
    assert [(step["code"], step["actor"]) for step in steps] == [
        ("VALIDEE_1", "Le titulaire"),
        ("DEPOSEE", "Chorus Pro"),
        ("EN_COURS_ACHEMINEMENT", "Chorus Pro"),
        ("MISE_A_DISPOSITION", "Chorus Pro"),
    ]


async def test_a_second_validator_is_asked_after_the_first(client: AsyncClient, cast: Cast) -> None:
    await cast.to_validate("F1", second=True)
    early = await post(client, "vito", "validate")

    first = await post(client, "vera", "validate")
    again = await post(client, "vera", "validate")
    second = await post(client, "vito", "validate")

    assert early.status_code == 404
    assert first.json()["status"]["code"] == "A_VALIDER_2"
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    assert second.json()["status"]["code"] == "MISE_A_DISPOSITION"


async def test_a_refusal_needs_a_reason_and_comes_back_to_the_supplier(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1")

    silent = await post(client, "vera", "refuse")
    said = await post(client, "vera", "refuse", {"reason": "Prestation hors contrat"})

    assert (silent.status_code, silent.json()["code"]) == (422, "reason_required")
    assert said.json()["status"]["code"] == "REFUSEE_1"
    status = (await read(client, "anne")).json()["status"]
    assert (status["reason"], status["returned_to_supplier"]) == ("Prestation hors contrat", False)
    assert (await read(client, "rita")).status_code == 404


@pytest.mark.parametrize("login", ["anne", "rita", "vito", "stan"])
@pytest.mark.parametrize("action", ["validate", "refuse"])
async def test_only_the_validator_validates(
    client: AsyncClient, cast: Cast, login: str, action: str
) -> None:
    await cast.to_validate("F1")

    answer = await post(client, login, action, {"reason": "Un motif"})

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_found")


async def test_a_validator_is_told_his_own_next_step(client: AsyncClient, cast: Cast) -> None:
    await cast.to_validate("F1")

    shown = (await read(client, "vera")).json()

    assert "« Factures à valider »" in shown["status"]["next_step"]


async def _offers(client: AsyncClient, login: str) -> list[str]:
    return [item["code"] for item in (await read(client, login, "actions")).json()["items"]]


@pytest.mark.parametrize(
    ("status", "supplier", "recipient"),
    [
        (Status.TO_RECYCLE, ["recycle"], []),
        (Status.SUSPENDED, ["complete", "acknowledge"], []),
        (Status.REJECTED, ["acknowledge", "treat_rejection"], []),
        (Status.AVAILABLE, [], ["set_status"]),
        (Status.PAID, [], []),
    ],
)
async def test_each_side_is_offered_what_it_may_do(
    client: AsyncClient, cast: Cast, status: Status, supplier: list[str], recipient: list[str]
) -> None:
    await cast.invoice("F1", status)

    assert await _offers(client, "anne") == supplier
    assert await _offers(client, "rita") == recipient


async def test_the_offer_names_targets_and_their_reasons(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.WITH_ACCOUNTANT)

    answer = (await read(client, "rita", "actions")).json()

    free = {"reason_required": False, "mandate_number": True}
    assert (answer["number"], answer["year"]) == ("F1", 2026)
    assert answer["supplier"] == {"siret": cast.supplier.siret, "name": "Entreprise de anne"}
    assert answer["status"]["code"] == "MISE_A_DISPOSITION_COMPTABLE"
    assert answer["items"] == [
        {
            "code": "set_status",
            "label": "Changer l’état de la facture",
            "reason_required": False,
            "targets": [
                {"code": "COMPTABILISEE", "label": "Comptabilisée", **free},
                {"code": "MISE_EN_PAIEMENT", "label": "Mise en paiement", **free},
            ],
        }
    ]


async def test_a_validator_is_offered_his_answers_and_their_date(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1")

    answer = (await read(client, "vera", "actions")).json()

    offered = ["validate", "refuse", "report_validator"]
    assert [item["code"] for item in answer["items"]] == offered
    assert [item["reason_required"] for item in answer["items"]] == [False, True, False]


async def test_one_number_of_two_suppliers_has_to_be_told_apart(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    marc = await cast.portal.supplier("marc")
    await cast.portal.invoice("F1", marc, cast.recipient)
    body = {"status": "SERVICE_FAIT"}

    doubtful = await post(client, "rita", "status", body)
    told = await post(client, "rita", "status", body, supplier=marc.siret)

    assert (doubtful.status_code, doubtful.json()["code"]) == (409, "ambiguous_invoice")
    assert marc.siret in doubtful.json()["detail"]
    assert told.json()["supplier"]["siret"] == marc.siret


async def test_the_year_tells_two_invoices_of_one_supplier_apart(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.TO_RECYCLE)
    await cast.invoice("F1", Status.REJECTED, issued_on=date(2025, 3, 2))
    url = "/portal/v1/invoices/F1"

    latest = await client.get(url, headers=bearer("anne"))
    older = await client.get(url, headers=bearer("anne"), params={"year": "2025"})

    assert latest.json()["status"]["code"] == "A_RECYCLER"
    assert older.json()["status"]["code"] == "REJETEE"
    assert (await post(client, "anne", "acknowledge", year="2025")).status_code == 200
