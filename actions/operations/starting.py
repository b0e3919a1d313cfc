"""The button that begins an operation; nothing is done before its summary is confirmed."""

from typing import Literal

from actions.reply import Button, button

INTENT = "portal_operation"
Kind = Literal[
    "recycle",
    "complete",
    "acknowledge",
    "treat_rejection",
    "validate",
    "refuse",
    "set_status",
    "space",
    "rattachement",
]


def start(title: str, kind: Kind, **given: str) -> Button:
    """`given`: slots of the operation that are known already."""
    return button(title, INTENT, op_kind=kind, **given)
