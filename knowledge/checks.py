"""Rules that one entry must keep by itself, whatever the others say."""

from collections.abc import Iterator
from datetime import date

from knowledge.answer_rules import answer_findings
from knowledge.cross_checks import check_together
from knowledge.model import Entry, Library
from knowledge.normalise import normalise
from knowledge.problems import Problem, Severity
from knowledge.variant_checks import check_variants

MIN_QUESTIONS = 12


def check_contents(library: Library) -> list[Problem]:
    """Everything that does not depend on the day: what was met while reading, then the rules."""
    problems = list(library.problems)
    for entry in library.entries:
        problems += [*_check_phrases(entry), *_check_sources(entry, library), *_check_answer(entry)]
        problems += [*_check_order_of_dates(entry), *check_variants(entry)]
    problems += check_together(library)
    return sorted(problems)


def check_calendar(library: Library, today: date) -> list[Problem]:
    """Reviews announced for the future (errors) and reviews that are late (warnings)."""
    problems = [
        entry.place.error("reviewed_in_future", "la date de relecture est à venir.", "reviewed_on")
        for entry in library.entries
        if entry.header.reviewed_on > today
    ]
    for entry in library.overdue(today):
        message = f"à relire depuis le {entry.header.review_by:%d/%m/%Y}."
        problems.append(entry.place.warning("review_overdue", message, "review_by"))
    return sorted(problems)


def errors_among(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _check_phrases(entry: Entry) -> Iterator[Problem]:
    count = len(entry.header.questions)
    if count < MIN_QUESTIONS:
        message = f"{count} phrases : il en faut au moins {MIN_QUESTIONS}."
        yield entry.place.error("too_few_questions", message, "questions")
    for key in ("questions", "not_questions"):
        for index, phrase in enumerate(getattr(entry.header, key)):
            if not _usable(phrase):
                message = f"« {phrase} » n’est pas une phrase utilisable (vide, « / » en tête…)."
                yield entry.place.error("question_unusable", message, key, index)


def _usable(phrase: str) -> bool:
    # A leading « / » is an order to Rasa; a control character would break its file.
    printable = all(char.isprintable() or char.isspace() for char in phrase)
    return printable and bool(normalise(phrase)) and not phrase.lstrip().startswith("/")


def _check_sources(entry: Entry, library: Library) -> Iterator[Problem]:
    if not entry.header.sources:
        yield entry.place.error("source_missing", "aucune source n’est citée.", "sources")
    for index, key in enumerate(entry.header.sources):
        if key not in library.sources:
            message = f"la source « {key} » n’est pas dans knowledge/sources.yml."
            yield entry.place.error("source_unknown", message, "sources", index)
        if key in entry.header.sources[:index]:
            message = f"la source « {key} » est citée deux fois."
            yield entry.place.error("source_repeated", message, "sources", index)


def _check_answer(entry: Entry) -> Iterator[Problem]:
    for found in answer_findings(entry.content):
        path, line = entry.place.path, entry.body_line
        yield Problem(path, line, found.code, found.message, found.severity)


def _check_order_of_dates(entry: Entry) -> Iterator[Problem]:
    if entry.header.review_by <= entry.header.reviewed_on:
        message = "la prochaine relecture doit suivre la dernière."
        yield entry.place.error("review_by_not_after", message, "review_by")
