"""Works documents deposited, answered and sent: who must be named, and who may."""

from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_status import InvoiceStatus as Status
from api.portal.tests.acting import Cast, post, read
from api.portal.tests.builders import bearer


def _code(answer: Response) -> str:
    assert answer.status_code == 200, answer.text
    return answer.json()["status"]["code"]


async def _answer(
    client: AsyncClient, login: str, number: str, to: str = "F1", **body: Any
) -> Response:
    return await post(client, login, "works-answer", {"number": number, **body}, number=to)


async def _deposit(client: AsyncClient, cast: Cast, login: str = "anne", **body: Any) -> Response:
    wanted = {
        "framework": "A4",
        "number": "F9",
        "supplier_siret": cast.supplier.siret,
        "recipient_siret": cast.recipient.siret,
        "moe_siret": cast.works_manager.siret,
        "moa_siret": cast.works_owner.siret,
        "service_code": "dc",
        "engagement": "E1",
        "amount": "1250.50",
    }
    headers = bearer(login) | {"Idempotency-Key": "deposit"}
    return await client.post("/portal/v1/works-documents", json=wanted | body, headers=headers)


async def test_the_titulaire_deposits_the_first_document(client: AsyncClient, cast: Cast) -> None:
    deposited, again = await _deposit(client, cast), await _deposit(client, cast)

    assert deposited.status_code == 201, deposited.text
    told = deposited.json()
    assert (told["status"]["code"], told["amount"]["incl_tax"], told["service_code"]) == (
        Status.WORKS_AVAILABLE_MOE,
        "1250.50",
        "DC",
    )
    assert again.json() == told
    assert _code(await read(client, "mona", number="F9")) == Status.WORKS_AVAILABLE_MOE


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"framework": "A1"}, 422, "framework_refused"),
        ({"framework": "A15"}, 422, "framework_refused"),
        ({"moe_siret": None}, 422, "works_party_missing"),
        ({"moa_siret": None}, 422, "works_party_missing"),
        ({"moa_siret": "1"}, 422, "party_unknown"),
        ({"recipient_siret": "1"}, 422, "recipient_unknown"),
        ({"engagement": ""}, 422, "engagement_missing"),
        ({"supplier_siret": "1"}, 404, "rattachement_not_found"),
    ],
)
async def test_a_document_that_cannot_be_is_not_deposited(
    client: AsyncClient, cast: Cast, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await _deposit(client, cast, **body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await read(client, "anne", number="F9")).status_code == 404


@pytest.mark.parametrize("party", ["moe_siret", "moa_siret"])
@pytest.mark.parametrize("framework", ["A4", "A7", "A10", "A11", "A13", "A14"])
async def test_a_first_document_names_both_parties_at_once(
    client: AsyncClient, cast: Cast, framework: str, party: str
) -> None:
    body: dict[str, Any] = {"framework": framework, party: None}
    answer = await _deposit(client, cast, **body)

    assert (answer.status_code, answer.json()["code"]) == (422, "works_party_missing")


@pytest.mark.parametrize("party", ["moe_siret", "moa_siret"])
async def test_the_supplier_answers_none_of_his_own_documents(
    client: AsyncClient, cast: Cast, party: str
) -> None:
    answer = await _deposit(client, cast, **{party: cast.supplier.siret})

    assert (answer.status_code, answer.json()["code"]) == (422, "party_is_supplier")


async def test_who_answers_names_the_moa_that_was_not_named(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE, works_owner_id=None)

    without = await _answer(client, "mona", "F2")
    named = await _answer(client, "mona", "F2", moa_siret=cast.works_owner.siret)

    assert (without.status_code, without.json()["code"]) == (422, "works_party_missing")
    assert _code(named) == Status.WORKS_AVAILABLE_MOA
    assert _code(await read(client, "olga", number="F2")) == Status.WORKS_AVAILABLE_MOA


async def test_an_answer_keeps_the_parties_that_are_named(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)

    other = await _answer(client, "mona", "F2", moa_siret=cast.validator.siret)
    same = await _answer(client, "mona", "F2", moa_siret=cast.works_owner.siret)

    assert (other.status_code, other.json()["code"]) == (422, "party_named")
    assert _code(same) == Status.WORKS_AVAILABLE_MOA


async def test_a_draft_that_names_no_moa_is_not_sent_either(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.DRAFT, works_owner_id=None)

    without = await post(client, "anne", "send")
    named = await post(client, "anne", "send", {"moa_siret": cast.works_owner.siret})

    assert (without.status_code, without.json()["code"]) == (422, "works_party_missing")
    assert _code(named) == Status.WORKS_AVAILABLE_MOE


@pytest.mark.parametrize(
    ("framework", "told"), [(Framework.A4, True), (Framework.A7, False), (Framework.A14, False)]
)
async def test_seven_days_are_promised_where_the_source_gives_them(
    client: AsyncClient, cast: Cast, framework: Framework, told: bool
) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE, framework)

    meaning = (await read(client, "anne")).json()["status"]["meaning"]

    assert ("7 jours" in meaning) is told


@pytest.mark.parametrize("login", ["mona", "stan", "paul", "rita"])
async def test_nobody_deposits_for_another_supplier(
    client: AsyncClient, cast: Cast, login: str
) -> None:
    answer = await _deposit(client, cast, login)

    assert (answer.status_code, answer.json()["code"]) == (404, "rattachement_not_found")


async def test_a_draft_that_names_no_moe_is_not_sent(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.DRAFT, works_manager_id=None)

    without = await post(client, "anne", "send")
    named = await post(client, "anne", "send", {"moe_siret": cast.works_manager.siret})

    assert (without.status_code, without.json()["code"]) == (422, "works_party_missing")
    assert _code(named) == Status.WORKS_AVAILABLE_MOE


async def test_the_next_step_is_said_to_who_has_to_act(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)

    said = (await read(client, "mona")).json()["status"]["next_step"]

    assert said == "Traitez ce document dans l’application « Factures de travaux »."
