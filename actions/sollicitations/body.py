"""What the portal is sent, of what the form holds."""

from typing import Any

from actions.sollicitations import files, slots
from actions.turn import Turn


def body_of(turn: Turn) -> dict[str, Any]:
    """Of an account: structure, invoice, addressee; of an e-mail: none of them."""
    body = _common(turn)
    body["attach_transcript"] = turn.slot(slots.CONFIRMED) == slots.WITH_TRANSCRIPT
    email = slots.given(turn.slot(slots.EMAIL))
    return {**body, "email": email} if email else {**body, **_of_account(turn)}


def draft_body_of(turn: Turn) -> dict[str, Any] | None:
    """None while neither a category nor a description is known: the portal wants one."""
    known = {name: value for name, value in {**_common(turn), **_of_account(turn)}.items() if value}
    return {**known, "draft": True} if {"category", "description"} & known.keys() else None


def _common(turn: Turn) -> dict[str, Any]:
    return {
        "category": turn.slot(slots.CATEGORY),
        "sub_category": turn.slot(slots.SUB_CATEGORY),
        "description": turn.slot(slots.DESCRIPTION),
        "conversation_id": turn.conversation_id,
        **files.sent(turn),
    }


def _of_account(turn: Turn) -> dict[str, Any]:
    return {
        "structure_siret": slots.given(turn.slot(slots.STRUCTURE)),
        "invoice_number": slots.given(turn.slot(slots.INVOICE)),
        "addressee_siret": slots.given(turn.slot(slots.ADDRESSEE)),
    }
