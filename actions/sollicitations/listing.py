"""« Mes sollicitations », « où en est ma sollicitation 123 »"""

from rasa_sdk.events import SlotSet

from actions import french_format as french
from actions.guarded_action import LOGIN_HELP, Event, GuardedAction
from actions.invoices import memory
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_sollicitations import Sollicitation, SollicitationPage
from actions.reply import SOLLICITATION, Button, Reply, button
from actions.sollicitations import slots
from actions.sollicitations.card import line, sollicitations_card
from actions.sollicitations.detail import tell
from actions.sollicitations.ownership import last_filed, of_account, require_owner
from actions.sollicitations.spoken_reference import said_reference
from actions.turn import Turn

MAX_LISTED = 10
MAX_BUTTONS = 3
ACTION_REQUIRED = "actions_requises"
_ALL = button("Mes sollicitations", "list_sollicitations")
_TABS = {
    "actions_requises": "Actions requises",
    "en_cours": "En cours",
    "cloturees": "Clôturées",
    "brouillons": "Brouillons",
}


class ActionListSollicitations(GuardedAction):
    """The one that is named, with its history; else all, those that wait for the user first."""

    action_name = "action_list_sollicitations"
    topic = "list_sollicitations"
    login_purpose = "Pour consulter vos sollicitations"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        require_owner(turn)
        named = said_reference(turn) or (last_filed(turn) if turn.login is None else None)
        async with turn.portal() as portal:
            if named is None:
                return _list(reply, turn, await portal.sollicitations())
            return [*await _one(reply, turn, portal, named), *_not_an_invoice(turn)]


async def _one(reply: Reply, turn: Turn, portal: PortalClient, named: str) -> list[Event]:
    try:
        found = await portal.sollicitation(named)
    except NotFoundError:
        reply.say(
            f"Je ne trouve pas de sollicitation {named} parmi les vôtres : vérifiez le numéro, de "
            "la forme SOL-2026-000123.",
            of_account(turn, [_ALL]) or [LOGIN_HELP],
        )
        return []
    tell(reply, turn, found)
    return [SlotSet(slots.LAST, found.reference)]


def _list(reply: Reply, turn: Turn, page: SollicitationPage) -> list[Event]:
    drafts = page.tabs.get("brouillons", 0)
    if not page.items:
        reply.say(f"Vous n’avez déposé aucune sollicitation.{_kept(drafts)}", [SOLLICITATION])
        return []
    ordered = sorted(page.items, key=_place)
    shown = ordered[:MAX_LISTED]
    counted = french.count(page.count, "sollicitation", "sollicitations")
    lines = [f"Vous avez {counted} {french.as_of(turn.now)}{_by_tab(page)} :", *map(line, shown)]
    if page.count > len(shown):
        lines.append(f"Ce sont les {len(shown)} premières ; les autres sont sur le portail.")
    card = sollicitations_card(f"Vos sollicitations ({page.count})", shown)
    reply.say("\n".join(lines), _to_see(shown), card=card)
    return [SlotSet(slots.LAST, shown[0].reference)] if len(shown) == 1 else []


def _place(item: Sollicitation) -> tuple[bool, float]:
    """What waits for the user first, then the last filed."""
    return not _is_required(item), -item.filed_at.timestamp()


def _is_required(item: Sollicitation) -> bool:
    return item.tab is not None and item.tab.code == ACTION_REQUIRED


def _by_tab(page: SollicitationPage) -> str:
    """« (Actions requises : 1, En cours : 3) »; nothing where the portal does not count."""
    counted = [f"{label} : {page.tabs[code]}" for code, label in _TABS.items() if code in page.tabs]
    return f" ({', '.join(counted)})" if counted else ""


def _kept(drafts: int) -> str:
    if not drafts:
        return ""
    return f" Vous avez {french.count(drafts, 'brouillon', 'brouillons')} sur le portail."


def _to_see(shown: list[Sollicitation]) -> list[Button]:
    return [
        button(
            f"{item.reference} ({item.status.label})",
            "list_sollicitations",
            sol_reference=item.reference,
        )
        for item in shown[:MAX_BUTTONS]
    ]


def _not_an_invoice(turn: Turn) -> list[Event]:
    """The number that was said is no invoice's, though it reads like one."""
    if turn.entity("invoice_number") is None:
        return []
    return [SlotSet(memory.SPOKEN, turn.slot(memory.LAST))]
