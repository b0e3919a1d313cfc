"""Variables of the canned replies: `{nom}`, filled when an agent takes one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What agents type between braces: French, as the rest of what they read.
NAME, AGENT, INVOICE, STRUCTURE, REFERENCE = "nom", "agent", "facture", "structure", "reference"
VARIABLES = (NAME, AGENT, INVOICE, STRUCTURE, REFERENCE)

_VARIABLE = re.compile(r"\{([^{}\n]{0,40})\}")
# « Bonjour {nom}, » stays a greeting without the name.
_OMITTED = re.compile(rf"[ \u00a0]?\{{{NAME}\}}")


@dataclass(frozen=True, slots=True)
class Filled:
    """`missing` are the variables still in `text`: the agent has to write them himself."""

    text: str
    missing: tuple[str, ...]


def unknown_variables(text: str) -> set[str]:
    """What stands between braces and is none of `VARIABLES`."""
    return {name for name in _VARIABLE.findall(text) if name not in VARIABLES}


def fill(text: str, values: Mapping[str, str | None]) -> Filled:
    """Put what is known; a name that is not known is left out, with the space before it."""
    if not values.get(NAME):
        text = _OMITTED.sub("", text)
    # In one pass: a value that looks like a variable is a value.
    filled = _VARIABLE.sub(lambda match: values.get(match[1]) or match[0], text)
    wanted = dict.fromkeys(_VARIABLE.findall(text))
    return Filled(filled, tuple(name for name in wanted if not values.get(name)))
