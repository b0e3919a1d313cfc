"""Sollicitations: filed once, and read by who filed them."""

import asyncio
from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.core.settings import get_settings
from api.domain.sollicitation_categories import read_categories
from api.portal.tests.builders import PortalBuilder, anonymous, bearer

URL = "/portal/v1/sollicitations"


def _body(siret: str, **changes: Any) -> dict[str, Any]:
    return {
        "category": "FACTURES_EMISES",
        "sub_category": "SUIVI_FACTURE",
        "structure_siret": siret,
        "invoice_number": None,
        "description": "Ma facture attend depuis deux mois.",
        "conversation_id": None,
    } | changes


async def _file(
    client: AsyncClient, body: dict[str, Any], *, key: str = "key-1", login: str = "anne"
) -> Response:
    return await client.post(URL, json=body, headers=bearer(login) | {"Idempotency-Key": key})


_FIRST_ACTS = [
    {"act": "add", "label": "Ajouter une information", "needs_text": True},
    {"act": "close", "label": "Clôturer", "needs_text": False},
]
_FIRST_STEP: dict[str, Any] = {
    "at": "2026-11-24T10:00:00+01:00",
    "act": {"code": "submit", "label": "Déposée"},
    "by": "author",
    "author": "Anne",
    "status": {"code": "SOUMISE", "label": "Soumise"},
    "text": None,
    "by_mail": False,
    "files": [],
}


async def test_a_sollicitation_is_filed_and_read_back(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    town = await portal.structure("Une mairie", public=True)
    await portal.invoice("F1", supplier, town)
    question = {"sub_category": "QUESTION_ENTITE_PUBLIQUE", "invoice_number": "f 1"}

    filed = await _file(client, _body(supplier.siret, **question))

    assert filed.status_code == 201
    summary = {
        "reference": "SOL-2026-000001",
        "status": {"code": "SOUMISE", "label": "Soumise"},
        "category": {"code": "FACTURES_EMISES", "label": "Factures émises"},
        "sub_category": {
            "code": "QUESTION_ENTITE_PUBLIQUE",
            "label": "Question pour une entité publique",
        },
        "structure": {"siret": supplier.siret, "name": supplier.name},
        "invoice_number": "F1",
        "description": "Ma facture attend depuis deux mois.",
        "receiver": "public_client",
        "created_at": "2026-11-24T10:00:00+01:00",
        "title": "Ma facture attend depuis deux mois.",
        "author": {"name": "Anne"},
        "addressee": {"siret": town.siret, "name": "Une mairie"},
        "invoice": {"number": "F1", "supplier": supplier.siret, "year": 2026},
        "assignee": None,
        "submitted_at": "2026-11-24T10:00:00+01:00",
        "updated_at": "2026-11-24T10:00:00+01:00",
        "due_at": "2026-12-01T10:00:00+01:00",
        "tab": {"code": "en_cours", "label": "En cours"},
    }
    [step] = filed.json()["history"]
    assert filed.json() == summary | {"history": [step], "files": [], "acts": _FIRST_ACTS}
    assert step == {"id": step["id"], **_FIRST_STEP}
    one = await client.get(f"{URL}/sol-2026-000001", headers=bearer("anne"))
    every = await client.get(URL, headers=bearer("anne"))
    assert one.json() == filed.json()
    assert (every.json()["items"], every.json()["total"]) == ([summary], 1)


async def test_the_same_key_gives_back_the_same_sollicitation(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    body = _body((await portal.supplier()).siret)

    first, again = await _file(client, body), await _file(client, body)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (await client.get(URL, headers=bearer("anne"))).json()["total"] == 1


async def test_the_same_key_with_another_body_is_refused(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    siret = (await portal.supplier()).siret
    await _file(client, _body(siret))

    answer = await _file(client, _body(siret, description="Tout autre chose, finalement."))

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


async def test_two_users_may_choose_the_same_key(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    hers, his = await portal.supplier("anne"), await portal.supplier("marc")

    first = await _file(client, _body(hers.siret), login="anne")
    second = await _file(client, _body(his.siret), login="marc")

    assert first.json()["reference"] != second.json()["reference"]


async def test_twenty_filings_at_once_get_twenty_references(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    sirets = {login: (await portal.supplier(login)).siret for login in ("anne", "marc")}
    logins = ["anne", "marc"] * 10

    answers = await asyncio.gather(
        *(
            _file(client, _body(sirets[login]), key=f"key-{index}", login=login)
            for index, login in enumerate(logins)
        )
    )

    assert {answer.status_code for answer in answers} == {201}
    references = {answer.json()["reference"] for answer in answers}
    assert references == {f"SOL-2026-{number:06d}" for number in range(1, 21)}


async def test_twenty_retries_at_once_file_once(client: AsyncClient, portal: PortalBuilder) -> None:
    body = _body((await portal.supplier()).siret)

    answers = await asyncio.gather(*(_file(client, body) for _ in range(20)))

    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["reference"] for answer in answers} == {"SOL-2026-000001"}


async def test_numbers_start_again_each_year_of_paris(
    client: AsyncClient, portal: PortalBuilder, settings_env: pytest.MonkeyPatch
) -> None:
    siret = (await portal.supplier()).siret
    await _file(client, _body(siret), key="before")
    settings_env.setenv("CHORALE_CLOCK", "2026-12-31T23:30:00+00:00")
    get_settings.cache_clear()

    answer = await _file(client, _body(siret), key="after")

    assert answer.json()["reference"] == "SOL-2027-000001"


@pytest.mark.parametrize("key", [None, "", "deux mots", "x" * 129])
async def test_a_key_is_required(
    client: AsyncClient, portal: PortalBuilder, key: str | None
) -> None:
    body = _body((await portal.supplier()).siret)
    headers = bearer("anne") | ({} if key is None else {"Idempotency-Key": key})

    answer = await client.post(URL, json=body, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_required")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "METEO"}, "unknown_category"),
        ({"sub_category": "METEO"}, "unknown_sub_category"),
        ({"sub_category": "FORMAT_FLUX_PIVOT"}, "unknown_sub_category"),
        ({"description": "  court   "}, "description_too_short"),
        ({"description": "x" * 4001}, "description_too_long"),
        ({"description": None}, "invalid_request"),
    ],
)
async def test_a_wrong_filing_is_refused_in_french_and_stores_nothing(
    client: AsyncClient, portal: PortalBuilder, changes: dict[str, Any], code: str
) -> None:
    body = _body((await portal.supplier()).siret, **changes)

    answer = await _file(client, body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await client.get(URL, headers=bearer("anne"))).json()["total"] == 0


async def test_a_description_of_exactly_four_thousand_characters_passes(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    body = _body((await portal.supplier()).siret, description=f"  {'é' * 4000}\n")

    assert len((await _file(client, body)).json()["description"]) == 4000


async def test_characters_that_no_database_takes_are_dropped(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    body = _body((await portal.supplier()).siret, description="avant\u0000 et \u0007 après 😀")

    assert (await _file(client, body)).json()["description"] == "avant et  après 😀"


async def test_an_invoice_of_somebody_else_looks_unknown(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    siret = (await portal.supplier("anne")).siret
    await portal.invoice("HIDDEN", await portal.supplier("marc"))

    hidden = await _file(client, _body(siret, invoice_number="HIDDEN"))
    unknown = await _file(client, _body(siret, invoice_number="NOTONE"))

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"NOTONE", b"HIDDEN")


async def test_a_structure_of_somebody_else_looks_unknown(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    other = (await portal.supplier("marc")).siret

    hidden = await _file(client, _body(other))
    unknown = await _file(client, _body("9" * 14))

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"9" * 14, other.encode())


async def test_a_sollicitation_of_somebody_else_looks_unknown(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("marc")
    filed = (await _file(client, _body((await portal.supplier("anne")).siret))).json()["reference"]

    hidden = await client.get(f"{URL}/{filed}", headers=bearer("marc"))
    unknown = await client.get(f"{URL}/SOL-2026-999999", headers=bearer("marc"))

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"SOL-2026-999999", filed.encode())


async def test_categories_say_who_receives_them(client: AsyncClient) -> None:
    answer = await client.get("/portal/v1/sollicitation-categories", headers=bearer("anne"))

    categories = {item["code"]: item for item in answer.json()["items"]}
    assert categories["FACTURES_EMISES"]["sub_categories"][0] == {
        "code": "QUESTION_ENTITE_PUBLIQUE",
        "label": "Question pour une entité publique",
        "receiver": "public_client",
        "placeholder": False,
    }
    assert len(categories) == len(read_categories().items) == 12


async def test_without_an_account_few_categories_are_shown(client: AsyncClient) -> None:
    answer = await client.get("/portal/v1/sollicitation-categories", headers=anonymous())

    categories = answer.json()["items"]
    assert [item["code"] for item in categories] == ["COMPTE_CONNEXION", "AUTRE"]
    receivers = {each["receiver"] for item in categories for each in item["sub_categories"]}
    assert receivers == {"support"}


async def test_pages_of_sollicitations_follow_each_other(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    for rank in range(3):
        await _file(client, _body(supplier.siret), key=f"key-{rank}")

    pages = [
        (await client.get(URL, params={"page": page, "size": 2}, headers=bearer("anne"))).json()
        for page in (1, 2, 3)
    ]

    numbers = [[item["reference"][-1] for item in page["items"]] for page in pages]
    assert numbers == [["3", "2"], ["1"], []]
    assert {page["total"] for page in pages} == {3}
