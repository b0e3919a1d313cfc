"""Tables for the people who keep the knowledge."""

from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.cross_checks import phrase_index
from knowledge.model import Library, Theme
from knowledge.similarity import NearPair

PAIRS = 20
_PHRASE_WIDTH = 48


def write_report(library: Library, today: date) -> str:
    """Entries by theme, entries to read again, and what resembles what."""
    index = phrase_index(library.entries)
    tables = [
        ("Fiches par thème", ("thème", "fiches", "phrases", "à relire"), _themes(library, today)),
        ("À relire", ("échéance", "fiche"), _overdue(library, today)),
        ("Fiches les plus proches", *_pairs(index.nearest_entries(PAIRS))),
        ("Phrases les plus proches", *_pairs(index.nearest_phrases(PAIRS))),
    ]
    return "\n\n".join(f"{title}\n\n{table(head, rows)}" for title, head, rows in tables)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; a line says so when there is no row."""
    if not rows:
        return "  (aucune)"
    columns = zip(head, *rows, strict=True)
    widths = [max(len(cell) for cell in column) for column in columns]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return ("  " + "  ".join(padded)).rstrip()


def _themes(library: Library, today: date) -> list[tuple[str, ...]]:
    return [*_theme_rows(library, today), _row("total", library, today)]


def _theme_rows(library: Library, today: date) -> Iterator[tuple[str, ...]]:
    for theme in Theme:
        entries = tuple(entry for entry in library.entries if entry.header.theme is theme)
        if entries:
            part = Library(entries, library.sources, library.known_ids)
            yield _row(theme.label, part, today)


def _row(label: str, part: Library, today: date) -> tuple[str, ...]:
    counts = len(part.entries), part.question_count, len(part.overdue(today))
    return (label, *(str(count) for count in counts))


def _overdue(library: Library, today: date) -> list[tuple[str, ...]]:
    late = library.overdue(today)
    return [(f"{entry.header.review_by:%d/%m/%Y}", entry.id) for entry in late]


def _pairs(pairs: Sequence[NearPair]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    head = ("score", "fiche", "fiche", "phrase", "phrase")
    return head, [_pair_row(pair) for pair in pairs]


def _pair_row(pair: NearPair) -> tuple[str, ...]:
    phrases = (_shortened(pair.left_phrase), _shortened(pair.right_phrase))
    return (f"{pair.score:.2f}".replace(".", ","), pair.left, pair.right, *phrases)


def _shortened(phrase: str) -> str:
    return phrase if len(phrase) <= _PHRASE_WIDTH else phrase[: _PHRASE_WIDTH - 1] + "…"
