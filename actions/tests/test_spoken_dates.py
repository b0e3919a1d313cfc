from datetime import date

import pytest

from actions.spoken_dates import date_pattern

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        ("2017-05-26", "2017-05-26"),
        ("--05-26", "--05-26"),
        ("2017-05", "2017-05"),
        ("hier", "2026-11-20"),
        ("hier matin", "2026-11-20"),
        ("avant-hier", "2026-11-19"),
        ("aujourd'hui", "2026-11-21"),
        ("lundi dernier", "2026-11-16"),
        ("samedi dernier", "2026-11-14"),
        ("vendredi", "2026-11-20"),
        ("la semaine derniere", "2026-11-09/2026-11-15"),
        ("cette semaine", "2026-11-16/2026-11-22"),
        ("le mois dernier", "2026-10"),
        ("ce mois-ci", "2026-11"),
        ("l'annee derniere", "2025-01-01/2025-12-31"),
        ("cette annee", "2026-01-01/2026-12-31"),
        ("il y a 3 jours", "2026-11-18"),
        ("il y a 2 semaines", "2026-11-02/2026-11-08"),
        ("il y a 11 mois", "2025-12"),
        ("il y a 2 ans", "2024-01-01/2024-12-31"),
        ("un jour peut-être", None),
        ("", None),
    ],
)
def test_days_as_people_say_them(said: str, pattern: str | None) -> None:
    assert date_pattern(said, SATURDAY) == pattern


def test_last_month_of_january_is_december() -> None:
    assert date_pattern("le mois dernier", date(2026, 1, 5)) == "2025-12"
