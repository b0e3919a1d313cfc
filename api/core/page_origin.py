"""Origins of the web pages that an operator lets hold ours."""

import re
from typing import Annotated

from pydantic import AfterValidator

# Plain enough to be written into a content policy and into a page as it is.
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")


def checked(origin: str) -> str:
    """The origin, as browsers write it.

    Raises:
        ValueError: not a scheme, a host and perhaps a port, alone: no path, no `*`.
    """
    if not _ORIGIN.fullmatch(origin):
        raise ValueError("une origine s’écrit https://portail.example.fr, sans chemin ni « * »")
    return origin


type PageOrigin = Annotated[str, AfterValidator(checked)]
