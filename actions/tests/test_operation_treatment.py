"""Validating, refusing, treating a rejection, setting a status: what is asked, told and sent."""

from collections.abc import Mapping
from typing import Any

import pytest

from actions.operations.filing import ActionSubmitOperation
from actions.operations.questions import ActionAskOpComment, ActionAskOpConfirmed
from actions.operations.treatment_questions import (
    ActionAskOpMandate,
    ActionAskOpReason,
    ActionAskOpTarget,
)
from actions.operations.validation import ValidateOperationForm
from actions.tests.contract_data import SETTING, VALIDATION, offer
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run

RECEIVED, RETURNED = "201700100376", "201700000124"
KEY = f"{CONVERSATION}:3"
NONE: dict[str, Any] = dict.fromkeys(
    ("op_siret", "op_service", "op_engagement", "op_target", "op_mandate", "op_reason"), "none"
)
OPENED = {**NONE, "op_comment": "none", "op_draft": "3", "op_invoice": RECEIVED}
VALIDATE = {**OPENED, "op_kind": "validate"}
REFUSE = {**OPENED, "op_kind": "refuse", "op_reason": "Travaux non faits"}
TREAT = {**OPENED, "op_kind": "treat_rejection", "op_invoice": RETURNED}
SUSPEND = {**OPENED, "op_kind": "set_status", "op_target": "SUSPENDUE", "op_reason": "Bon manquant"}
PAY = {**OPENED, "op_kind": "set_status", "op_target": "MISE_EN_PAIEMENT", "op_mandate": "M-12"}
ASKING_TARGET = {**SUSPEND, "op_target": None, "requested_slot": "op_target"}
ASKING_REASON = {**SUSPEND, "op_reason": None, "requested_slot": "op_reason"}
ASKING_MANDATE = {**PAY, "op_mandate": None, "requested_slot": "op_mandate"}
ASKING_COMMENT = {**REFUSE, "op_comment": None, "requested_slot": "op_comment"}


@pytest.fixture(autouse=True)
def offered(portal: ContractPortal) -> ContractPortal:
    portal.offered[RECEIVED] = [*VALIDATION, *SETTING]
    portal.offered[RETURNED] = [offer("treat_rejection", "Traiter le rejet")]
    return portal


async def begin(kind: str, number: str = RECEIVED, **given: str) -> Said:
    subject = {"op_kind": kind, "op_invoice": number, **given}
    return await run(
        ValidateOperationForm,
        text="/portal_operation",
        intent="portal_operation",
        entities=subject,
        slots=subject,
    )


async def answer(slots: Mapping[str, Any], text: str, intent: str = "inform") -> Said:
    return await run(
        ValidateOperationForm,
        text=text,
        intent=intent,
        slots=slots,
        given={str(slots["requested_slot"]): text},
        loop="operation_form",
        confidence=0.95,
    )


async def submit(slots: Mapping[str, Any]) -> Said:
    held = {**slots, "op_confirmed": "yes"}
    return await run(ActionSubmitOperation, text="/affirm", intent="affirm", slots=held)


def asked(said: Said) -> list[str]:
    return [name for name, value in said.slots.items() if value is None and name != "op_space"]


# Opening


@pytest.mark.parametrize(
    ("kind", "given", "questions"),
    [
        ("validate", {}, []),
        ("refuse", {}, ["op_reason", "op_comment"]),
        ("set_status", {}, ["op_target"]),
        ("set_status", {"op_target": "SUSPENDUE"}, ["op_reason"]),
        ("set_status", {"op_target": "MISE_EN_PAIEMENT"}, ["op_mandate"]),
        ("set_status", {"op_target": "A_RECYCLER"}, []),
        ("set_status", {"op_target": "COMPLETEE"}, ["op_target"]),
    ],
)
async def test_only_what_the_portal_wants_is_asked(
    kind: str, given: dict[str, str], questions: list[str]
) -> None:
    said = await begin(kind, **given)

    assert asked(said) == [*questions, "op_confirmed", "op_files"]


async def test_a_rejection_is_treated_without_any_question() -> None:
    assert asked(await begin("treat_rejection", RETURNED)) == ["op_confirmed", "op_files"]


@pytest.mark.parametrize("kind", ["validate", "refuse", "set_status", "treat_rejection"])
async def test_what_is_not_offered_is_not_opened(portal: ContractPortal, kind: str) -> None:
    portal.offered.clear()

    said = await begin(kind)

    assert "n’est pas possible sur la facture 201700100376 : elle est « Mise à disp" in said.text
    assert said.other_events == [("followup", "action_listen")]


# Questions


async def test_the_statuses_are_those_that_the_portal_allows() -> None:
    said = await run(ActionAskOpTarget, slots=ASKING_TARGET)

    assert said.titles == ["Suspendue", "Rejetée", "À recycler", "Mise en paiement", "Annuler"]


async def test_the_reason_is_asked_as_compulsory() -> None:
    assert "obligatoire" in (await run(ActionAskOpReason, slots=ASKING_REASON)).text


async def test_the_number_of_the_order_may_be_left_out() -> None:
    said = await run(ActionAskOpMandate, slots=ASKING_MANDATE)

    assert said.payloads[0] == '/inform{"op_mandate":"none"}'


async def test_the_comment_of_a_refusal_may_be_left_out() -> None:
    assert "Sans commentaire" in (await run(ActionAskOpComment, slots=ASKING_COMMENT)).titles


# Answers


@pytest.mark.parametrize("text", ["SUSPENDUE", "suspendue", "la suspendre", "1"])
async def test_a_status_is_known_by_its_code_its_label_or_its_verb(text: str) -> None:
    said = await answer(ASKING_TARGET, text)

    assert said.slots == {"op_target": "SUSPENDUE", "op_reason": None, "op_mandate": "none"}


async def test_a_status_that_reads_like_an_order_answers_the_question() -> None:
    said = await answer(ASKING_TARGET, "mettre en paiement", "act_on_invoice")

    assert said.slots["op_target"] == "MISE_EN_PAIEMENT"
    assert said.slots["op_mandate"] is None


async def test_a_status_that_is_not_offered_is_refused() -> None:
    said = await answer(ASKING_TARGET, "abandonnée")

    assert "choisissez-le dans la liste" in said.text
    assert said.slots == {"op_target": None}


async def test_the_reason_is_kept_as_it_is_written() -> None:
    said = await answer(ASKING_REASON, "Il manque le bon de livraison sans prix")

    assert said.slots == {"op_reason": "Il manque le bon de livraison sans prix"}


@pytest.mark.parametrize("text", ["x", "x" * 256])
async def test_a_reason_that_the_portal_would_refuse_is_asked_again(text: str) -> None:
    said = await answer(ASKING_REASON, text)

    assert said.slots == {"op_reason": None}
    assert said.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [("2026-554", "2026-554"), ("non", "none"), ("none", "none"), ("je ne sais", None)],
)
async def test_a_mandate_number_has_digits(text: str, kept: str | None) -> None:
    assert (await answer(ASKING_MANDATE, text)).slots == {"op_mandate": kept}


async def test_no_comment_is_an_answer() -> None:
    assert (await answer(ASKING_COMMENT, "sans commentaire")).slots == {"op_comment": "none"}


async def test_a_question_in_the_middle_is_answered_first() -> None:
    said = await answer(ASKING_TARGET, "c'est quoi un mandat ?", "faq_tracking_statuses")

    assert said.other_events == [("action_execution_rejected", "operation_form")]


# Summary


async def test_the_summary_of_a_refusal_tells_its_reason() -> None:
    said = await run(ActionAskOpConfirmed, slots=REFUSE)

    fields = {field["label"]: field["value"] for field in said.card["fields"]}
    assert fields["Motif"] == "Travaux non faits"
    assert "Commentaire" not in fields
    assert said.titles == ["Refuser", "Modifier le motif", "Ajouter un commentaire", "Annuler"]


async def test_the_summary_of_a_status_names_it_and_may_be_changed() -> None:
    said = await run(ActionAskOpConfirmed, slots=PAY)

    assert "Dois-je passer la facture à l’état « Mise en paiement » ?" in said.text
    assert "- Numéro de mandat : M-12" in said.text
    assert '/inform{"op_target":"__edit__"}' in said.payloads


async def test_a_rejection_is_told_to_be_final() -> None:
    said = await run(ActionAskOpConfirmed, slots={**SUSPEND, "op_target": "REJETEE"})

    assert "Un rejet est définitif" in said.text


@pytest.mark.parametrize(("slots", "agreed"), [(VALIDATE, "Valider"), (TREAT, "Confirmer")])
async def test_what_asks_nothing_is_confirmed_all_the_same(
    slots: Mapping[str, Any], agreed: str
) -> None:
    assert (await run(ActionAskOpConfirmed, slots=slots)).titles[0] == agreed


# Doing it


@pytest.mark.parametrize(
    ("slots", "operation", "body"),
    [
        (VALIDATE, f"validate {RECEIVED}", {}),
        (REFUSE, f"refuse {RECEIVED}", {"reason": "Travaux non faits"}),
        (TREAT, f"treat-rejection {RETURNED}", {}),
        (SUSPEND, f"status {RECEIVED}", {"status": "SUSPENDUE", "reason": "Bon manquant"}),
        (PAY, f"status {RECEIVED}", {"status": "MISE_EN_PAIEMENT", "mandate_number": "M-12"}),
    ],
)
async def test_what_was_confirmed_is_sent_once(
    portal: ContractPortal, slots: Mapping[str, Any], operation: str, body: dict[str, Any]
) -> None:
    first, again = await submit(slots), await submit(slots)

    assert list(portal.written) == [KEY]
    assert portal.written[KEY][:2] == (operation, body)
    assert first.text == again.text


async def test_the_new_status_is_told_with_its_hour() -> None:
    said = await submit(SUSPEND)

    assert "Elle est maintenant au statut « Suspendue » au 21/11/2026 à 10 h 12." in said.text
    assert said.slots["op_target"] is said.slots["op_draft"] is None


async def test_a_treated_rejection_stays_rejected() -> None:
    said = await submit(TREAT)

    assert "Elle reste au statut « Rejetée »" in said.text
    assert said.payloads == ["/faq_tracking_after_rejection"]


async def test_a_refused_reason_is_asked_again(portal: ContractPortal) -> None:
    portal.refusal = (422, "reason_too_long", "Le motif ne peut pas dépasser 255 caractères.")

    said = await submit(REFUSE)

    assert said.slots == {"op_confirmed": None, "op_reason": None}
    assert said.other_events == [("followup", "operation_form")]
