"""« Je ne vois pas l’espace Factures émises »"""

import pytest

from actions.diagnosis.missing_space import ENTRY, ActionDiagnoseMissingSpace
from actions.diagnosis.spaces import space_named
from actions.tests.contract_data import space_diagnosis
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

PIERRE = "pierre.dubois"


async def ask(text: str = "mon espace a disparu", intent: str = ENTRY, **turn: object) -> Said:
    turn = {"login": PIERRE, **turn}
    return await run(ActionDiagnoseMissingSpace, text=text, intent=intent, **turn)


async def test_steps_are_ticked_up_to_the_one_that_is_missing(portal: ContractPortal) -> None:
    said = await ask()

    assert "- Espace ouvert : fait\n- Être abonné à l’espace : manque" in said.text
    assert "Situation au 21/11/2026 à 10 h 12." in said.text


async def test_what_comes_after_the_missing_step_is_not_judged(portal: ContractPortal) -> None:
    portal.space = space_diagnosis("attachment_validated")

    assert "- Espace ouvert : à voir ensuite" in (await ask()).text


async def test_who_may_act_is_named_once(portal: ContractPortal) -> None:
    told = await ask()
    portal.space = space_diagnosis(explanation="Manuela Martin doit accepter.")
    explained = await ask()

    assert "Qui peut le faire : Manuela Martin, gestionnaire principal." in told.text
    assert explained.text.count("Manuela Martin") == 1


async def test_the_request_is_one_tap_away(portal: ContractPortal) -> None:
    said = await ask()

    assert said.titles == ["Demander l’espace « Factures émises »"]
    assert said.payloads == [
        '/portal_operation{"op_kind":"space","op_space":"FACTURES_EMISES","op_siret":"00000000108396"}'
    ]


async def test_to_be_attached_is_asked_of_a_structure_that_the_user_will_name(
    portal: ContractPortal,
) -> None:
    request = {"kind": "rattachement", "label": "Demander mon rattachement"}
    portal.space = space_diagnosis("attached", structure=None, request=request, who=None)

    assert (await ask()).payloads == [
        '/portal_operation{"op_kind":"rattachement","op_space":"FACTURES_EMISES"}'
    ]


async def test_a_pending_request_is_not_filed_again(portal: ContractPortal) -> None:
    portal.space = space_diagnosis(pending_since="2026-11-20T09:00:00+01:00")

    assert (await ask()).payloads == []


async def test_the_general_way_does_not_contradict_the_case(portal: ContractPortal) -> None:
    assert (await ask()).entries == []


async def test_the_entry_is_answered_when_nothing_is_missing(portal: ContractPortal) -> None:
    portal.space = space_diagnosis(None)

    assert (await ask()).entries == [f"utter_{ENTRY}"]


async def test_the_card_says_what_is_missing(portal: ContractPortal) -> None:
    said = await ask()

    assert said.card["lead"] in said.text


async def test_the_space_that_is_named_is_looked_at(portal: ContractPortal) -> None:
    await ask("je ne vois pas factures à valider")

    assert portal.requests == ["GET /portal/v1/diagnoses/spaces/FACTURES_A_VALIDER"]


async def test_without_a_name_a_further_right_is_only_explained(portal: ContractPortal) -> None:
    said = await ask("comment avoir un droit", "faq_structures_request_extra_rights")

    assert [message["response"] for message in said.messages] == [
        "utter_faq_structures_request_extra_rights"
    ]
    assert portal.requests == []


async def test_an_anonymous_user_gets_the_answer_in_one_message(portal: ContractPortal) -> None:
    said = await ask(login=None)

    assert [message["response"] for message in said.messages] == [f"utter_{ENTRY}"]
    assert said.titles == ["Me connecter, pour que vous regardiez mon cas"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("L APPLICATION FACTURES EMISES A DISPARU", "FACTURES_EMISES"),
        ("je voudrais accéder à factures de travaux", "FACTURES_TRAVAUX"),
        ("il me faut l'habilitation pour le suivi des flux", "SUIVI_FLUX"),
        ("abonnement espace mémoires de frais de justice", "MEMOIRES_FRAIS_JUSTICE"),
        ("les factures reçues n'apparaissent pas", "FACTURES_RECUES"),
        ("mon espace a disparu", None),
    ],
)
def test_spaces_are_known_by_the_words_of_users(text: str, code: str | None) -> None:
    assert space_named(text) == code
