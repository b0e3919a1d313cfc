"""When another program is the desk, our own takes nothing from it."""

from api.core.errors import ConflictError
from api.core.settings import get_settings


class DeskElsewhereError(ConflictError):
    """Two desks would answer the same user."""

    code = "desk_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "Les conversations se prennent dans Chatwoot\u00a0: ce bureau ne peut pas les prendre."
        )


def refuse_elsewhere() -> None:
    """To be called before an agent of ours takes, or is given, a conversation.

    Raises:
        DeskElsewhereError: agents answer with another program.
    """
    if not get_settings().desk_is_ours:
        raise DeskElsewhereError
