"""« Ajouter une information à ma sollicitation »: finds it, and opens the form."""

from collections.abc import Sequence

from rasa_sdk.events import FollowupAction, SlotSet

from actions import french_format as french
from actions.guarded_action import Event, GuardedAction
from actions.invoices import memory
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_sollicitations import Sollicitation, SollicitationDetail
from actions.reply import AGENT, SOLLICITATION, Button, Reply, button
from actions.sollicitation_acts import slots
from actions.sollicitation_acts.verbs import SEND_BACK, Verb, verb_of
from actions.sollicitations import slots as sollicitation
from actions.sollicitations.detail import act_buttons
from actions.sollicitations.ownership import last_filed, of_account, require_owner
from actions.sollicitations.spoken_reference import SAID_TEXT, said_reference
from actions.turn import Turn

MAX_CHOICES = 5
_MINE = button("Mes sollicitations", "list_sollicitations")
_UNKNOWN = (
    "Je ne trouve pas de sollicitation {} parmi les vôtres : vérifiez le numéro, de la forme "
    "SOL-2026-000123."
)
_MY_ANSWER = (
    "Si c’est ma réponse qui ne convient pas, dites-moi autrement ce que vous cherchez, en une "
    "phrase, ou faites traiter votre demande par une personne."
)
_IMPOSSIBLE = "Ce n’est pas possible sur la sollicitation {} : elle est à l’état « {} » {}."


class ActionActOnSollicitation(GuardedAction):
    """Open the form on the one that is meant; ask which, or say why not, otherwise."""

    action_name = "action_act_on_sollicitation"
    topic = "list_sollicitations"
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        verb = verb_of(turn.intent)
        if verb is None:
            return []
        if verb.act == SEND_BACK and _is_of_nobody(turn):
            reply.say(_MY_ANSWER, [AGENT, SOLLICITATION])  # it is the assistant's own, then
            return []
        require_owner(turn)
        async with turn.portal() as portal:
            events = await _begin(reply, turn, portal, verb)
        spoken = turn.entity("invoice_number")
        return [*events, SlotSet(memory.SPOKEN, turn.slot(memory.LAST))] if spoken else events


def _is_of_nobody(turn: Turn) -> bool:
    return turn.login is None and (said_reference(turn) or last_filed(turn)) is None


async def _begin(reply: Reply, turn: Turn, portal: PortalClient, verb: Verb) -> list[Event]:
    named = said_reference(turn) or (last_filed(turn) if turn.login is None else None)
    if named is None:
        possible = await _possible(portal, verb)
        last = next((x for x in possible if x.reference == turn.slot(sollicitation.LAST)), None)
        chosen = last or (possible[0] if len(possible) == 1 else None)
        if chosen is None:
            _ask_which(reply, turn, verb, possible)
            return []
        named = chosen.reference
    try:
        found = await portal.sollicitation(named)
    except NotFoundError:
        reply.say(_UNKNOWN.format(named), of_account(turn, [_MINE]))
        return []
    if not found.allows(verb.act):
        _refuse(reply, turn, found)
        return [SlotSet(sollicitation.LAST, found.reference)]
    return _open(turn, verb, found)


async def _possible(portal: PortalClient, verb: Verb) -> list[Sollicitation]:
    """Those of the user's that are in a state in which it may be done, the last filed first."""
    page = await portal.sollicitations()
    fit = [item for item in page.items if item.status.code in verb.statuses]
    return sorted(fit, key=lambda item: item.filed_at, reverse=True)


def _ask_which(reply: Reply, turn: Turn, verb: Verb, possible: Sequence[Sollicitation]) -> None:
    if possible:
        reply.questioning().say(verb.which, _choices(turn, possible))
        return
    when = french.as_of(turn.now)
    if verb.act == SEND_BACK:
        none = f"Aucune de vos sollicitations n’a de réponse à renvoyer {when}."
        reply.say(f"{none} {_MY_ANSWER}", [AGENT, SOLLICITATION, _MINE])
        return
    reply.say(f"Aucune de vos sollicitations ne s’y prête {when}.", [_MINE, SOLLICITATION])


def _choices(turn: Turn, possible: Sequence[Sollicitation]) -> list[Button]:
    text = _text_said(turn)
    carried = {slots.TEXT: text} if text else {}
    return [
        button(_title(item), str(turn.intent), sol_reference=item.reference, **carried)
        for item in possible[:MAX_CHOICES]
    ]


def _title(item: Sollicitation) -> str:
    about = item.title or (item.sub_category.label if item.sub_category else "")
    return f"{item.reference} – {about[:40]} ({item.status.label})"


def _refuse(reply: Reply, turn: Turn, found: SollicitationDetail) -> None:
    why = _IMPOSSIBLE.format(found.reference, found.status.label, french.as_of(turn.now))
    buttons = act_buttons(found)
    follows = " Voici ce que vous pouvez faire." if buttons else ""
    reply.say(f"{why}{follows}", buttons or of_account(turn, [_MINE, SOLLICITATION]))


def _open(turn: Turn, verb: Verb, found: SollicitationDetail) -> list[Event]:
    """At once: what was under way in another form keeps its answers."""
    resumed = turn.slot(slots.DRAFT) if _is_resumed(turn, verb, found) else None
    said = _text_said(turn) or (turn.slot(slots.TEXT) if resumed else None)
    held = {
        slots.ACT: verb.act,
        slots.REFERENCE: found.reference,
        slots.DRAFT: resumed or slots.draft_of(turn),
        slots.TEXT: said if verb.ask else slots.NONE,
        slots.CONFIRMED: None,
        sollicitation.LAST: found.reference,
    }
    return [*(SlotSet(name, value) for name, value in held.items()), FollowupAction(slots.FORM)]


def _is_resumed(turn: Turn, verb: Verb, found: SollicitationDetail) -> bool:
    """An act whose answer was lost is sent again under its own key."""
    held = (turn.slot(slots.ACT), turn.slot(slots.REFERENCE))
    return held == (verb.act, found.reference)


def _text_said(turn: Turn) -> str | None:
    """« Ajoute à mon ticket : le bon de commande est le 4500 » says it already."""
    carried = turn.entity(slots.TEXT)
    if carried or turn.is_choice:
        return carried
    found = SAID_TEXT.search(turn.text)
    return found["text"].strip() if found else None
