"""« Qui est gestionnaire de ma structure ? »"""

from actions.structures.managers import ActionDiagnoseStructureManagers
from actions.tests.contract_data import BRICOVILLARD, SAVOIE, own_structure
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(text: str = "", intent: str = "structure_managers", **turn: object) -> Said:
    return await run(ActionDiagnoseStructureManagers, text=text, intent=intent, **turn)


async def test_the_managers_of_ones_own_structure_are_named(portal: ContractPortal) -> None:
    said = await ask("qui sont mes gestionnaires")

    assert said.text == (
        "Les Délices de Savoie, gestionnaires au 21/11/2026 à 10 h 12 :\n"
        "- Manuela Martin, gestionnaire principal\n"
        "- Jean Savoie, gestionnaire secondaire"
    )
    assert said.card["title"] == "Les Délices de Savoie"


async def test_the_structure_that_is_named_is_told(portal: ContractPortal) -> None:
    said = await ask("x", login="laurent.bonhomme", entities={"structure_name": "bricovillard"})

    assert said.text.startswith("Bricovillard, gestionnaires")
    assert len(said.messages) == 1


async def test_each_structure_where_the_user_is_attached_is_told(portal: ContractPortal) -> None:
    assert len((await ask("x", login="laurent.bonhomme")).messages) == 2


async def test_many_structures_are_asked_about(portal: ContractPortal) -> None:
    portal.own_structures["manuela.martin"] = [own_structure(SAVOIE)] * 4

    said = await ask("x")

    assert said.text == "Pour laquelle de vos structures ?"
    assert said.payloads[0] == '/structure_managers{"siret":"00000000108396"}'


async def test_somebody_elses_managers_are_not_told(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": BRICOVILLARD["siret"]})

    assert "structures auxquelles vous êtes rattaché (Les Délices de Savoie)" in said.text
    assert portal.requests == ["GET /portal/v1/me"]


async def test_a_structure_without_manager_is_said(portal: ContractPortal) -> None:
    portal.managers["items"] = []

    assert "Aucun gestionnaire n’est connu pour Les Délices de Savoie" in (await ask("x")).text


async def test_the_entry_is_answered_after_the_names(portal: ContractPortal) -> None:
    said = await ask("qui est gestionnaire", "faq_structures_who_is_manager")

    assert "Manuela Martin" in said.text
    assert said.entries == ["utter_faq_structures_who_is_manager"]


async def test_who_has_no_structure_gets_the_general_answer(portal: ContractPortal) -> None:
    said = await ask("x", login="personne.seule", token="token-nobody")

    assert said.entries == ["utter_faq_structures_who_is_manager"]


async def test_an_anonymous_user_gets_the_general_answer(portal: ContractPortal) -> None:
    assert (await ask("x", login=None)).entries == ["utter_faq_structures_who_is_manager"]
