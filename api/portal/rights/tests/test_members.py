"""Roles, the one principal manager, and those who leave."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from api.domain.rights import RattachementState, Role, Space
from api.models.user import Rattachement
from api.portal.rights.tests.bakery import NAME, SIRET, Bakery, attach, database_of


async def test_managers_are_listed_the_principal_first(bakery: Bakery) -> None:
    answer = await bakery.get("chloe", f"/structures/{SIRET}/managers")

    assert answer.json() == {
        "structure": {"siret": SIRET, "name": NAME},
        "items": [
            {
                "name": "Anne Roux",
                "role": {"code": "GESTIONNAIRE_PRINCIPAL", "label": "Gestionnaire principal"},
            },
            {
                "name": "Bruno Petit",
                "role": {"code": "GESTIONNAIRE_SECONDAIRE", "label": "Gestionnaire secondaire"},
            },
        ],
        "as_of": "2026-11-24T10:00:00+01:00",
    }


async def test_asking_to_be_attached_tells_nobody_s_name(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    answer = await bakery.get("dora", f"/structures/{SIRET}/managers")

    assert (answer.status_code, answer.json()["code"]) == (404, "rattachement_not_found")


async def test_a_stranger_cannot_tell_a_hidden_structure_from_an_unknown_one(
    bakery: Bakery,
) -> None:
    hidden = await bakery.get("dora", f"/structures/{SIRET}/managers")
    unknown = await bakery.get("dora", "/structures/99999999999999/managers")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text == unknown.text.replace("9" * 14, SIRET)


@pytest.mark.parametrize("state", ["PENDING", "REFUSED", "DISABLED", "REMOVED"])
async def test_who_is_not_validated_is_a_stranger(bakery: Bakery, state: str) -> None:
    await attach(bakery, "emil", RattachementState[state])

    answer = await bakery.get("emil", f"/structures/{SIRET}/managers")

    assert (answer.status_code, answer.json()["code"]) == (404, "rattachement_not_found")


async def test_users_are_for_managers(bakery: Bakery) -> None:
    asked = {
        login: (await bakery.get(login, f"/structures/{SIRET}/users")).status_code
        for login in ("anne", "bruno", "chloe", "dora")
    }

    assert asked == {"anne": 200, "bruno": 200, "chloe": 403, "dora": 404}


@pytest.mark.parametrize("manager", ["anne", "bruno"])
async def test_a_manager_makes_a_secondary_manager(bakery: Bakery, manager: str) -> None:
    answer = await bakery.give_role(manager, "chloe", Role.SECONDARY_MANAGER)

    assert answer.status_code == 200
    assert answer.json()["role"]["code"] == "GESTIONNAIRE_SECONDAIRE"
    assert await bakery.spaces_of("chloe") == [
        "ACTIVITES_GESTIONNAIRE",
        "SOLLICITATIONS_EMISES",
    ]
    assert await bakery.told("chloe") == [
        f"Votre rôle est désormais « Gestionnaire secondaire » pour {NAME}."
    ]


async def test_the_management_space_goes_with_the_role(bakery: Bakery) -> None:
    await bakery.give_role("anne", "chloe", Role.SECONDARY_MANAGER)
    await bakery.give_role("anne", "chloe", Role.SIMPLE_USER)

    assert await bakery.spaces_of("chloe") == ["SOLLICITATIONS_EMISES"]


async def test_a_simple_user_gives_no_role(bakery: Bakery) -> None:
    answer = await bakery.give_role("chloe", "chloe", Role.SECONDARY_MANAGER)

    assert (answer.status_code, answer.json()["code"]) == (403, "manager_required")


@pytest.mark.parametrize("role", [Role.PRINCIPAL_MANAGER, "CHEF", ""])
async def test_the_principal_role_is_not_given_that_way(bakery: Bakery, role: str) -> None:
    answer = await bakery.give_role("anne", "chloe", role)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_role")


@pytest.mark.parametrize("manager", ["anne", "bruno"])
async def test_the_principal_manager_is_not_demoted(bakery: Bakery, manager: str) -> None:
    answer = await bakery.give_role(manager, "anne", Role.SIMPLE_USER)

    assert (answer.status_code, answer.json()["code"]) == (409, "principal_manager_kept")


async def test_a_role_is_for_validated_users(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    answer = await bakery.give_role("anne", "dora", Role.SECONDARY_MANAGER)

    assert (answer.status_code, answer.json()["code"]) == (409, "rattachement_not_validated")


async def test_somebody_from_elsewhere_looks_unknown(bakery: Bakery) -> None:
    elsewhere = await bakery.give_role("anne", "dora", Role.SIMPLE_USER)
    nobody = await bakery.give_role("anne", "personne", Role.SIMPLE_USER)

    assert elsewhere.status_code == nobody.status_code == 404
    assert elsewhere.json() == nobody.json()


async def test_the_principal_hands_over_and_stays_as_secondary(bakery: Bakery) -> None:
    answer = await bakery.transfer("anne", "chloe")

    assert answer.status_code == 200
    assert answer.json()["user"] == {"login": "chloe", "name": "Chloé Faure"}
    assert [await bakery.role_of(login) for login in ("anne", "bruno", "chloe")] == [
        "GESTIONNAIRE_SECONDAIRE",
        "GESTIONNAIRE_SECONDAIRE",
        "GESTIONNAIRE_PRINCIPAL",
    ]


@pytest.mark.parametrize("login", ["bruno", "chloe"])
async def test_only_the_principal_hands_over(bakery: Bakery, login: str) -> None:
    answer = await bakery.transfer(login, login)

    assert (answer.status_code, answer.json()["code"]) == (403, "principal_manager_required")


async def test_the_next_principal_must_be_validated(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    answer = await bakery.transfer("anne", "dora")

    assert (answer.status_code, answer.json()["code"]) == (409, "rattachement_not_validated")


async def test_a_simple_user_leaves_by_himself_with_his_spaces(bakery: Bakery) -> None:
    await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    answer = await bakery.detach("chloe", "chloe")

    assert (answer.status_code, answer.json()["attachment"]["code"]) == (200, "SUPPRIMEE")
    assert answer.json()["spaces"] == []
    assert await bakery.attachment_of("chloe") is None


async def test_a_manager_removes_a_colleague(bakery: Bakery) -> None:
    await bakery.detach("bruno", "chloe")

    assert await bakery.attachment_of("chloe") is None
    assert await bakery.told("chloe") == [
        f"L’état de votre rattachement est désormais « Supprimée » pour {NAME}."
    ]


async def test_a_simple_user_removes_nobody_else(bakery: Bakery) -> None:
    answer = await bakery.detach("chloe", "bruno")

    assert (answer.status_code, answer.json()["code"]) == (403, "manager_required")


async def test_the_principal_does_not_leave_without_a_successor(bakery: Bakery) -> None:
    answer = await bakery.detach("anne", "anne")

    assert (answer.status_code, answer.json()["code"]) == (409, "successor_required")


async def test_the_principal_is_not_his_own_successor(bakery: Bakery) -> None:
    answer = await bakery.detach("anne", "anne", successor="anne")

    assert (answer.status_code, answer.json()["code"]) == (409, "successor_required")


async def test_the_principal_leaves_to_a_successor(bakery: Bakery) -> None:
    answer = await bakery.detach("anne", "anne", successor="bruno")

    assert answer.status_code == 200
    assert await bakery.attachment_of("anne") is None
    assert await bakery.role_of("bruno") == "GESTIONNAIRE_PRINCIPAL"


async def test_a_refused_successor_keeps_the_principal(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    answer = await bakery.detach("anne", "anne", successor="dora")

    assert (answer.status_code, answer.json()["code"]) == (409, "rattachement_not_validated")
    assert await bakery.role_of("anne") == "GESTIONNAIRE_PRINCIPAL"


async def test_a_secondary_manager_does_not_remove_the_principal(bakery: Bakery) -> None:
    answer = await bakery.detach("bruno", "anne", successor="bruno")

    assert (answer.status_code, answer.json()["code"]) == (409, "principal_manager_kept")


async def test_who_is_disabled_loses_the_use_of_his_spaces_until_enabled(
    bakery: Bakery,
) -> None:
    await bakery.ask_space("chloe", Space.ISSUED_INVOICES)
    await bakery.give_state("anne", "chloe", RattachementState.DISABLED)
    without = await bakery.spaces_of("chloe")
    await bakery.give_state("bruno", "chloe", RattachementState.VALIDATED)

    assert without == []
    assert "FACTURES_EMISES" in await bakery.spaces_of("chloe")


async def test_the_principal_is_not_disabled(bakery: Bakery) -> None:
    answer = await bakery.give_state("bruno", "anne", RattachementState.DISABLED)

    assert (answer.status_code, answer.json()["code"]) == (409, "principal_manager_kept")


@pytest.mark.parametrize("state", [RattachementState.VALIDATED, RattachementState.DISABLED])
async def test_what_is_pending_is_settled_by_a_decision_alone(
    bakery: Bakery, state: RattachementState
) -> None:
    await bakery.ask_in("dora")

    answer = await bakery.give_state("anne", "dora", state)

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_rattachement_state")


async def test_a_manager_gives_no_other_state(bakery: Bakery) -> None:
    answer = await bakery.give_state("anne", "chloe", RattachementState.REFUSED)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_rattachement_state")


async def test_the_database_refuses_a_second_principal_manager(bakery: Bakery) -> None:
    database = database_of(bakery.client)
    promote = update(Rattachement).values(role=Role.PRINCIPAL_MANAGER)

    with pytest.raises(IntegrityError):
        async with database.new_session.begin() as session:
            await session.execute(promote)
