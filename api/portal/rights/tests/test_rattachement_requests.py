"""Asking to be attached to a structure, and what its managers decide."""

import pytest

from api.domain.rights import RattachementState, Role, Space
from api.domain.rights_requests import MAX_PENDING
from api.portal.rights.tests.bakery import NAME, SIRET, Bakery, attach


async def test_a_request_waits_for_a_manager(bakery: Bakery) -> None:
    answer = await bakery.ask_in("dora", "000 000 001 00001")

    assert answer.status_code == 201
    body = answer.json()
    assert body == {
        "id": body["id"],
        "kind": {"code": "RATTACHEMENT", "label": "Rattachement à une structure"},
        "state": {"code": "EN_ATTENTE", "label": "En attente d’une décision"},
        "structure": {"siret": SIRET, "name": NAME},
        "space": None,
        "requester": {"login": "dora", "name": "Dora Blanc"},
        "created_at": "2026-11-24T10:00:00+01:00",
        "decided_at": None,
        "reason": None,
        "warning": None,
        "mine": True,
        "can_decide": False,
        "as_of": "2026-11-24T10:00:00+01:00",
    }
    assert await bakery.attachment_of("dora") == "EN_COURS_DE_VALIDATION"


async def test_both_managers_are_told_and_nobody_else(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    text = f"Dora Blanc demande son rattachement à {NAME}."
    told = {login: await bakery.told(login) for login in ("anne", "bruno", "chloe", "dora")}
    assert told == {"anne": [text], "bruno": [text], "chloe": [], "dora": []}


@pytest.mark.parametrize("manager", ["anne", "bruno"])
async def test_a_manager_validates_with_what_comes_to_everybody(
    bakery: Bakery, manager: str
) -> None:
    filed = (await bakery.ask_in("dora")).json()

    answer = await bakery.decide(manager, filed["id"])

    assert answer.status_code == 200
    assert answer.json()["state"]["code"] == "ACCEPTEE"
    assert await bakery.attachment_of("dora") == "VALIDEE"
    assert await bakery.role_of("dora") == "UTILISATEUR_SIMPLE"
    assert await bakery.spaces_of("dora") == ["SOLLICITATIONS_EMISES"]


async def test_a_refusal_gives_no_right_and_says_why(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()

    await bakery.decide("anne", filed["id"], approve=False, reason="Personne ne vous connaît.")

    assert await bakery.attachment_of("dora") == "REFUSEE"
    assert await bakery.told("dora") == [
        f"Votre rattachement à {NAME} est refusé. Motif : Personne ne vous connaît."
    ]


async def test_after_a_refusal_one_may_ask_again(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()
    await bakery.decide("anne", filed["id"], approve=False)

    again = await bakery.ask_in("dora")

    assert (again.status_code, again.json()["state"]["code"]) == (201, "EN_ATTENTE")


async def test_a_removed_manager_who_comes_back_is_a_simple_user(bakery: Bakery) -> None:
    await attach(bakery, "emil", RattachementState.REMOVED, Role.SECONDARY_MANAGER)
    filed = (await bakery.ask_in("emil")).json()

    await bakery.decide("anne", filed["id"])

    assert await bakery.role_of("emil") == "UTILISATEUR_SIMPLE"


async def test_asking_twice_says_since_when_it_waits(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    again = await bakery.ask_in("dora")

    assert (again.status_code, again.json()["code"]) == (409, "request_already_pending")
    assert "le 24/11/2026 à 10 h 00" in again.json()["detail"]


async def test_a_rattachement_left_waiting_without_request_may_be_asked_for(
    bakery: Bakery,
) -> None:
    await attach(bakery, "emil", RattachementState.PENDING)

    assert (await bakery.ask_in("emil")).status_code == 201


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RattachementState.VALIDATED, "already_attached"),
        (RattachementState.DISABLED, "rattachement_disabled"),
    ],
)
async def test_who_is_attached_or_disabled_cannot_ask(
    bakery: Bakery, state: RattachementState, code: str
) -> None:
    await attach(bakery, "emil", state)

    answer = await bakery.ask_in("emil")

    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_an_unknown_siret_is_not_found(bakery: Bakery) -> None:
    answer = await bakery.ask_in("dora", "99999999999999")

    assert (answer.status_code, answer.json()["code"]) == (404, "structure_not_found")


async def test_a_public_entity_warns_suppliers_off(bakery: Bakery) -> None:
    town_hall = await bakery.portal.structure("Mairie", public=True)

    answer = await bakery.ask_in("dora", town_hall.siret)

    assert "jamais à celui de votre client" in answer.json()["warning"]


async def test_pending_requests_are_bounded(bakery: Bakery) -> None:
    for _ in range(MAX_PENDING):
        await bakery.ask_in("dora", (await bakery.portal.structure()).siret)

    answer = await bakery.ask_in("dora")

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_pending_requests")


@pytest.mark.parametrize("stranger", ["chloe", "frank"])
async def test_a_request_of_others_looks_unknown_to_who_may_not_decide(
    bakery: Bakery, stranger: str
) -> None:
    elsewhere = await bakery.portal.structure()
    await bakery.portal.user("frank", elsewhere, role=Role.PRINCIPAL_MANAGER)
    filed = (await bakery.ask_in("dora")).json()

    hidden = await bakery.decide(stranger, filed["id"])
    unknown = await bakery.decide(stranger, 999_999)

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()
    assert await bakery.attachment_of("dora") == "EN_COURS_DE_VALIDATION"


async def test_nobody_decides_on_his_own_rattachement(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()

    answer = await bakery.decide("dora", filed["id"])

    assert (answer.status_code, answer.json()["code"]) == (403, "manager_required")


@pytest.mark.parametrize("approve", [True, False])
async def test_a_decision_is_taken_once(bakery: Bakery, approve: bool) -> None:
    filed = (await bakery.ask_in("dora")).json()
    await bakery.decide("anne", filed["id"], approve=approve)

    again = await bakery.decide("bruno", filed["id"], approve=not approve)

    assert (again.status_code, again.json()["code"]) == (409, "request_already_decided")


@pytest.mark.parametrize("request_id", [0, -1, 2**31, 2**80])
async def test_an_id_out_of_bounds_is_not_found(bakery: Bakery, request_id: int) -> None:
    answer = await bakery.decide("anne", request_id)

    assert (answer.status_code, answer.json()["code"]) == (404, "request_not_found")


async def test_a_reason_of_300_characters_is_refused(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()

    answer = await bakery.decide("anne", filed["id"], approve=False, reason="x" * 300)

    assert (answer.status_code, answer.json()["code"]) == (422, "reason_too_long")


async def test_who_withdraws_before_the_decision_leaves_nothing_to_decide(
    bakery: Bakery,
) -> None:
    filed = (await bakery.ask_in("dora")).json()
    await bakery.detach("dora", "dora")

    answer = await bakery.decide("anne", filed["id"])

    assert answer.json()["code"] == "request_already_decided"
    assert await bakery.attachment_of("dora") is None


async def test_one_lists_ones_own_and_those_that_wait_for_ones_decision(bakery: Bakery) -> None:
    await bakery.ask_in("dora")
    await bakery.ask_space("chloe", Space.FLOWS)
    elsewhere = await bakery.portal.structure()
    await bakery.ask_in("anne", elsewhere.siret)

    async def seen(login: str) -> list[tuple[str, bool, bool]]:
        page = (await bakery.get(login, "/requests")).json()
        return [
            (item["requester"]["login"], item["mine"], item["can_decide"]) for item in page["items"]
        ]

    assert await seen("anne") == [
        ("anne", True, False),
        ("chloe", False, True),
        ("dora", False, True),
    ]
    assert await seen("chloe") == [("chloe", True, False)]
    assert await seen("dora") == [("dora", True, False)]
