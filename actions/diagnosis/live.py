"""The user's own case first, then the general answer of the knowledge entry if it adds anything."""

import logging
from abc import abstractmethod
from typing import NamedTuple

from actions.guarded_action import LOGIN_HELP, MISSING_SPACE, Event, GuardedAction
from actions.portal_client import (
    LoginRequiredError,
    PortalClient,
    PortalError,
    PortalUnavailableError,
    SpaceMissingError,
)
from actions.reply import AGENT, Button, Reply, button
from actions.turn import Turn

logger = logging.getLogger(__name__)

_ENTRY = "faq_"  # what the intents of entries begin with
# With the answer, rather than after it: an anonymous user is mostly told all there is to say.
_LOG_IN = button("Me connecter, pour que vous regardiez mon cas", "login_help")
_UNREACHABLE = (
    "Je n’arrive pas à joindre le portail pour regarder votre cas. "
    "Voici la réponse générale ; vous pouvez réessayer dans un instant."
)


class Told(NamedTuple):
    """`whole`: nothing is left to say, and the general way might contradict this very case."""

    events: list[Event]
    whole: bool = False


class LiveDiagnosis(GuardedAction):
    """Subclasses look at one thing. An entry that led here is answered when they find nothing."""

    @abstractmethod
    async def diagnose(self, reply: Reply, turn: Turn, portal: PortalClient) -> Told | None:
        """Tell the user's case; None when there is nothing to tell, and nothing was said."""

    @abstractmethod
    def general_entry(self, turn: Turn) -> str:
        """The intent of the entry that answers in general, when none led here."""

    def nothing(self, reply: Reply, turn: Turn) -> bool:
        """Say that there is nothing to look at; False when the general answer is enough."""
        return False

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if turn.login is None:
            reply.say_entry(self._entry(turn), [_LOG_IN])
            return []
        try:
            async with turn.portal() as portal:
                told = await self.diagnose(reply, turn, portal)
        except PortalError as error:
            reply.questioning().say(*self._why_not(turn, error))
            reply.say_entry(self._entry(turn))
            return []
        if told is not None and told.whole:
            return told.events
        enough = told is not None or (not _leads_here(turn) and self.nothing(reply, turn))
        if _leads_here(turn) or not enough:
            reply.say_entry(self._entry(turn))
        return told.events if told else []

    def _entry(self, turn: Turn) -> str:
        return str(turn.intent) if _leads_here(turn) else self.general_entry(turn)

    def _why_not(self, turn: Turn, error: PortalError) -> tuple[str, list[Button]]:
        if isinstance(error, PortalUnavailableError):
            logger.warning("%s: the portal is unavailable (%s)", self.name(), error)
            return _UNREACHABLE, self._way_out(turn)
        if isinstance(error, SpaceMissingError):
            return str(error), [MISSING_SPACE]
        return str(error), [LOGIN_HELP if isinstance(error, LoginRequiredError) else AGENT]


def _leads_here(turn: Turn) -> bool:
    return (turn.intent or "").startswith(_ENTRY)
