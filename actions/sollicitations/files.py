"""Files dropped in the conversation: joined to the sollicitation that is filed from it."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.forms.files import held, kept, named
from actions.french_words import fold
from actions.portal_client import NotFoundError, PortalClient, RefusedError
from actions.portal_sollicitations import SollicitationDetail
from actions.reply import Button, Reply, button
from actions.sollicitations import slots
from actions.sollicitations.slots import Event, Held
from actions.sollicitations.under_way import events_since
from actions.turn import Attachment, Turn, attachments_in

MOST = 10  # ours, under what the portal takes at once with the transcript
_REFUSED = frozenset({"attachment_refused", "attachment_not_found"})
_THINGS = r"(?:fichiers?|pieces?(?: jointes?)?|documents?|pj|pdf|images?|photos?|captures?)"
_OUT = re.compile(
    r"(?:non |nan |oui |ok |mais |en fait |finalement |plutot |envoie[rsz]? |envoyez )*"
    r"(?:la |le |les )*(?:sans|pas|enleve[rz]?|retire[rz]?|supprime[rz]?|ote[rz]?|"
    r"ne (?:joins?|joignez|joindre) pas|ne pas joindre)"
    rf"(?: (?:le|la|les|l|ce|cette|ces|mon|ma|mes|aucun|aucune|de))* {_THINGS}"
    r"(?: (?:joints?|svp|stp|merci))*(?: (?P<name>.{1,60}))?"
)


def joined(turn: Turn) -> list[Attachment]:
    """Those that the form holds."""
    return held(turn.slot(slots.FILES))


def at_opening(turn: Turn) -> Held:
    """The slot, if it changes: what was dropped since the last sollicitation, the last ones."""
    said = (event for event in events_since(turn) if event.get("event") == "user")
    dropped = [file for event in said for file in attachments_in(event.get("metadata"))]
    return _changed(turn, [*dropped, *turn.attachments])


def with_those_of(turn: Turn) -> Held:
    """The slot, if files came with the words of this turn."""
    return _changed(turn, [*joined(turn), *turn.attachments]) if turn.attachments else {}


def instead_of_an_answer(
    reply: Reply, turn: Turn, given: Mapping[str, object]
) -> list[Event] | None:
    """Files alone, or « sans le fichier »: the same question comes again.

    None for any other turn.
    """
    if turn.slot(slots.REQUESTED) is None or turn.slot(slots.DRAFT) is None:
        return None
    emptied = [SlotSet(slot, None) for slot in given]
    if turn.attachments and turn.is_choice:
        reply.say(f"J’ai bien reçu {named(turn.attachments)}, à joindre à votre sollicitation.")
        return [*emptied, *_events(with_those_of(turn))]
    out = _taken_out(turn)
    if not out:
        return None
    left = [file for file in joined(turn) if file not in out]
    reply.say(f"C’est noté, sans {named(out)}.")
    return [*emptied, SlotSet(slots.FILES, kept(left))]


def sent(turn: Turn) -> dict[str, Any]:
    """What the portal is told of them; nothing without any."""
    ids = [file.id for file in joined(turn)]
    return {"attachments": ids} if ids else {}


def without_button(files: list[Attachment]) -> list[Button]:
    if not files:
        return []
    title = "Sans le fichier" if len(files) == 1 else "Sans les fichiers"
    return [button(title, "inform", sol_files=slots.NONE)]


async def file_with_those_accepted(
    portal: PortalClient, body: dict[str, Any], *, key: str, known: list[Attachment]
) -> tuple[SollicitationDetail, str]:
    """What was filed, and the words that say which files were refused: the rest goes on.

    `known` names them, where it does.

    Raises:
        RefusedError, NotFoundError: anything else is refused.
    """
    going, told = list(body.get("attachments") or []), list[str]()
    while True:
        sent = {**body, "attachments": going} if going else _without_files(body)
        try:
            return await portal.file_sollicitation(sent, key=key), " ".join(told)
        except (RefusedError, NotFoundError) as error:
            if error.code not in _REFUSED or error.attachment not in going:
                raise
            going.remove(error.attachment)
            told.append(f"{_told_of(error.attachment, known)} n’a pas pu être joint. {error}")


def _without_files(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "attachments"}


def _told_of(attachment: str | None, known: list[Attachment]) -> str:
    found = [file for file in known if file.id == attachment]
    return f"Le fichier {named(found)}" if found else "Un fichier"


def _taken_out(turn: Turn) -> list[Attachment]:
    files = joined(turn)
    if turn.entity(slots.FILES) == slots.NONE:
        return files
    match = None if turn.is_choice else _OUT.fullmatch(fold(turn.text))
    if match is None or not match["name"]:
        return files if match else []
    return [file for file in files if _is_named(file, match["name"])]


def _is_named(file: Attachment, words: str) -> bool:
    """« Devis.pdf », « devis »."""
    stem = file.name.rpartition(".")[0] or file.name
    return fold(words) in (fold(file.name), fold(stem))


def _changed(turn: Turn, files: list[Attachment]) -> Held:
    slot = kept(list(dict.fromkeys(files))[-MOST:])
    return {} if slot == turn.slot(slots.FILES) else {slots.FILES: slot}


def _events(held_now: Held) -> list[Event]:
    return [SlotSet(slot, value) for slot, value in held_now.items()]
