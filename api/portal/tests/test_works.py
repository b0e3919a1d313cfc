"""Works documents: the titulaire, the maîtrise d’œuvre, the maîtrise d’ouvrage, the payer."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from api.core.clock import now
from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_status import InvoiceStatus as Status
from api.models.invoice import Invoice
from api.models.notification import Notification
from api.models.user import User
from api.portal.rights.tests.bakery import database_of
from api.portal.tests.acting import Cast, post, read


def _code(answer: Response) -> str:
    assert answer.status_code == 200, answer.text
    return answer.json()["status"]["code"]


async def _answer(
    client: AsyncClient, login: str, number: str, to: str = "F1", **body: Any
) -> Response:
    return await post(client, login, "works-answer", {"number": number, **body}, number=to)


async def _offers(client: AsyncClient, login: str, number: str = "F1") -> dict[str, list[str]]:
    page = (await read(client, login, "actions", number)).json()
    return {item["code"]: [each["code"] for each in item["targets"]] for item in page["items"]}


async def test_a_month_goes_from_the_titulaire_to_the_payer(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.DRAFT)

    sent = await post(client, "anne", "send")
    taken = await post(client, "mona", "works-status", {"status": "PRISE_EN_COMPTE_MOE"})
    by_moe = await _answer(client, "mona", "F2", amount="100.00")
    by_moa = await _answer(client, "olga", "F3", to="F2")

    assert [_code(each) for each in (sent, taken, by_moe, by_moa)] == [
        "MISE_A_DISPOSITION_MOE",
        "PRISE_EN_COMPTE_MOE",
        "MISE_A_DISPOSITION_MOA",
        "MISE_A_DISPOSITION",
    ]
    assert by_moa.json()["framework"]["code"] == Framework.A19
    assert by_moa.json()["amount"]["incl_tax"] == "100.00"
    assert (await read(client, "rita", number="F3")).json()["status"]["code"] == Status.AVAILABLE


async def test_the_end_of_a_market_is_signed_by_the_titulaire(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE, Framework.A7)

    await _answer(client, "mona", "F2")
    await _answer(client, "olga", "F3", to="F2")
    signed = await _answer(client, "anne", "F4", to="F3")

    assert signed.json()["framework"]["code"] == Framework.A8
    assert _code(await read(client, "rita", number="F4")) == Status.AVAILABLE
    assert [_code(await read(client, "anne", number=each)) for each in ("F1", "F2", "F3")] == [
        Status.WORKS_LINKED
    ] * 3


async def test_an_answer_at_once_writes_both_steps(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)

    await _answer(client, "mona", "F2")

    steps = (await read(client, "anne", "history")).json()["steps"]
    assert [(step["code"], step["actor"]) for step in steps] == [
        (Status.WORKS_TAKEN_MOE, "Le maître d’œuvre"),
        (Status.WORKS_LINKED, "Le maître d’œuvre"),
    ]


async def test_a_refusal_wants_a_reason_and_the_titulaire_deposits_again(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)
    refusal = {"status": "REFUSEE_MOE"}

    without = await post(client, "mona", "works-status", refusal)
    refused = await post(
        client, "mona", "works-status", refusal | {"reason": "Période déjà réglée"}
    )
    again = await _answer(client, "anne", "F2")

    assert (without.status_code, without.json()["code"]) == (422, "reason_required")
    assert refused.json()["status"]["reason"] == "Période déjà réglée"
    assert _code(again) == Status.WORKS_AVAILABLE_MOE
    assert _code(await read(client, "anne")) == Status.WORKS_COPIED_AFTER_REFUSAL


async def test_what_the_moa_refuses_comes_back_to_the_moe_not_to_the_titulaire(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_REFUSED_MOA, Framework.A15)

    assert (await _answer(client, "anne", "F2")).status_code == 409
    assert _code(await _answer(client, "mona", "F2")) == Status.WORKS_AVAILABLE_MOA


async def test_the_titulaire_replaces_a_final_draft_by_an_a22(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE, Framework.A7)

    deposited = await _answer(client, "anne", "F2")

    assert deposited.json()["framework"]["code"] == Framework.A22
    assert _code(deposited) == Status.WORKS_AVAILABLE_MOA
    assert _code(await read(client, "anne")) == Status.WORKS_REPLACED_BY_A22


async def test_a_wrong_moe_says_so_and_another_is_named(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE, works_manager_id=cast.works_owner.id)

    said = await post(client, "olga", "works-status", {"status": "ERREUR_FOURNISSEUR_SUR_MOE"})
    same = await post(client, "anne", "works-party", {"siret": cast.works_owner.siret})
    other = await post(client, "anne", "works-party", {"siret": cast.works_manager.siret})

    assert _code(said) == Status.WORKS_WRONG_MOE_BY_SUPPLIER
    assert (same.status_code, same.json()["code"]) == (422, "party_unchanged")
    assert _code(other) == Status.WORKS_AVAILABLE_MOE
    assert _code(await read(client, "mona")) == Status.WORKS_AVAILABLE_MOE
    assert (await read(client, "olga")).status_code == 404


async def test_an_unknown_party_is_refused(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_WRONG_MOE_BY_SUPPLIER)

    answer = await post(client, "anne", "works-party", {"siret": "99999999999999"})

    assert (answer.status_code, answer.json()["code"]) == (422, "party_unknown")


async def test_the_offers_say_what_each_party_may_do(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)

    assert await _offers(client, "mona") == {
        "set_works_status": [
            "PRISE_EN_COMPTE_MOE",
            "REFUSEE_MOE",
            "ERREUR_FOURNISSEUR_SUR_MOE",
        ],
        "answer_works": [Framework.A15],
    }
    assert await _offers(client, "anne") == {}


@pytest.mark.parametrize("login", ["rita", "vera", "stan", "paul", "olga"])
@pytest.mark.parametrize("action", ["works-status", "works-answer", "works-party"])
async def test_who_is_not_of_the_document_finds_nothing(
    client: AsyncClient, cast: Cast, login: str, action: str
) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)
    body = {"status": "PRISE_EN_COMPTE_MOE", "number": "F2", "siret": cast.works_owner.siret}

    answer = await post(client, login, action, body)

    assert answer.status_code in {403, 404}
    assert answer.json()["code"] in {"invoice_not_found", "space_missing", "rattachement_missing"}


@pytest.mark.parametrize("login", ["anne", "mona"])
async def test_a_status_of_another_party_is_an_illegal_transition(
    client: AsyncClient, cast: Cast, login: str
) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)

    answer = await post(client, login, "works-status", {"status": "PRISE_EN_COMPTE_MOA"})

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")


async def test_the_payer_does_not_see_what_he_has_not_to_pay(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_AVAILABLE_MOE)

    assert (await read(client, "rita")).status_code == 404


async def test_a_document_links_to_those_around_it(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)
    await _answer(client, "mona", "F2")

    first = (await read(client, "anne", "works")).json()
    second = (await read(client, "mona", "works", "F2")).json()

    assert [item["number"] for item in first["following"]] == ["F2"]
    assert second["previous"]["number"] == "F1"
    assert (second["depositor"], second["holder"]) == ("moe", "moa")
    assert second["document"]["code"] == "ETAT_ACOMPTE"


async def test_the_moa_is_not_told_of_the_document_that_only_the_moe_sees(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)
    await _answer(client, "mona", "F2")

    assert (await read(client, "olga", "works", "F2")).json()["previous"] is None


async def test_an_ordinary_invoice_has_no_works(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    answer = await read(client, "anne", "works")

    assert (answer.status_code, answer.json()["code"]) == (404, "no_works_document")


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("F1", 409, "number_taken"),
        ("20230305", 422, "number_refused"),
        (" ", 422, "number_refused"),
        ("X" * 21, 422, "number_refused"),
    ],
)
async def test_a_number_that_cannot_be_is_refused(
    client: AsyncClient, cast: Cast, number: str, status: int, code: str
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE, issued_on=now().date())

    answer = await _answer(client, "mona", number)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert _code(await read(client, "mona")) == Status.WORKS_TAKEN_MOE


async def test_the_payers_closed_service_is_refused_before_anything_is_written(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)

    answer = await _answer(client, "mona", "F2", service_code="OLD")

    assert (answer.status_code, answer.json()["code"]) == (422, "service_closed")
    assert (await read(client, "mona", number="F2")).status_code == 404


async def test_one_key_deposits_one_document(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)
    body = {"number": "F2"}

    first = await post(client, "mona", "works-answer", body, key="once")
    again = await post(client, "mona", "works-answer", body, key="once")

    assert first.json() == again.json()
    database = database_of(client)
    async with database.new_read_session() as session:
        assert await session.scalar(select(func.count(Invoice.id))) == 2


async def test_each_step_tells_who_waits_for_it(client: AsyncClient, cast: Cast) -> None:
    await cast.works("F1", Status.WORKS_TAKEN_MOE)

    await _answer(client, "mona", "F2")

    database = database_of(client)
    async with database.new_read_session() as session:
        joined = select(User.login, Notification.text).join(User, User.id == Notification.user_id)
        statement = joined.order_by(Notification.id)
        told = [(row[0], row[1]) for row in await session.execute(statement)]
    assert told == [
        ("anne", "La facture F1 est à l’état « Associée »."),
        ("olga", "La facture F2 est à l’état « Mise à disposition de la maîtrise d’ouvrage »."),
    ]
