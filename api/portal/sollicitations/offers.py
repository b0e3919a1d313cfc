"""What one may do with a sollicitation now, and why not otherwise."""

from collections.abc import Mapping

from api.domain.sollicitation_acts import Act, Party, acts_for
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.sollicitation import Sollicitation
from api.portal.sollicitations.errors import (
    ActNotPossibleError,
    AssignedToAnotherError,
    AssignFirstError,
)

type _Acts = Mapping[Act, SollicitationStatus]

_WITH_FILES = frozenset({Act.SUBMIT, Act.ADD, Act.SEND_BACK, Act.ANSWER, Act.ASK})


def offered(held: Sollicitation, party: Party, login: str | None, *, take_over: bool) -> _Acts:
    """The acts, each with the state that follows. `take_over`: from another who is in charge."""
    possible = _possible(held, party)
    if party is Party.AUTHOR:
        return possible
    if held.assignee is not None and held.assignee == login:
        return {act: after for act, after in possible.items() if act is not Act.ASSIGN}
    free = held.assignee is None or take_over
    return {act: after for act, after in possible.items() if act is Act.ASSIGN and free}


def require_possible(
    held: Sollicitation, act: Act, party: Party, login: str | None, *, take_over: bool
) -> SollicitationStatus:
    """The state that follows.

    Raises:
        ActNotPossibleError: not in its present state, or not by this side.
        AssignFirstError, AssignedToAnotherError: nobody, or somebody else, is in charge.
    """
    possible = _possible(held, party)
    now_offered = offered(held, party, login, take_over=take_over)
    if act.needs_assignee and list(now_offered) == [Act.ASSIGN] and held.assignee is None:
        raise AssignFirstError
    if act not in possible:
        raise ActNotPossibleError(act, held.status, list(now_offered))
    if act not in now_offered:
        raise AssignedToAnotherError(held.assignee_name or held.assignee or "")
    return now_offered[act]


def _possible(held: Sollicitation, party: Party) -> _Acts:
    """Whoever is in charge: the support has nobody to forward to."""
    acts = acts_for(party, held.status)
    if held.receiver is not Receiver.SUPPORT:
        return acts
    return {act: after for act, after in acts.items() if act is not Act.FORWARD}


def require_charge(held: Sollicitation, login: str | None) -> None:
    """Raises AssignFirstError, AssignedToAnotherError: nobody, or somebody else, is in charge."""
    if held.assignee is None:
        raise AssignFirstError
    if held.assignee != login:
        raise AssignedToAnotherError(held.assignee_name or held.assignee)


def require_open_to_files(held: Sollicitation, party: Party, login: str | None) -> None:
    """Whether this one can say something with a file.

    Raises:
        ActNotPossibleError: nothing can be said any more.
        AssignFirstError, AssignedToAnotherError: by another only.
    """
    possible = _possible(held, party)
    if party is Party.RECEIVER and Act.ASSIGN in possible:
        require_charge(held, login)
    if not set(possible) & _WITH_FILES:
        raise ActNotPossibleError(Act.ADD, held.status, list(possible))
