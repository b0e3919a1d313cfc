"""Drafts that are sent, validators wrongly named, and invoices sent again after a refusal."""

from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.domain.invoice_status import InvoiceStatus as Status
from api.portal.tests.acting import Cast, post, read


def _code(answer: Response) -> str:
    assert answer.status_code == 200, answer.text
    return answer.json()["status"]["code"]


async def _actions(client: AsyncClient, login: str) -> list[str]:
    return [item["code"] for item in (await read(client, login, "actions")).json()["items"]]


_ROUTED: dict[str, Any] = {"service_code": "DC", "engagement": "E1"}


async def test_a_draft_is_offered_and_sent_to_its_recipient(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.invoice("F1", Status.DRAFT, **_ROUTED)

    offered = await _actions(client, "anne")
    sent = await post(client, "anne", "send", {"comment": "Bonne réception."})

    assert offered == ["send"]
    assert _code(sent) == Status.AVAILABLE
    assert sent.json()["history"][0]["comment"] == "Bonne réception."
    assert _code(await read(client, "rita")) == Status.AVAILABLE


async def test_what_is_sent_is_no_draft_any_more(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.AVAILABLE, **_ROUTED)

    answer = await post(client, "anne", "send")

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"engagement": "E1"}, "service_missing"),
        ({"service_code": "DC"}, "engagement_missing"),
        ({"service_code": "OLD", "engagement": "E1"}, "service_closed"),
    ],
)
async def test_a_draft_that_its_recipient_would_refuse_stays_a_draft(
    client: AsyncClient, cast: Cast, columns: dict[str, Any], code: str
) -> None:
    await cast.invoice("F1", Status.DRAFT, **columns)

    answer = await post(client, "anne", "send")

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert _code(await read(client, "anne")) == Status.DRAFT


async def test_a_draft_whose_number_is_a_date_is_not_sent(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("20230305", Status.DRAFT, **_ROUTED)

    answer = await post(client, "anne", "send", number="20230305")

    assert (answer.status_code, answer.json()["code"]) == (422, "number_refused")


async def test_a_draft_names_its_validator_as_it_is_sent(client: AsyncClient, cast: Cast) -> None:
    await cast.to_validate("F1", status=Status.DRAFT, validator_id=None, **_ROUTED)

    without = await post(client, "anne", "send")
    sent = await post(client, "anne", "send", {"validator_siret": cast.validator.siret})

    assert (without.status_code, without.json()["code"]) == (422, "validator_missing")
    assert _code(sent) == Status.TO_VALIDATE_1
    assert "validate" in await _actions(client, "vera")


@pytest.mark.parametrize("login", ["rita", "vera", "stan", "paul", "mona"])
async def test_a_draft_is_nobody_elses(client: AsyncClient, cast: Cast, login: str) -> None:
    await cast.to_validate("F1", status=Status.DRAFT, **_ROUTED)

    assert (await post(client, login, "send")).status_code in {403, 404}
    assert _code(await read(client, "anne")) == Status.DRAFT


async def test_one_key_sends_once(client: AsyncClient, cast: Cast) -> None:
    await cast.invoice("F1", Status.DRAFT, **_ROUTED)

    answers = [await post(client, "anne", "send", key="once") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert (await post(client, "anne", "send")).status_code == 409


async def test_a_refused_invoice_is_corrected_and_sent_to_its_validator_again(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", **_ROUTED)
    await post(client, "vera", "refuse", {"reason": "Mauvais engagement"})

    offered = await _actions(client, "anne")
    again = await post(client, "anne", "resubmit", {"engagement": "E2", "comment": "Corrigé."})

    assert offered == ["resubmit"]
    assert (_code(again), again.json()["engagement"]) == (Status.TO_VALIDATE_1, "E2")
    assert again.json()["number"] == "F1"
    assert "validate" in await _actions(client, "vera")


async def test_a_correction_that_the_recipient_refuses_changes_nothing(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", status=Status.REFUSED_1, **_ROUTED)

    answer = await post(client, "anne", "resubmit", {"service_code": "OLD"})

    assert (answer.status_code, answer.json()["code"]) == (422, "service_closed")
    assert (await read(client, "anne")).json()["service_code"] == "DC"


async def test_a_wrong_validator_says_so_and_another_is_named(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", **_ROUTED)

    said = await post(client, "vera", "report-validator", {"comment": "Ce n’est pas nous."})
    same = await post(client, "anne", "resubmit", {"validator_siret": cast.validator.siret})
    none = await post(client, "anne", "resubmit")
    other = await post(client, "anne", "resubmit", {"validator_siret": cast.second.siret})

    assert _code(said) == Status.WRONG_VALIDATOR_BY_SUPPLIER
    assert [answer.json()["code"] for answer in (same, none)] == ["party_unchanged"] * 2
    assert _code(other) == Status.TO_VALIDATE_1
    assert (await read(client, "vera")).status_code == 404
    assert _code(await read(client, "vito")) == Status.TO_VALIDATE_1


async def test_a_wrong_second_validator_is_corrected_by_the_first(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", second=True, status=Status.TO_VALIDATE_2, **_ROUTED)

    said = await post(client, "vito", "report-validator")
    by_supplier = await post(client, "anne", "resubmit", {"validator_siret": cast.recipient.siret})
    too_much = await post(
        client,
        "vera",
        "resubmit",
        {"validator_siret": cast.recipient.siret, "engagement": "E2"},
    )
    by_first = await post(client, "vera", "resubmit", {"validator_siret": cast.recipient.siret})

    assert _code(said) == Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR
    assert by_supplier.status_code == 409
    assert too_much.json()["code"] == "correction_not_yours"
    assert _code(by_first) == Status.TO_VALIDATE_2


@pytest.mark.parametrize("action", ["resubmit", "report-validator"])
@pytest.mark.parametrize("login", ["rita", "stan", "vito"])
async def test_others_neither_correct_nor_report(
    client: AsyncClient, cast: Cast, login: str, action: str
) -> None:
    await cast.to_validate("F1", **_ROUTED)

    assert (await post(client, login, action)).status_code in {403, 404}


async def test_a_supplier_does_not_validate_his_own_invoice(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", status=Status.DRAFT, **_ROUTED)
    himself = {"validator_siret": cast.supplier.siret}

    sent = await post(client, "anne", "send", himself)

    assert (sent.status_code, sent.json()["code"]) == (422, "party_is_supplier")
    assert _code(await read(client, "anne")) == Status.DRAFT


@pytest.mark.parametrize("status", [Status.REFUSED_1, Status.WRONG_VALIDATOR_BY_SUPPLIER])
async def test_nor_after_it_was_sent_back(client: AsyncClient, cast: Cast, status: Status) -> None:
    await cast.to_validate("F1", status=status, **_ROUTED)

    again = await post(client, "anne", "resubmit", {"validator_siret": cast.supplier.siret})

    assert (again.status_code, again.json()["code"]) == (422, "party_is_supplier")


async def test_a_draft_that_already_names_its_supplier_is_not_sent(
    client: AsyncClient, cast: Cast
) -> None:
    await cast.to_validate("F1", status=Status.DRAFT, validator_id=cast.supplier.id, **_ROUTED)

    sent = await post(client, "anne", "send")

    assert (sent.status_code, sent.json()["code"]) == (422, "party_is_supplier")


async def test_the_first_validator_is_not_the_second_as_well(
    client: AsyncClient, cast: Cast
) -> None:
    wrong = Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR
    await cast.to_validate("F1", second=True, status=wrong, **_ROUTED)

    again = await post(client, "vera", "resubmit", {"validator_siret": cast.validator.siret})

    assert (again.status_code, again.json()["code"]) == (422, "validators_alike")
    assert _code(await read(client, "vera")) == wrong
