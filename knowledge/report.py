"""Tables for the people who keep the knowledge."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from knowledge.cross_checks import check_identifiers, phrase_index
from knowledge.model import Entry, Library, Theme
from knowledge.phrase_conflicts import check_conflicts
from knowledge.similarity import NearPair, PhraseIndex

PAIRS = 20
# Cosine (see similarity.py) from which two phrases are worth an editor's eye.
NEAR_PHRASES = 0.65
SOON = timedelta(days=60)
CONFLICTS = {
    "duplicate_title": "même titre",
    "shared_question": "même phrase",
    "near_question": "mêmes mots",
    "follow_up_is_question": "suite qui est une question",
}
_PHRASE_WIDTH = 48

type Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def write_report(library: Library, today: date) -> str:
    """What there is, what is stale, alone or contradictory, and what resembles what."""
    index = phrase_index(library.entries)
    tables = (
        _themes(library, today),
        _stale(library, today),
        _without_source(library),
        _conflicts(library),
        *_similarity(index),
    )
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


def _themes(library: Library, today: date) -> Table:
    head = ("thème", "fiches", "phrases", "variantes", "à relire")
    rows = [*_theme_rows(library, today), _row("total", library, today)]
    return "Fiches par thème", head, rows


def _theme_rows(library: Library, today: date) -> Iterator[tuple[str, ...]]:
    for theme in Theme:
        entries = tuple(entry for entry in library.entries if entry.header.theme is theme)
        if entries:
            part = Library(entries, library.sources, library.known_ids)
            yield _row(theme.label, part, today)


def _row(label: str, part: Library, today: date) -> tuple[str, ...]:
    variants = sum(len(entry.variants) for entry in part.entries)
    counts = len(part.entries), part.question_count, variants, len(part.overdue(today))
    return (label, *(str(count) for count in counts))


def _stale(library: Library, today: date) -> Table:
    due = library.overdue(today + SOON)
    rows = [
        (
            f"{entry.header.review_by:%d/%m/%Y}",
            entry.id,
            "dépassée" if entry.header.review_by < today else "proche",
        )
        for entry in due
    ]
    return f"À relire (sous {SOON.days} jours)", ("échéance", "fiche", ""), rows


def _without_source(library: Library) -> Table:
    rows = [
        (entry.id, lack)
        for entry in library.entries
        if (lack := _lack_of_source(entry, library)) is not None
    ]
    return "Sans source que le lecteur puisse ouvrir", ("fiche", "ce qui manque"), rows


def _lack_of_source(entry: Entry, library: Library) -> str | None:
    known = [library.sources[key] for key in entry.header.sources if key in library.sources]
    if not known:
        return "aucune source"
    return None if any(source.url for source in known) else "aucune adresse publique"


def _conflicts(library: Library) -> Table:
    problems = [*check_identifiers(library.entries), *check_conflicts(library.entries)]
    rows = [
        (CONFLICTS[problem.code], f"{problem.path}:{problem.line}", problem.message)
        for problem in sorted(problems)
        if problem.code in CONFLICTS
    ]
    return "En conflit", ("conflit", "fiche", "détail"), rows


def _similarity(index: PhraseIndex) -> tuple[Table, Table]:
    head = ("score", "fiche", "fiche", "phrase", "phrase")
    entries = [_pair_row(pair) for pair in index.nearest_entries(PAIRS)]
    phrases = [_pair_row(pair) for pair in index.near_phrases(NEAR_PHRASES)[:PAIRS]]
    return ("Fiches les plus proches", head, entries), ("Phrases les plus proches", head, phrases)


def _pair_row(pair: NearPair) -> tuple[str, ...]:
    phrases = (_shortened(pair.left_phrase), _shortened(pair.right_phrase))
    return (f"{pair.score:.2f}".replace(".", ","), pair.left, pair.right, *phrases)


def _shortened(phrase: str) -> str:
    return phrase if len(phrase) <= _PHRASE_WIDTH else phrase[: _PHRASE_WIDTH - 1] + "…"
