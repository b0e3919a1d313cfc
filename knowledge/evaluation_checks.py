"""Rules of the evaluation and calibration phrases, without which a measure means nothing."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.evaluation_sets import HandOverPhrase, PhraseSet, Written, load_set
from knowledge.layout import Layout
from knowledge.leakage import find_leaks
from knowledge.model import Diagnosis, Library
from knowledge.normalise import normalise
from knowledge.problems import Problem, Severity
from knowledge.training_phrases import KnownPhrase, dialogue_examples, training_phrases

MIN_IN_SCOPE, MIN_OUT_OF_SCOPE = 600, 200


def check_evaluation(library: Library, layout: Layout) -> list[Problem]:
    """What is wrong in both sets; a repository without them (the folder is absent) has nothing."""
    if not layout.evaluation.is_dir():
        return []
    evaluation = load_set(layout.evaluation, layout)
    calibration = load_set(layout.calibration, layout)
    problems = [*_check_size(evaluation, layout.relative(layout.evaluation))]
    for phrases in (evaluation, calibration):
        problems += [*phrases.problems, *_check_set(phrases, library, layout)]
    problems += _check_leaks(evaluation, calibration, training_phrases(library, layout))
    problems += _check_coverage(evaluation, library)
    return sorted(problems)


def _check_size(evaluation: PhraseSet, folder: str) -> Iterator[Problem]:
    for count, least, label in (
        (len(evaluation.in_scope), MIN_IN_SCOPE, "du domaine"),
        (len(evaluation.out_of_scope), MIN_OUT_OF_SCOPE, "hors du domaine"),
    ):
        if count < least:
            message = f"{count} phrases {label} : il en faut au moins {least}."
            yield Problem(folder, 1, "evaluation_too_small", message)


def _check_set(phrases: PhraseSet, library: Library, layout: Layout) -> Iterator[Problem]:
    yield from _check_entries(phrases, library)
    yield from _check_intents(phrases, layout)
    yield from _check_duplicates(phrases.all())


def _check_entries(phrases: PhraseSet, library: Library) -> Iterator[Problem]:
    for written in phrases.in_scope:
        entry = written.phrase.entry
        if entry not in library.known_ids:
            message = f"la fiche « {entry} » n’existe pas."
            yield written.error("evaluation_entry_unknown", message, "entry")
        elif written.phrase.theme != Path(written.place.path).stem:
            message = f"la fiche « {entry} » n’est pas du thème de ce fichier."
            yield written.error("evaluation_theme_mismatch", message, "entry")


def _check_intents(phrases: PhraseSet, layout: Layout) -> Iterator[Problem]:
    # A diagnosis may be reached by the phrases of its entries alone.
    known = {examples.intent for examples in dialogue_examples(layout)} | set(Diagnosis)
    for written in phrases.portal:
        if written.phrase.intent not in known:
            message = f"l’intention « {written.phrase.intent} » n’existe pas dans bot/data/nlu."
            yield written.error("evaluation_intent_unknown", message, "intent")


def _check_duplicates(phrases: Iterable[Written[HandOverPhrase]]) -> Iterator[Problem]:
    first: dict[str, Written[HandOverPhrase]] = {}
    for written in phrases:
        form = normalise(written.text) or written.text.strip()
        holder = first.setdefault(form, written)
        if holder is not written:
            message = f"« {written.text} » est déjà dans {holder.where}."
            yield written.error("evaluation_duplicate", message)


def _check_leaks(
    evaluation: PhraseSet, calibration: PhraseSet, training: Sequence[KnownPhrase]
) -> Iterator[Problem]:
    tuned = [KnownPhrase(written.text, written.where) for written in calibration.all()]
    yield from _leaks(evaluation, [*training, *tuned], Severity.ERROR)
    # A threshold chosen on what was learned is too sure of itself, but measures nothing wrongly.
    yield from _leaks(calibration, training, Severity.WARNING)


def _leaks(
    phrases: PhraseSet, known: Sequence[KnownPhrase], severity: Severity
) -> Iterator[Problem]:
    # Places only: whoever writes entries reads these lines, and must not learn the phrases.
    written = list(phrases.all())
    for leak in find_leaks((item.text for item in written), known):
        item, share = written[leak.position], round(leak.score * 100)
        message = (
            f"cette phrase est trop près d’une autre ({leak.known.where}, {share} %) : "
            "c’est elle qu’il faut récrire ou retirer."
        )
        tell = item.error if severity is Severity.ERROR else item.warning
        yield tell("evaluation_leak", message)


def _check_coverage(evaluation: PhraseSet, library: Library) -> Iterator[Problem]:
    measured = {written.phrase.entry for written in evaluation.in_scope}
    for entry in library.entries:
        if entry.id not in measured:
            message = "aucune phrase d’évaluation ne mesure cette fiche."
            yield entry.place.warning("entry_not_evaluated", message, "id")
