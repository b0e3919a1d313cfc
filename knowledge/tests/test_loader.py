from datetime import date

import pytest

from knowledge.model import Theme
from knowledge.tests.builders import Repository

HEADER = """\
---
id: account/lost-password
ref: FAQ-006
title: J’ai oublié mon mot de passe
theme: account
audience: [fournisseur, tous]
questions:
  - mot de passe oublié
sources: [S1, U1]
reviewed_on: 2026-11-21
review_by: 2027-05-21
follow_ups:
  - question: et sans courriel ?
    answer: Ouvrez un **ticket**.
---

Demandez la réinitialisation.
"""
PATH = "knowledge/entries/account/lost-password.md"


def test_a_written_entry_is_read_whole(repository: Repository) -> None:
    repository.write(PATH, HEADER)

    entry = repository.entry("account/lost-password")

    assert entry.header.ref == "FAQ-006"
    assert entry.header.theme is Theme.ACCOUNT
    assert entry.header.questions == ("mot de passe oublié",)
    assert entry.header.review_by == date(2027, 5, 21)
    assert entry.intent == "faq_account_lost_password"
    assert entry.text == "Demandez la réinitialisation."
    assert entry.follow_ups[0].content[0]["type"] == "paragraph"
    assert entry.body_line == 17


def test_entries_come_sorted_by_id(repository: Repository) -> None:
    for entry_id in ("works/b", "account/z", "works/a"):
        repository.save(entry_id)

    found = [entry.id for entry in repository.load().entries]

    assert found == ["account/z", "works/a", "works/b"]


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("---\nid", "id", 1, "front_matter_missing"),
        ("title: J", "title: « J: ", 4, "yaml_invalid"),
        ("reviewed_on: 2026-11-21", "reviewed_on: 2026-02-30", 10, "yaml_invalid"),
        ("theme: account", "theme: account\nref: FAQ-007", 6, "duplicate_key"),
        ("    answer", "    question: deux\n    answer", 14, "duplicate_key"),
        ("theme: account", "theme: account\nowner: moi", 6, "unknown_key"),
        ("    answer", "    reply: oui\n    answer", 14, "unknown_key"),
        ("title: J’ai oublié mon mot de passe\n", "", 1, "missing_key"),
        ("  - mot de passe oublié", "  - no", 8, "wrong_type"),
        ("  - mot de passe oublié", "  - délai : une heure", 8, "wrong_type"),
        ("questions:\n  - mot de passe oublié", "questions: mot de passe", 7, "wrong_type"),
        ("reviewed_on: 2026-11-21", 'reviewed_on: "2026-11-21"', 10, "wrong_type"),
        ("reviewed_on: 2026-11-21", "reviewed_on: 2026-11-21 10:00:00", 10, "wrong_type"),
        ("title: J’ai oublié mon mot de passe", 'title: ""', 4, "empty_value"),
        ("theme: account", "theme: sport", 5, "invalid_value"),
        ("[fournisseur, tous]", "[fournisseur, voisin]", 6, "invalid_value"),
        ("FAQ-006", "FAQ-6", 3, "invalid_form"),
        ("id: account/lost-password", "id: account/Lost_Password", 2, "invalid_form"),
        ("id: account/lost-password", "id: account/other", 2, "id_mismatch"),
        ("theme: account", "theme: works", 5, "theme_mismatch"),
        ("Ouvrez un **ticket**.", '"<b>Ouvrez</b>"', 14, "html_refused"),
        ("Demandez", "# Titre\n\nDemandez", 17, "markup_refused"),
    ],
)
def test_a_fault_is_told_at_its_line(
    repository: Repository, before: str, after: str, line: int, code: str
) -> None:
    assert before in HEADER
    repository.write(PATH, HEADER.replace(before, after, 1))

    found = [(problem.line, problem.code) for problem in repository.load().problems]

    assert (line, code) in found


def test_a_problem_reads_file_line_and_code(repository: Repository) -> None:
    repository.write(PATH, HEADER.replace("theme: account", "theme: account\nowner: moi"))

    (problem,) = repository.load().problems

    assert str(problem) == f"{PATH}:6 : erreur [unknown_key] la clé « owner » est inconnue."


def test_a_file_in_another_encoding_is_refused(repository: Repository) -> None:
    repository.write(PATH, "").write_bytes(HEADER.encode("latin-1", errors="replace"))

    assert [problem.code for problem in repository.load().problems] == ["not_utf8"]


def test_windows_line_ends_are_accepted(repository: Repository) -> None:
    repository.write(PATH, "").write_bytes(HEADER.replace("\n", "\r\n").encode())

    assert repository.load().problems == ()


def test_a_missing_list_of_sources_is_told(repository: Repository) -> None:
    repository.layout.sources.unlink()

    assert [problem.code for problem in repository.load().problems] == ["sources_missing"]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("S1: {title: Guide, url: null, date: null}\n", 1, "missing_key"),
        ("S1:\n  title: A\n  url: ftp://x\n  date: null\n  publisher: B\n", 3, "invalid_form"),
        ("S1:\n  title: A\n  url: null\n  date: 2020\n  publisher: B\n", 4, "wrong_type"),
        ("S1: rien\n", 1, "wrong_type"),
    ],
)
def test_a_source_is_read_as_strictly(
    repository: Repository, text: str, line: int, code: str
) -> None:
    repository.write("knowledge/sources.yml", text)

    assert [(p.line, p.code) for p in repository.load().problems] == [(line, code)]
