"""Small rules of the pages: where signing in leads, and how things are said."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.desk.pages import wording
from api.desk.pages.guard import seen_path

TEMPLATES = Path(wording.__file__).parents[1] / "templates"
NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "asked",
    ["https://ailleurs.fr/desk", "//ailleurs.fr/desk", "/ailleurs", "/desk\\@x", "", "/deskx"],
)
def test_signing_in_leads_nowhere_but_to_the_desk(asked: str) -> None:
    assert seen_path(asked) == "/desk"


@pytest.mark.parametrize("path", ["/desk", "/desk/account", "/desk/conversations/1"])
def test_signing_in_leads_back_to_the_page(path: str) -> None:
    assert seen_path(path) == path


@pytest.mark.parametrize(
    ("waited", "said"),
    [
        (timedelta(seconds=59), "moins d’1\u00a0min"),
        (timedelta(minutes=12), "12\u00a0min"),
        (timedelta(minutes=65), "1\u00a0h\u00a005"),
    ],
)
def test_a_wait_is_said_in_minutes_then_hours(waited: timedelta, said: str) -> None:
    assert wording.elapsed(NOW - waited, NOW) == said


def test_moments_are_those_of_paris() -> None:
    assert wording.moment(NOW) == "24/11/2026 à 10\u00a0h\u00a005"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0, 2, "moins de 2\u00a0min"), (5, 12, "5 à 12\u00a0min"), (3, 3, "3\u00a0min")],
)
def test_an_estimate_is_a_span(low: int, high: int, said: str) -> None:
    assert wording.span(low, high) == said


def test_money_is_written_as_in_french() -> None:
    assert wording.money(150_700, "EUR") == "1\u202f507,00\u00a0€"


def test_the_weekly_setting_is_said_in_french() -> None:
    assert wording.weekly_slots("mon-fri 08:30-18:30;sat 09:00-12:00") == [
        "du lundi au vendredi, de 8\u00a0h\u00a030 à 18\u00a0h\u00a030",
        "le samedi, de 9\u00a0h à 12\u00a0h",
    ]


def test_zero_is_singular() -> None:
    assert wording.counted(0, "présent", "présents") == "0\u00a0présent"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_no_line_breaks_before_a_sign_of_two_parts(path: Path) -> None:
    """A sign that needs a space before it never begins a line."""
    text = re.sub(r"{%.*?%}|{{.*?}}", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert re.findall(r"« | »|[^\s] [:;!?](?=[\s<\"]|$)", text) == []


def test_the_knowledge_reads_without_a_lone_question_mark() -> None:
    said = wording.unbroken("Où est l’espace « Factures émises » ? 20 % : a b")
    assert said == "Où est l’espace «\u00a0Factures émises\u00a0»\u00a0? 20\u00a0%\u00a0: a b"
