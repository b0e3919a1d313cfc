"""« Mes sollicitations »"""

from actions import french_format as french
from actions.guarded_action import Event, GuardedAction
from actions.reply import SOLLICITATION, Reply
from actions.sollicitations.card import line, sollicitations_card
from actions.turn import Turn

MAX_LISTED = 10


class ActionListSollicitations(GuardedAction):
    """List the user's sollicitations, the last filed first."""

    action_name = "action_list_sollicitations"
    topic = "list_sollicitations"
    login_purpose = "Pour consulter vos sollicitations"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        async with turn.portal() as portal:
            page = await portal.sollicitations()
        if not page.items:
            reply.say("Vous n’avez déposé aucune sollicitation.", [SOLLICITATION])
            return []
        last_first = sorted(page.items, key=lambda item: item.created_at, reverse=True)
        shown = last_first[:MAX_LISTED]
        counted = french.count(page.count, "sollicitation", "sollicitations")
        lines = [f"Vous avez {counted} {french.as_of(turn.now)} :", *map(line, shown)]
        if page.count > len(shown):
            lines.append(f"Ce sont les {len(shown)} dernières ; les autres sont sur le portail.")
        card = sollicitations_card(f"Vos sollicitations ({page.count})", shown)
        reply.say("\n".join(lines), card=card)
        return []
