"""The measures in French tables, for docs/evaluation.md and for the terminal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.evaluation_sets import Slice
from ops.understanding.scores import InScopeScores, Rate, Scores

type Measure = Callable[[Scores], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """One model that was measured; `training` in seconds, None when it was there already."""

    name: str
    scores: Scores
    training: float | None


def tables(subjects: Sequence[Subject]) -> list[str]:
    """Markdown lines: the goals, the slices, the portal, the costs."""
    lines = ["## En bref", "", *_goals(subjects), "", "## Par façon d’écrire", ""]
    for subject in subjects:
        lines += [f"### {subject.name}", "", *_slices(subject.scores), ""]
    if any(subject.scores.portal for subject in subjects):
        lines += ["## Demandes servies par le portail", "", *_portal(subjects), ""]
    return [*lines, "## Coût", "", *_costs(subjects)]


def _goals(subjects: Sequence[Subject]) -> Iterator[str]:
    rows: list[tuple[str, str, Measure]] = [
        ("bonne fiche au premier rang", "≥ 92 %", lambda s: share(s.in_scope.top_1)),
        ("bonne fiche parmi les trois premières", "≥ 98 %", lambda s: share(s.in_scope.top_3)),
        ("réponse donnée, et juste", "", lambda s: share(s.in_scope.right)),
        ("réponse donnée, mais fausse", "≤ 3 %", lambda s: share(s.in_scope.wrong)),
        ("doute, bonne fiche proposée", "", lambda s: share(s.in_scope.suggested)),
        ("refus à tort (rien de juste proposé)", "≤ 5 %", lambda s: share(s.in_scope.lost)),
        ("hors sujet lointain refusé", "≥ 90 %", lambda s: share(s.refused["far"])),
        ("hors sujet proche refusé", "≥ 75 %", lambda s: share(s.refused["near"])),
        ("souhait d’un agent reconnu", "≥ 99 %", lambda s: share(s.hand_over.recognised)),
        ("… dont servi sans demander de confirmer", "", lambda s: share(s.hand_over.direct)),
        ("… ou répondu avec un bouton vers un agent", "", lambda s: share(s.hand_over.in_reach)),
        (
            "passage à un agent non voulu, questions du domaine",
            "0",
            lambda s: counted(s.hand_over.false_in_scope),
        ),
        (
            "agent proposé à tort, questions du domaine",
            "",
            lambda s: counted(s.hand_over.asked_in_scope),
        ),
        (
            "passage à un agent non voulu, autres phrases",
            "0",
            lambda s: counted(s.hand_over.false_elsewhere),
        ),
        (
            "écart entre la confiance et la justesse (points)",
            "",
            lambda s: number(points(s.calibration_error)),
        ),
        ("demande du portail reconnue", "", lambda s: share(_sum(s.portal.values()))),
    ]
    yield row(["mesure", "à atteindre", *(subject.name for subject in subjects)])
    yield "|---|---|" + "---|" * len(subjects)
    for label, goal, measure in rows:
        yield row([label, goal, *(measure(subject.scores) for subject in subjects)])


def _slices(scores: Scores) -> Iterator[str]:
    yield row(["phrases", "nombre", "1er rang", "3 premiers", "fausses", "refus à tort"])
    yield "|---|---|---|---|---|---|"
    for kind in Slice:
        yield _slice_row(kind.label, scores.by_slice[kind.value])
    yield _slice_row("toutes", scores.in_scope)


def _slice_row(label: str, part: InScopeScores) -> str:
    rates = (part.top_1, part.top_3, part.wrong, part.lost)
    return row([label, str(part.top_1.of), *(share(rate) for rate in rates)])


def _portal(subjects: Sequence[Subject]) -> Iterator[str]:
    yield row(["intention", *(subject.name for subject in subjects)])
    yield "|---|" + "---|" * len(subjects)
    for intent in subjects[0].scores.portal:
        yield row([f"`{intent}`", *(share(s.scores.portal[intent]) for s in subjects)])


def _costs(subjects: Sequence[Subject]) -> Iterator[str]:
    rows: list[tuple[str, str, Callable[[Subject], str]]] = [
        ("entraînement (s)", "≤ 120", lambda s: number(s.training)),
        ("taille du modèle (Mo)", "", lambda s: number(s.scores.cost.bytes / 1e6)),
        ("chargement (s)", "", lambda s: number(s.scores.cost.load_seconds)),
        ("mémoire résidente (Mo)", "≤ 800", lambda s: number(s.scores.cost.resident_bytes / 1e6)),
        ("analyse d’une phrase, p50 (ms)", "", lambda s: number(s.scores.times.p50)),
        ("analyse d’une phrase, p95 (ms)", "", lambda s: number(s.scores.times.p95)),
        ("80 à 120 caractères, p50 (ms)", "≤ 15", lambda s: number(s.scores.times.typical_p50)),
        ("80 à 120 caractères, p95 (ms)", "≤ 40", lambda s: number(s.scores.times.typical_p95)),
    ]
    yield row(["mesure", "à atteindre", *(subject.name for subject in subjects)])
    yield "|---|---|" + "---|" * len(subjects)
    for label, goal, measure in rows:
        yield row([label, goal, *(measure(subject) for subject in subjects)])


def share(rate: Rate) -> str:
    """« 92,4 % », or a dash when nothing was measured."""
    return "—" if rate.share is None else f"{number(100 * rate.share)} %"


def points(value: float | None) -> float | None:
    return None if value is None else 100 * value


def counted(rate: Rate) -> str:
    return f"{rate.hits} sur {rate.of}"


def number(value: float | None) -> str:
    """One decimal, with the French comma."""
    return "—" if value is None else f"{value:.1f}".replace(".", ",")


def row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _sum(rates: Iterable[Rate]) -> Rate:
    listed = list(rates)
    return Rate(sum(rate.hits for rate in listed), sum(rate.of for rate in listed))
