"""Between an answer and the next question of an operation."""

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions.forms.checked import Checked
from actions.forms.interruption import ANSWERS, REQUESTED, Expected, is_interruption
from actions.guarded_action import GuardedAction
from actions.operations import files, slots
from actions.operations.answers import check
from actions.operations.opening import Held, is_opening, opening
from actions.operations.slots import Event, close_keeping_answers
from actions.operations.starting import INTENT
from actions.portal_client import PortalClient
from actions.reply import Reply
from actions.turn import Attachment, Turn

OF_THE_FORM = ANSWERS | {INTENT}
_EXPECTED = Expected(
    answers=OF_THE_FORM,
    free_text=frozenset({slots.COMMENT, slots.REASON}),
    look_alikes={
        slots.TARGET: frozenset({"act_on_invoice", "list_invoices", "invoice_status"}),
        slots.MANDATE: frozenset({"invoice_status", "invoice_detail"}),
        slots.CONFIRMED: frozenset({"act_on_invoice"}),
        slots.SIRET: frozenset({"structure_info"}),
        slots.SERVICE: frozenset({"structure_info", "invoice_detail"}),
        slots.ENGAGEMENT: frozenset({"invoice_status", "invoice_detail"}),
    },
)


class ValidateOperationForm(GuardedAction):
    """Keep the answers that are right; hand a turn that speaks of something else back."""

    action_name = "validate_operation_form"
    topic = INTENT
    votable = False
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        given = _given(turn)
        joined = files.received(turn)
        if joined and (turn.is_choice or turn.slot(REQUESTED) == slots.CONFIRMED):
            return _take_files(reply, turn, joined, given)
        if given and turn.is_choice and turn.intent not in OF_THE_FORM:
            return _hand_back(given)
        async with turn.portal() as portal:
            return await _validate(reply, turn, portal, given)

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return turn.again() if is_opening(turn) else slots.retry(turn)


def _given(turn: Turn) -> dict[str, object]:
    """What was said in this turn, in the order of the questions."""
    if is_opening(turn):
        said = {slot: turn.entity(slot) for slot in slots.ASKED}
        return {slot: value for slot, value in said.items() if value}
    candidates = turn.tracker.slots_to_validate()
    return {
        slot: candidates[slot]
        for slot in slots.ASKED
        if slot in candidates and candidates[slot] is not None
    }


def _take_files(
    reply: Reply, turn: Turn, joined: list[Attachment], given: dict[str, object]
) -> list[Event]:
    """Files without words, or at the summary: the same question comes again with them."""
    reply.say(f"J’ai bien reçu {files.named(joined)}.")
    emptied = [SlotSet(slot, None) for slot in given]
    return [SlotSet(slots.FILES, files.added(turn, joined)), *emptied]


def _hand_back(given: dict[str, object]) -> list[Event]:
    emptied = [SlotSet(slot, None) for slot in given]
    return [*emptied, ActionExecutionRejected(slots.FORM)]


async def _validate(
    reply: Reply, turn: Turn, portal: PortalClient, given: dict[str, object]
) -> list[Event]:
    changed: Held = await opening(turn, portal) if is_opening(turn) else {}
    joined = files.received(turn)
    if joined:
        changed[slots.FILES] = files.added(turn, joined)
    every = (*slots.SUBJECT, *slots.ASKED, slots.FILES)
    held: Held = {slot: turn.slot(slot) for slot in every} | changed
    checks: list[Checked] = []
    for slot, raw in given.items():
        checked = await check(slot, raw, held, portal)
        changed |= {slot: checked.value, **checked.also}
        held |= changed
        checks.append(checked)
    # Without any answer, the form is back from a digression: it only asks again.
    if given and not joined and is_interruption(turn, changed.get(turn.slot(REQUESTED)), _EXPECTED):
        return _hand_back(given)
    for checked in checks:
        if checked.complaint:
            reply.say(checked.complaint, checked.buttons)
    return [SlotSet(slot, value) for slot, value in changed.items()]
