"""Coming to a space: by oneself, by a manager's approval, or with one's role."""

import pytest

from api.domain.rights import RattachementState, Role, Space
from api.portal.rights.tests.bakery import NAME, SIRET, Bakery, attach


async def test_issued_invoices_are_self_service(bakery: Bakery) -> None:
    answer = await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    assert (answer.status_code, answer.json()["state"]["code"]) == (201, "ACCEPTEE")
    assert await bakery.spaces_of("chloe") == ["FACTURES_EMISES"]
    assert await bakery.told("anne") == []


async def test_self_service_does_not_open_the_space_on_the_structure(bakery: Bakery) -> None:
    other = await bakery.portal.structure("Garage")
    await bakery.portal.user("gaston", other)

    answer = await bakery.ask_space("gaston", Space.ISSUED_INVOICES, siret=other.siret)

    assert answer.json()["state"]["code"] == "EN_ATTENTE"


async def test_another_space_waits_for_a_manager(bakery: Bakery) -> None:
    answer = await bakery.ask_space("chloe", Space.FLOWS)

    assert answer.json()["state"]["code"] == "EN_ATTENTE"
    assert await bakery.spaces_of("chloe") == []
    assert await bakery.told("bruno") == [
        f"Chloé Faure demande l’espace « Suivi des flux » de {NAME}."
    ]


async def test_a_manager_approves_a_space(bakery: Bakery) -> None:
    filed = (await bakery.ask_space("chloe", Space.FLOWS)).json()

    await bakery.decide("bruno", filed["id"])

    assert await bakery.spaces_of("chloe") == ["SUIVI_FLUX"]
    assert await bakery.told("chloe") == [
        f"L’espace « Suivi des flux » vous est ouvert pour {NAME}. Déconnectez-vous puis "
        "reconnectez-vous pour le voir."
    ]


async def test_a_refused_space_is_not_given(bakery: Bakery) -> None:
    filed = (await bakery.ask_space("chloe", Space.FLOWS)).json()

    await bakery.decide("anne", filed["id"], approve=False)

    assert await bakery.spaces_of("chloe") == []
    assert await bakery.attachment_of("chloe") == "VALIDEE"


async def test_approving_a_space_opens_it_on_the_structure(bakery: Bakery) -> None:
    filed = (await bakery.ask_space("chloe", Space.ENGAGEMENTS)).json()

    await bakery.decide("anne", filed["id"])

    assert await bakery.spaces_of("chloe") == ["ENGAGEMENTS"]


async def test_a_manager_gets_a_space_by_asking_even_if_it_was_not_open(bakery: Bakery) -> None:
    answer = await bakery.ask_space("bruno", Space.ENGAGEMENTS)

    assert answer.json()["state"]["code"] == "ACCEPTEE"
    assert await bakery.spaces_of("bruno") == ["ENGAGEMENTS"]


async def test_opening_grants_a_waiting_request_that_needs_no_approval(bakery: Bakery) -> None:
    other = await bakery.portal.structure("Garage", siret="00000000300003")
    await bakery.portal.user("gaston", other)
    await bakery.portal.user("hugo", other, role=Role.PRINCIPAL_MANAGER)
    asked = (Space.ISSUED_INVOICES, Space.FLOWS)
    for space in asked:
        await bakery.ask_space("gaston", space, siret=other.siret)
    for space in asked:
        path = f"/structures/{other.siret}/spaces"
        await bakery.write("POST", "hugo", path, {"space": space})

    page = (await bakery.get("gaston", "/requests")).json()

    assert {item["space"]["code"]: item["state"]["code"] for item in page["items"]} == {
        "FACTURES_EMISES": "ACCEPTEE",
        "SUIVI_FLUX": "EN_ATTENTE",
    }


async def test_opening_an_automatic_space_gives_it_to_all_who_are_validated(
    bakery: Bakery,
) -> None:
    await attach(bakery, "emil", RattachementState.PENDING)

    answer = await bakery.open_space("anne", Space.RECEIVED_SOLLICITATIONS)

    assert answer.status_code == 200
    assert "SOLLICITATIONS_RECUES" in [item["code"] for item in answer.json()["spaces"]]
    assert "SOLLICITATIONS_RECUES" in await bakery.spaces_of("chloe")
    assert await bakery.spaces_of("emil") == []


async def test_opening_a_space_gives_it_to_nobody_else(bakery: Bakery) -> None:
    await bakery.open_space("anne", Space.ENGAGEMENTS)

    assert [await bakery.spaces_of(login) for login in ("anne", "chloe")] == [[], []]


async def test_opening_what_is_open_changes_nothing(bakery: Bakery) -> None:
    first, again = [await bakery.open_space("anne", Space.ENGAGEMENTS) for _ in range(2)]

    assert first.json() == again.json()


async def test_a_simple_user_opens_nothing(bakery: Bakery) -> None:
    answer = await bakery.open_space("chloe", Space.ENGAGEMENTS)

    assert (answer.status_code, answer.json()["code"]) == (403, "manager_required")


async def test_to_a_stranger_the_structure_looks_unknown(bakery: Bakery) -> None:
    body = {"space": "ENGAGEMENTS"}
    hidden = await bakery.open_space("dora", Space.ENGAGEMENTS)
    unknown = await bakery.write("POST", "dora", "/structures/99999999999999/spaces", body)

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text == unknown.text.replace("9" * 14, SIRET)


@pytest.mark.parametrize("state", [s for s in RattachementState if s.value != "VALIDEE"])
async def test_only_a_validated_rattachement_asks_for_spaces(
    bakery: Bakery, state: RattachementState
) -> None:
    await attach(bakery, "emil", state, Role.SECONDARY_MANAGER)

    answer = await bakery.ask_space("emil", Space.FLOWS)

    assert (answer.status_code, answer.json()["code"]) == (404, "rattachement_not_found")


@pytest.mark.parametrize(
    ("space", "status", "code"),
    [
        ("METEO", 422, "unknown_space"),
        ("MON_COMPTE", 422, "personal_space"),
        ("ACTIVITES_GESTIONNAIRE", 403, "space_for_managers"),
    ],
)
async def test_some_spaces_are_not_to_be_asked_for(
    bakery: Bakery, space: str, status: int, code: str
) -> None:
    answer = await bakery.ask_space("chloe", space)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_asking_for_what_one_has_says_to_log_in_again(bakery: Bakery) -> None:
    await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    answer = await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_subscribed")
    assert "reconnectez-vous" in answer.json()["detail"]


async def test_a_space_is_not_granted_to_who_was_disabled_meanwhile(bakery: Bakery) -> None:
    filed = (await bakery.ask_space("chloe", Space.FLOWS)).json()
    await bakery.give_state("anne", "chloe", RattachementState.DISABLED)

    answer = await bakery.decide("anne", filed["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "rattachement_not_validated")
