"""Cuts a text into the pieces of the sentence model: the likeliest sequence of a unigram model."""

from __future__ import annotations

from typing import List, Tuple

from components.e5.weights import Vocabulary

SPACE = "\u2581"
_UNKNOWN_PENALTY = 10.0


class Tokenizer:
    """Cuts a text into pieces of its `vocabulary`, the only ones that it may use."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pieces = {
            piece: (index, float(score))
            for index, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores))
            if index not in (vocabulary.begin, vocabulary.end, vocabulary.unknown)
        }
        self._longest = max(map(len, self._pieces))
        self._unknown_score = float(vocabulary.scores.min()) - _UNKNOWN_PENALTY

    def encode(self, text: str, limit: int) -> List[int]:
        """At most `limit` identifiers, the marks of beginning and end among them."""
        plain = text.translate(self._vocabulary.replaced)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        marked = plain if plain.startswith(" ") else " " + plain
        pieces = self._likeliest(marked.replace(" ", SPACE))
        return [self._vocabulary.begin, *pieces[: limit - 2], self._vocabulary.end]

    def _likeliest(self, text: str) -> List[int]:
        """Viterbi: the best way to reach each character, from the first to the last."""
        piece_of, unknown, length = self._pieces.get, self._vocabulary.unknown, len(text)
        best: List[Tuple[float, int, int]] = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * length
        for start in range(length):
            reached = best[start][0]
            if reached + self._unknown_score > best[start + 1][0]:
                best[start + 1] = (reached + self._unknown_score, unknown, start)
            for stop in range(start + 1, min(start + self._longest, length) + 1):
                known = piece_of(text[start:stop])
                if known is not None and reached + known[1] > best[stop][0]:
                    best[stop] = (reached + known[1], known[0], start)
        return _walk_back(best)


def _walk_back(best: List[Tuple[float, int, int]]) -> List[int]:
    found, at = [], len(best) - 1
    while at > 0:
        _, piece, at = best[at]
        found.append(piece)
    return found[::-1]
