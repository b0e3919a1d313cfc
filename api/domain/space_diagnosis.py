"""Why a user does not see a space: the one step that is missing, and who may take it."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.domain.labelled import LabelledEnum
from api.domain.rights import Grant, RattachementState, Role, Space
from api.domain.rights_requests import RequestKind


class Step(LabelledEnum):
    """From the account to the space, in the order in which they have to be taken."""

    ATTACHED = "attached", "Être rattaché à la structure"
    ATTACHMENT_VALIDATED = "attachment_validated", "Avoir un rattachement validé"
    SPACE_OPENED = "space_opened", "Espace ouvert sur la structure"
    SUBSCRIBED = "subscribed", "Être abonné à l’espace"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a user stands towards a space of one structure.

    `state` and `role` are null where there never was a rattachement.
    """

    space: Space
    state: RattachementState | None = None
    role: Role | None = None
    opened: bool = False
    subscribed: bool = False

    @property
    def checks(self) -> Mapping[Step, bool | None]:
        """Each step taken or not; null after the missing one, which hides what follows."""
        missing = self.missing
        steps = list(Step)
        if missing is None:
            return dict.fromkeys(steps, True)
        reached = steps.index(missing)
        return {
            step: True if index < reached else False if index == reached else None
            for index, step in enumerate(steps)
        }

    @property
    def missing(self) -> Step | None:
        if self.space.grant is Grant.PERSONAL:
            return None
        if self.state is None or not self.state.held:
            return Step.ATTACHED
        if self.state is not RattachementState.VALIDATED:
            return Step.ATTACHMENT_VALIDATED
        if not self.opened:
            return Step.SPACE_OPENED
        return None if self.subscribed else Step.SUBSCRIBED

    @property
    def you_can_do_it(self) -> bool:
        """Whether the user may take the missing step alone, by filing a request if need be."""
        role = self.role or Role.SIMPLE_USER
        match self.missing:
            case Step.ATTACHED:
                return True
            case Step.SPACE_OPENED:
                return role.manages
            case Step.SUBSCRIBED:
                return self.space.granted_at_once(role)
            case _:
                return False

    @property
    def request(self) -> RequestKind | None:
        """What the user may file to take the step, or to have it taken."""
        match self.missing:
            case Step.ATTACHED:
                return RequestKind.RATTACHEMENT
            case Step.SPACE_OPENED | Step.SUBSCRIBED:
                return RequestKind.SPACE if self._may_ask else None
            case _:
                return None

    @property
    def _may_ask(self) -> bool:
        role = self.role or Role.SIMPLE_USER
        return self.space.grant is not Grant.MANAGERS or role.manages
