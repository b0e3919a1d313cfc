"""Where a key of an entry was written, so that a problem can point at its line."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.problems import Problem, Severity

type Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A file and the lines of its keys: `("questions", 3)` is the fourth question."""

    path: str
    lines: Mapping[Key, int]

    def line(self, key: Key) -> int:
        """The line of the key, else of the nearest one that holds it, else the first."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def error(self, code: str, message: str, *key: str | int) -> Problem:
        return Problem(self.path, self.line(key), code, message)

    def warning(self, code: str, message: str, *key: str | int) -> Problem:
        return Problem(self.path, self.line(key), code, message, Severity.WARNING)
