"""Between an answer and the next question of the form."""

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions.forms.checked import Checked
from actions.forms.interruption import asks
from actions.guarded_action import GuardedAction
from actions.portal_client import PortalClient
from actions.reply import Reply
from actions.sollicitations import files, resuming, slots
from actions.sollicitations.answers import Answers
from actions.sollicitations.correcting import correct
from actions.sollicitations.corrections import corrections
from actions.sollicitations.interruption import OF_THE_FORM, is_interruption
from actions.sollicitations.mail_proof import MailOffError
from actions.sollicitations.settling import settle
from actions.sollicitations.slots import Event, Held, close_keeping_answers
from actions.sollicitations.without_account import MAIL_IS_OFF, WAYS
from actions.turn import Turn


class ValidateSollicitationForm(GuardedAction):
    """Keep the answers that are right, say what is wrong with the others.

    A turn that speaks of something else is handed back to the rules (« annuler », a question):
    the form waits, and asks again afterwards.
    """

    action_name = "validate_sollicitation_form"
    topic = "file_sollicitation"
    votable = False
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        slots.require_its_login(turn)
        given = _given(turn)
        instead = files.instead_of_an_answer(reply, turn, given)
        if instead is not None:
            return instead
        if given and _is_another_button(turn):
            return _hand_back(given)
        try:
            async with turn.portal() as portal:
                return await _validate(reply, turn, portal, given)
        except MailOffError:
            reply.say(MAIL_IS_OFF, WAYS)
            return slots.forget()

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.RETRY


def _given(turn: Turn) -> dict[str, object]:
    """What Rasa filled in this turn, in the order of the questions."""
    candidates = turn.tracker.slots_to_validate()
    return {
        slot: candidates[slot]
        for slot in slots.SLOTS
        if slot in candidates and candidates[slot] is not None
    }


def _is_another_button(turn: Turn) -> bool:
    return turn.is_choice and turn.intent not in OF_THE_FORM


def _hand_back(given: dict[str, object]) -> list[Event]:
    emptied = [SlotSet(slot, None) for slot in given]
    return [*emptied, ActionExecutionRejected(slots.FORM)]


async def _validate(
    reply: Reply, turn: Turn, portal: PortalClient, given: dict[str, object]
) -> list[Event]:
    answers = Answers(portal, turn)
    known, told = await resuming.known_beforehand(answers)
    answers.keep(known)
    raw, given = given, resuming.to_check(turn, given)
    wanted = corrections(turn) if given else {}
    corrected = await correct(answers, wanted) if wanted else None
    changed, checks = corrected or await _check(answers, given)
    # Without any answer, the form is back from a digression: it only asks again.
    kept = changed.get(turn.slot(slots.REQUESTED))
    is_asking = bool(given) or asks(turn.text)  # « je suis connecté » asks nothing
    if raw and not corrected and is_asking and is_interruption(turn, kept):
        return [*_hand_back(raw), *(SlotSet(slot, value) for slot, value in known.items())]
    answers.keep(changed)
    came = {} if slots.FILES in known else files.with_those_of(turn)
    changed = {**known, **came, **_guesses(turn, known, changed), **changed}
    changed |= await settle(answers)
    changed |= _unseen(turn, changed)
    resuming.tell(reply, turn)
    if told:
        reply.say(told)
    for checked in checks:
        if checked.complaint:
            reply.say(checked.complaint, checked.buttons)
    return [SlotSet(slot, value) for slot, value in changed.items()]


async def _check(answers: Answers, given: dict[str, object]) -> tuple[Held, list[Checked]]:
    changed: Held = {}
    checks: list[Checked] = []
    for slot, raw in given.items():
        checked = await answers.check(slot, raw)
        changed |= {slot: checked.value, **checked.also}
        answers.keep(changed)
        checks.append(checked)
    return changed, checks


def _guesses(turn: Turn, known: Held, changed: Held) -> Held:
    """What the user has answered himself is no guess any more."""
    before = slots.guessed(known.get(slots.GUESSED, turn.slot(slots.GUESSED)))
    left = before - {slot for slot, value in changed.items() if _is_new(turn, slot, value)}
    return {} if left == before else {slots.GUESSED: " ".join(sorted(left)) or None}


def _is_new(turn: Turn, slot: str, value: str | None) -> bool:
    """A form that is resumed checks what it held: that is no answer of this turn."""
    return value != turn.slot(slot) or str(value) in turn.text


def _unseen(turn: Turn, changed: Held) -> Held:
    """A yes is to the summary that was shown: nothing else may have changed in the same turn."""
    if not changed.get(slots.CONFIRMED):
        return {}
    before = [slot for slot in slots.SLOTS if slot != slots.CONFIRMED]
    shown = [*before, slots.FILES]
    is_seen = all(changed.get(slot, turn.slot(slot)) == turn.slot(slot) for slot in shown)
    is_whole = all(changed.get(slot, turn.slot(slot)) for slot in before)
    return {} if is_seen and is_whole else {slots.CONFIRMED: None}
