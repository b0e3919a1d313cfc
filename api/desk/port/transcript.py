"""What the other desk reads: one note of what came before the agents, then the user's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker
from api.models.chat_event import ChatEvent

# Our choice: an agent reads the end of a long conversation, not its whole length.
MAX_TRANSCRIPT = 20_000  # characters

LEFT = "L’usager n’est plus avec les agents : il a quitté l’échange ou l’assistante a repris."
NOT_RELAYED = (
    "Ce message n’a pas été transmis : l’usager n’est plus avec un agent, il parle avec "
    "l’assistante. Il lui sera possible de vous appeler de nouveau."
)
_WITH_HUMANS = (Speaker.QUEUED, Speaker.AGENT)
_NAMES = {Sender.USER: "Usager", Sender.AGENT: "Agent", Sender.SYSTEM: "Service"}


@dataclass(frozen=True, slots=True)
class Line:
    """To be told up to `seq`; a note is for agents alone."""

    seq: int
    text: str
    note: bool


def lines_to_tell(events: Sequence[ChatEvent], *, opened: bool) -> list[Line]:
    """What was said since the desk was last told.

    Unless it has the conversation already, all that comes before the last call of an agent makes
    one note; what the user says after it is told as such.
    """
    start = 0 if opened else _first_after_call(events)
    past, present = events[:start], events[start:]
    told = [Line(past[-1].seq, _transcript(past), note=True)] if past else []
    users = [event for event in present if event.sender is Sender.USER]
    return told + [
        Line(event.seq, text_of(event), note=False)
        for event in users
        if event.type is EventType.MESSAGE
    ]


def lines_before_return(events: Sequence[ChatEvent]) -> list[Line]:
    """What the user still said to the agents, before the assistant was back."""
    said: list[ChatEvent] = []
    for event in events:
        if event.type is EventType.STATE and event.body["state"]["speaker"] not in _WITH_HUMANS:
            break
        said.append(event)
    return lines_to_tell(said, opened=True)


def text_of(event: ChatEvent) -> str:
    """The words, and the names of the files: these stay here, and it is said."""
    text = str(event.body.get("text", ""))
    files = [str(file["name"]) for file in event.body.get("attachments", [])]
    if not files:
        return text
    kept = f"[Pièce jointe, à demander à Chorale : {', '.join(files)}]"
    return f"{text}\n{kept}" if text else kept


def _first_after_call(events: Sequence[ChatEvent]) -> int:
    """The place after the state that put the user in the queue; 0 where that was told already."""
    place, waiting = 0, False
    for index, event in enumerate(events):
        if event.type is not EventType.STATE:
            continue
        speaker = event.body["state"]["speaker"]
        if speaker == Speaker.QUEUED and not waiting:
            place = index + 1
        waiting = speaker in _WITH_HUMANS
    return place


def _transcript(events: Sequence[ChatEvent]) -> str:
    said = [_said(event) for event in events if event.type is not EventType.STATE]
    whole = "\n".join(line for line in said if line)
    if len(whole) > MAX_TRANSCRIPT:
        whole = "[…]\n" + whole[-MAX_TRANSCRIPT:]
    return f"Échanges avec l’assistante, avant l’appel d’un agent :\n\n{whole}".strip()


def _said(event: ChatEvent) -> str:
    text = text_of(event)
    name = _NAMES.get(event.sender) or str(event.body.get("author") or "Assistante")
    return f"{name} : {text}" if text else ""
