"""Between an answer and the next question, when an author acts on a sollicitation."""

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions.forms.checked import Checked
from actions.forms.confirmation import confirmation
from actions.forms.interruption import ANSWERS, Expected, is_interruption
from actions.french_words import fold
from actions.guarded_action import GuardedAction
from actions.reply import Reply
from actions.sollicitation_acts import slots
from actions.sollicitation_acts.other_act import is_another_act
from actions.sollicitation_acts.slots import Event, close_keeping_answers
from actions.sollicitation_acts.verbs import INTENTS
from actions.sollicitations.ownership import require_owner
from actions.turn import Turn

_EXPECTED = Expected(
    answers=ANSWERS,
    free_text=frozenset({slots.TEXT}),
    look_alikes={slots.CONFIRMED: INTENTS},
)
_REFUSED = "D’accord, rien n’est envoyé. Vous pouvez modifier le texte ou annuler."
_UNCLEAR = "Répondez « oui » pour envoyer, « modifier le texte » ou « annuler »."
_OTHER_TEXT = frozenset({"changer", "change", "modifier", "modifie", "corriger", "refaire"})


class ValidateFollowForm(GuardedAction):
    """Keep what is right; hand a turn that speaks of something else back to the rules."""

    action_name = "validate_follow_form"
    topic = "list_sollicitations"
    votable = False
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        require_owner(turn)
        given = _given(turn)
        if given and (_is_another_button(turn) or is_another_act(turn)):
            return _hand_back(given)
        changed: dict[str, str | None] = {}
        for slot, raw in given.items():
            checked = _check(slot, raw, turn)
            changed |= {slot: checked.value, **checked.also}
            if checked.complaint:
                reply.say(checked.complaint)
        if given and is_interruption(turn, changed.get(turn.slot(slots.REQUESTED)), _EXPECTED):
            return _hand_back(given)
        return [SlotSet(slot, value) for slot, value in changed.items()]

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()


def _given(turn: Turn) -> dict[str, str]:
    candidates = turn.tracker.slots_to_validate()
    return {
        slot: str(candidates[slot])
        for slot in (slots.TEXT, slots.CONFIRMED)
        if candidates.get(slot) is not None
    }


def _is_another_button(turn: Turn) -> bool:
    return turn.is_choice and turn.intent not in ANSWERS | INTENTS


def _hand_back(given: dict[str, str]) -> list[Event]:
    emptied = [SlotSet(slot, None) for slot in given]
    return [*emptied, ActionExecutionRejected(slots.FORM)]


def _check(slot: str, raw: str, turn: Turn) -> Checked:
    text = raw.strip()
    if slot == slots.CONFIRMED:
        if set(fold(text).split()) & _OTHER_TEXT and turn.slot(slots.TEXT) != slots.NONE:
            return Checked(also={slots.TEXT: None})
        return confirmation(text, refused=_REFUSED, unclear=_UNCLEAR)
    if text == slots.EDIT or text.startswith("/"):
        return Checked()
    if len(text) > slots.MAX_TEXT:
        return Checked(complaint=f"C’est trop long : {slots.MAX_TEXT} caractères au plus.")
    return Checked(text or None)
