"""Recycling, completing, noting a rejection: asked only what is not known, step by step."""

from collections.abc import Mapping

import pytest

from actions.operations.questions import (
    ActionAskOpComment,
    ActionAskOpConfirmed,
    ActionAskOpEngagement,
    ActionAskOpService,
    ActionAskOpSiret,
)
from actions.operations.validation import ValidateOperationForm
from actions.tests.contract_data import ATD31, CLOSED_SERVICE, service
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

NUMBER = "201700000128"
RECYCLE = {"op_kind": "recycle", "op_invoice": NUMBER}
CD31_SIRET = "22310001700423"
OPENED = {
    **RECYCLE,
    "op_draft": "3",
    "op_siret": CD31_SIRET,
    "op_service": "DFD",
    "op_engagement": "CP2017/X123456/1",
    "op_comment": "none",
}
ASKING_SERVICE = {**OPENED, "op_service": None, "requested_slot": "op_service"}
ASKING_ENGAGEMENT = {**OPENED, "op_engagement": None, "requested_slot": "op_engagement"}
ASKING_SIRET = {**OPENED, "op_siret": None, "requested_slot": "op_siret"}
SUMMARY = {**OPENED, "requested_slot": "op_confirmed"}
COMPLETE = {"op_kind": "complete", "op_invoice": "201700000125"}
ASKING_COMMENT = {
    **COMPLETE,
    "op_draft": "3",
    "op_siret": "none",
    "op_service": "none",
    "op_engagement": "none",
    "requested_slot": "op_comment",
}
DIGRESSION = [("action_execution_rejected", "operation_form")]


@pytest.fixture(autouse=True)
def services(portal: ContractPortal) -> ContractPortal:
    """The CD31 has services; its requirements are both mandatory."""
    principal = next(item for item in portal.structures if item["siret"] == CD31_SIRET)
    principal["services"] = [service("DFD"), service("DC", engagement=True), service("DAM")]
    principal["services"][-1]["open"] = False
    return portal


async def begin(**given: str) -> Said:
    """A click on the button that begins, as Rasa fills the slots."""
    return await run(
        ValidateOperationForm,
        text="/portal_operation",
        intent="portal_operation",
        entities=given,
        slots=given,
        given={name: value for name, value in given.items() if name not in RECYCLE},
    )


async def answer(slots: Mapping[str, str | None], text: str, intent: str = "inform") -> Said:
    given = {str(slots["requested_slot"]): text}
    return await run(
        ValidateOperationForm,
        text=text,
        intent=intent,
        slots=slots,
        given=given,
        loop="operation_form",
        confidence=0.95,
    )


# Opening


async def test_only_what_is_wrong_is_asked() -> None:
    said = await begin(**RECYCLE)

    assert said.slots["op_service"] is None
    assert said.slots["op_siret"] == CD31_SIRET
    assert said.slots["op_engagement"] == said.slots["op_comment"] == "none"
    assert said.slots["op_draft"] == "7"


async def test_a_proposal_that_was_tapped_is_not_asked_again() -> None:
    assert (await begin(**RECYCLE, op_service="DFD")).slots["op_service"] == "DFD"


async def test_what_the_recipient_doubts_is_asked_as_well(portal: ContractPortal) -> None:
    portal.findings[NUMBER] = [{**CLOSED_SERVICE, "severity": "warning"}]

    assert (await begin(**RECYCLE)).slots["op_service"] is None


async def test_with_nothing_known_to_be_wrong_all_stays_and_may_be_changed(
    portal: ContractPortal,
) -> None:
    portal.findings.clear()

    assert (await begin(**RECYCLE)).slots["op_service"] == "FACTURES_PUBLIQUES"


async def test_an_older_draft_is_forgotten() -> None:
    said = await run(
        ValidateOperationForm,
        text="/portal_operation",
        intent="portal_operation",
        entities=COMPLETE,
        slots={**OPENED, **COMPLETE, "op_confirmed": "yes"},
        given={"op_service": "DFD"},
    )

    assert said.slots["op_service"] == "none"
    assert said.slots["op_comment"] is said.slots["op_confirmed"] is None


async def test_trying_again_resumes_the_same_draft() -> None:
    said = await run(
        ValidateOperationForm,
        text="/portal_operation",
        intent="portal_operation",
        entities={**RECYCLE, "op_draft": "3"},
        slots=OPENED,
    )

    assert said.events == []


async def test_started_over_it_opens_on_the_same_subject() -> None:
    said = await run(ValidateOperationForm, text="recommencer", intent="start_over", slots=RECYCLE)

    assert said.slots["op_invoice"] == NUMBER
    assert said.slots["op_service"] is None


async def test_an_invoice_that_moved_on_is_not_recycled(portal: ContractPortal) -> None:
    portal.diagnoses[NUMBER] = {"action": {"code": "wait", "label": "Patienter"}}

    said = await begin(**RECYCLE)

    assert "n’est plus à l’état qui le permet : elle est « À recycler »" in said.text
    assert said.slots == {"op_confirmed": None, "requested_slot": None}
    assert said.other_events == [("followup", "action_listen")]


async def test_an_anonymous_user_is_told_to_log_in() -> None:
    said = await run(ValidateOperationForm, intent="portal_operation", entities=RECYCLE, login=None)

    assert said.text.startswith("Pour agir en votre nom sur le portail, vous devez être connecté")
    assert said.slots["requested_slot"] is None


async def test_a_portal_that_is_down_keeps_the_draft_to_resume(portal: ContractPortal) -> None:
    portal.fault = "failing"

    said = await answer(ASKING_SERVICE, "DFD")

    assert said.payloads[-1] == (
        '/portal_operation{"op_kind":"recycle","op_invoice":"201700000128","op_draft":"3"}'
    )


# Questions


async def test_the_service_is_asked_with_its_reason_and_proposals() -> None:
    said = await run(ActionAskOpService, slots=ASKING_SERVICE)

    assert said.text.startswith("Le service « DR » n’existe pas chez ce destinataire.")
    assert said.titles == ["DFD – Direction des finances", "DC – Direction des collèges", "Annuler"]


async def test_the_services_of_another_recipient_replace_the_proposals(
    portal: ContractPortal,
) -> None:
    said = await run(ActionAskOpService, slots={**ASKING_SERVICE, "op_siret": ATD31["siret"]})

    assert said.payloads[0] == '/inform{"op_service":"FACTURES_PUBLIQUES"}'


async def test_what_is_not_required_may_be_left_out(portal: ContractPortal) -> None:
    for structure in portal.structures:
        structure["requires"] = {"service_code": False, "engagement": False, "either": False}

    said = await run(ActionAskOpEngagement, slots=ASKING_ENGAGEMENT)

    assert "Aucun" in said.titles


async def test_the_recipient_is_asked_for(portal: ContractPortal) -> None:
    assert "À quel SIRET" in (await run(ActionAskOpSiret, slots=ASKING_SIRET)).text


async def test_ones_own_siret_is_asked_for_a_rattachement(portal: ContractPortal) -> None:
    said = await run(ActionAskOpSiret, slots={"op_kind": "rattachement"})

    assert "jamais celui de votre client" in said.text


async def test_what_the_recipient_wants_is_recalled_with_the_comment() -> None:
    said = await run(ActionAskOpComment, slots=ASKING_COMMENT)

    assert said.text.startswith("Le destinataire demande : « Pièce manquante ».")


async def test_questions_are_not_voted_on() -> None:
    said = await run(ActionAskOpComment, slots=ASKING_COMMENT)

    assert said.messages[0]["custom"]["votable"] is False


# Answers


@pytest.mark.parametrize("text", ["DFD", "dfd", "service dfd"])
async def test_a_service_is_known_by_its_code_or_its_name(text: str) -> None:
    assert (await answer(ASKING_SERVICE, text)).slots == {"op_service": "DFD"}


async def test_an_unknown_service_is_refused_with_the_open_ones() -> None:
    said = await answer(ASKING_SERVICE, "ZZZZ")

    assert said.slots == {"op_service": None}
    assert "Je ne trouve pas de service « ZZZZ »" in said.text
    assert said.titles == ["DFD – Service DFD", "DC – Service DC"]


async def test_a_closed_service_is_refused() -> None:
    said = await answer(ASKING_SERVICE, "DAM")

    assert "est fermé" in said.text
    assert said.slots == {"op_service": None}


@pytest.mark.parametrize("slots", [ASKING_SERVICE, ASKING_ENGAGEMENT])
async def test_what_is_required_cannot_be_left_out(slots: Mapping[str, str | None]) -> None:
    said = await answer(slots, "aucun")

    assert "exige un" in said.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CP2017/X123456/1", "CP2017/X123456/1"),
        ("cp2017/x123456/1", "CP2017/X123456/1"),
        ("n° 2412345673", "2412345673"),
        ("2412345673.", "2412345673"),
    ],
)
async def test_an_engagement_is_kept_in_capitals(text: str, kept: str) -> None:
    assert (await answer(ASKING_ENGAGEMENT, text)).slots == {"op_engagement": kept}


@pytest.mark.parametrize("text", ["?!", "X" * 51, "<b>"])
async def test_an_engagement_that_cannot_be_one_is_refused(text: str) -> None:
    assert (await answer(ASKING_ENGAGEMENT, text)).slots == {"op_engagement": None}


@pytest.mark.parametrize("text", ["25310197600020", "253 101 976 00020", "Agence technique"])
async def test_a_recipient_is_known_by_its_siret_or_its_name(text: str) -> None:
    said = await answer(ASKING_SIRET, text)

    assert said.slots["op_siret"] == ATD31["siret"]


async def test_another_recipient_asks_for_its_service_again() -> None:
    said = await answer(ASKING_SIRET, ATD31["siret"])

    assert said.slots["op_service"] is None


async def test_a_name_of_several_structures_is_asked_about() -> None:
    said = await answer(ASKING_SIRET, "Haute-Garonne")

    assert "Laquelle ?" in said.text
    assert '/inform{"op_siret":"22310001700423"}' in said.payloads


async def test_a_comment_that_is_too_short_is_refused() -> None:
    assert (await answer(ASKING_COMMENT, "ok")).slots == {"op_comment": None}


async def test_a_comment_is_kept_as_it_is() -> None:
    text = "Voici le bon de livraison n° 12, signé le 3 mai."

    assert (await answer(ASKING_COMMENT, text)).slots == {"op_comment": text}


# Summary


async def test_the_summary_says_what_changes() -> None:
    said = await run(ActionAskOpConfirmed, slots=SUMMARY)

    assert "- Code service : DFD – Service DFD – corrigé" in said.text
    assert "(223 100 017 00423)\n" in said.text
    assert "- État actuel : À recycler (au 21/11/2026 à 10 h 12)" in said.text
    assert said.card["kind"] == "summary"
    assert said.titles == [
        "Recycler",
        "Changer le code service",
        "Changer l’engagement",
        "Changer de destinataire",
        "Annuler",
    ]


async def test_sending_it_again_as_it_was_is_warned_against() -> None:
    same = {**SUMMARY, "op_service": "FACTURES_PUBLIQUES", "op_engagement": "none"}

    assert "Rien n’est corrigé" in (await run(ActionAskOpConfirmed, slots=same)).text


@pytest.mark.parametrize("text", ["/affirm", "oui", "ok envoyez", "d'accord"])
async def test_yes_confirms(text: str) -> None:
    assert (await answer(SUMMARY, text, "affirm")).slots == {"op_confirmed": "yes"}


@pytest.mark.parametrize("text", ["/deny", "non", "oui mais avec un autre service", "peut-être"])
async def test_anything_else_does_not(text: str) -> None:
    said = await answer(SUMMARY, text, "deny")

    assert said.slots == {"op_confirmed": None}
    assert said.text


async def test_an_answer_may_be_given_anew() -> None:
    said = await run(
        ValidateOperationForm,
        text="/inform",
        intent="inform",
        slots={**SUMMARY, "op_service": "__edit__"},
        given={"op_service": "__edit__"},
        loop="operation_form",
    )

    assert said.slots == {"op_service": None}


# Interruptions


@pytest.mark.parametrize("slots", [ASKING_SERVICE, ASKING_ENGAGEMENT, SUMMARY])
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/cancel", "cancel"),
        ("comment recycler une facture ?", "faq_tracking_how_to_recycle"),
        ("je veux déposer une sollicitation", "file_sollicitation"),
    ],
)
async def test_something_else_is_handed_to_the_rules(
    slots: Mapping[str, str | None], text: str, intent: str
) -> None:
    said = await answer(slots, text, intent)

    assert said.other_events == DIGRESSION
    assert said.messages == []


async def test_a_comment_is_not_taken_for_a_question() -> None:
    text = "La pièce demandée était déjà dans la facture, page 2. Que vous manque-t-il ?"

    said = await answer(ASKING_COMMENT, text, "faq_tracking_how_to_complete")

    assert said.slots == {"op_comment": text}


async def test_back_from_a_question_the_form_only_asks_again() -> None:
    said = await run(
        ValidateOperationForm,
        text="quand serai-je payé ?",
        intent="faq_tracking_payment",
        slots=ASKING_SERVICE,
        loop="operation_form",
    )

    assert said.events == []
