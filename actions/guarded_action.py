"""The base of all actions: an exception that left `run` would give the user silence."""

import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.portal_client import (
    LoginRequiredError,
    NotFoundError,
    PortalUnavailableError,
    RefusedError,
    SpaceMissingError,
)
from actions.reply import AGENT, Button, Reply, button
from actions.turn import Turn

logger = logging.getLogger(__name__)

Event = dict[str, Any]

UNREACHABLE = "Je n’arrive pas à joindre le portail pour le moment. Réessayez dans un instant"
BROKEN = "Un incident m’empêche de vous répondre. Réessayez dans un instant"
LOGIN_HELP = button("Comment me connecter ?", "login_help")
MISSING_SPACE = button(
    "Mon espace a disparu, que faire ?", "faq_structures_missing_issued_invoices_app"
)


class GuardedAction(Action, ABC):
    """Subclasses answer; what goes wrong is said to the user, and logged without any content."""

    action_name: ClassVar[str]
    topic: ClassVar[str]
    votable: ClassVar[bool] = True  # False for one that asks, where there is nothing to judge
    login_purpose: ClassVar[str] = "Pour consulter ces informations"

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        """Speak, and return the events of the turn; any PortalError may leave it."""

    def after_failure(self) -> list[Event]:
        """Events of a turn that failed; a form closes itself here."""
        return []

    def retry(self, turn: Turn) -> str | None:
        """The payload of « Réessayer »."""
        return turn.again()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[Event]:
        turn = Turn(tracker)
        reachable = turn.agents.reachable
        reply = Reply(dispatcher, self.topic, votable=self.votable, reachable=reachable)
        try:
            return await self.answer(reply, turn)
        except LoginRequiredError as error:
            reply.say(*self._login_needed(turn, error))
        except SpaceMissingError as error:
            reply.say(str(error), [MISSING_SPACE])
        except (NotFoundError, RefusedError) as error:
            reply.say(str(error), [AGENT])
        except PortalUnavailableError as error:
            logger.warning("%s: the portal is unavailable (%s)", self.name(), error)
            reply.say(_with_way_out(UNREACHABLE, turn), self._way_out(turn))
        except Exception as error:
            logger.error("%s failed: %s", self.name(), _place_of(error))
            reply.say(_with_way_out(BROKEN, turn), self._way_out(turn))
        return self.after_failure()

    def _login_needed(self, turn: Turn, error: LoginRequiredError) -> tuple[str, list[Button]]:
        if turn.login is not None:  # known to us, yet not to the portal: it says why
            return str(error), [AGENT]
        text = (
            f"{self.login_purpose}, vous devez être connecté au portail. "
            "Connectez-vous, puis reposez-moi votre question : je verrai alors vos données."
        )
        return text, [LOGIN_HELP, AGENT]

    def _way_out(self, turn: Turn) -> list[Button]:
        again = self.retry(turn)
        return [AGENT, {"title": "Réessayer", "payload": again}] if again else [AGENT]


def _with_way_out(text: str, turn: Turn) -> str:
    return f"{text}, ou demandez un agent." if turn.agents.reachable else f"{text}."


def _place_of(error: Exception) -> str:
    """Kind and place of an error; its message is left out, as it may quote the user."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename}:{frame.lineno}"
