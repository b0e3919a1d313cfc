"""Where one message may hold several requests: its pieces, and what each of them looks like.

Only words are looked at here; whether the pieces are understood apart is for `separation`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Iterable, Iterator, List, NamedTuple, Text

from channels import request_words as words
from channels.request_words import flat

_LONGEST_KEYWORDS = 6
_CUT = re.compile(
    # A full stop is no end after « n° » or « M. », nor inside a number.
    r"[?!…]+[\s\"»)]*|(?<!\bn)(?<!\bm)\.+(?:\s+|$)|\s*[;\n]\s*"
    rf"|\s*,\s*(?:{words.ADDED})[\s,:]+|\s+(?:{words.INSIDE})[\s,:]+"
    # « , qui » begins a relative clause more often than a question.
    rf"|\s*,\s*(?:et |puis )(?={words.OPENS})|\s*,\s*(?!qui\b)(?={words.OPENS})"
    rf"|\s+et (?={words.OPENS})"
)
_OPENING = re.compile(rf"(?:{words.ADDED})(?:[\s,:]+|$)|et ")
_OTHER = re.compile(rf"(?:{words.OTHER})")


class Kind(Enum):
    ASKED = "a question or a wish"
    NAMED = "a bare number, a list by its name: a request if that is what is understood"
    TOLD = "a statement: a request only when what follows is said to be another one"
    CONTEXT = "of no sense without what comes before"


class Piece(NamedTuple):
    """`other`: said as something else (« par ailleurs »); `head`: without what only points back."""

    text: Text
    kind: Kind
    other: bool
    head: Text


class _Segment(NamedTuple):
    text: Text
    opening: Text


def pieces(text: Text) -> List[Piece]:
    """The requests that `text` may hold, in order; polite words are dropped.

    What is told joins the request that follows it, what points back the one before.
    """
    found = _kinds(_without_politeness(_segments(text)))
    joined: List[Piece] = []
    told = ""
    for piece in found:
        if piece.kind is Kind.CONTEXT and joined and not told:
            joined[-1] = _and(joined[-1], piece.text)
        elif piece.kind in (Kind.TOLD, Kind.CONTEXT) or (told and piece.kind is Kind.NAMED):
            told = f"{told} {piece.text}".strip()
        else:
            asked = f"{told} {piece.text}".strip()
            joined.append(piece._replace(text=asked, head=asked))
            told = ""
    if told and joined:
        joined[-1] = _and(joined[-1], told)
    return joined


def told(text: Text) -> List[Text]:
    """What is only stated around the requests: an insult there counts for the whole message."""
    found = _kinds(_without_politeness(_segments(text)))
    return [piece.text for piece in found if piece.kind is Kind.TOLD]


def _and(piece: Piece, text: Text) -> Piece:
    return piece._replace(text=f"{piece.text} {text}")


def _segments(text: Text) -> Iterator[_Segment]:
    plain = flat(text)
    start, opening = 0, ""
    for match in [*_CUT.finditer(plain), None]:
        # A question mark stays with its question; a connector goes.
        ends = match is not None and match[0][:1] in ("?", "!", "…", ".")
        stop = len(text) if match is None else match.end() if ends else match.start()
        segment = _opened(text[start:stop].strip(" ,:-\n\t"), opening)
        if segment.text:
            yield segment
        # « Par ailleurs, comment… »: the opening alone is a segment, and opens the next.
        opening = segment.opening if not segment.text else ""
        if match is not None:
            start = match.end()
            opening = opening or ("" if ends else plain[match.start() : start].strip(" ,:"))


def _opened(text: Text, opening: Text) -> _Segment:
    match = _OPENING.match(flat(text))
    if match:
        return _Segment(text[match.end() :], match[0].strip(" ,:"))
    return _Segment(text if re.search(r"\w", text) else "", opening)


def _without_politeness(segments: Iterable[_Segment]) -> Iterator[_Segment]:
    for segment in segments:
        plain = flat(segment.text)
        if words.signs_off(plain):
            return  # a name, a telephone number: not said to us
        if not words.is_polite(plain):
            yield segment


def _kinds(segments: Iterable[_Segment]) -> List[Piece]:
    found: List[Piece] = []
    for segment in segments:
        other = bool(_OTHER.match(segment.opening))
        if other and found and found[-1].kind is Kind.TOLD:
            found[-1] = found[-1]._replace(kind=Kind.ASKED)
        found.append(Piece(segment.text, _kind(segment, bool(found)), other, segment.text))
    return found


def _kind(segment: _Segment, follows: bool) -> Kind:
    plain = flat(segment.text)
    if words.names_what_the_portal_knows(plain) and not words.tells(plain):
        return Kind.NAMED
    if follows and words.points_back(plain):
        return Kind.CONTEXT
    if words.asks(plain) or words.wants(plain):
        return Kind.ASKED
    if segment.opening and not words.tells(plain) and len(plain.split()) <= _LONGEST_KEYWORDS:
        return Kind.NAMED
    return Kind.TOLD
