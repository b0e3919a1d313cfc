"""A question of a form: asked with the portal's help, by an action of its own."""

from abc import abstractmethod

from actions.guarded_action import Event, GuardedAction
from actions.portal_client import PortalClient
from actions.reply import Reply
from actions.turn import Turn


class FormQuestion(GuardedAction):
    """There is nothing to judge in a question; the forms say how they close and begin again."""

    votable = False

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        async with turn.portal() as portal:
            await self.ask(reply, turn, portal)
        return []

    @abstractmethod
    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None: ...
