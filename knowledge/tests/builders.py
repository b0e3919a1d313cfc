"""A small repository of entries in a temporary folder."""

from datetime import date
from itertools import combinations
from pathlib import Path
from textwrap import dedent

import yaml

from knowledge.checks import check_calendar, check_contents
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.model import Entry, Library
from knowledge.problems import Problem

TODAY = date(2026, 11, 21)

SOURCES = """\
S1:
  title: "Guide fournisseur"
  url: null
  date: "2 mars 2020"
  publisher: "CD31"
U1:
  title: "Aide en ligne"
  url: "https://aide.exemple.fr/page?id=1"
  date: null
  publisher: "AIFE"
"""

_WORDS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept")


def phrases(topic: str, count: int = 12) -> list[str]:
    """Distinct training phrases about `topic`."""
    return [f"{topic} {first} {second}" for first, second in combinations(_WORDS, 2)][:count]


class Repository:
    """Writes entries where the loader looks for them."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)
        self.write("knowledge/sources.yml", SOURCES)

    def write(self, name: str, text: str) -> Path:
        path = self.layout.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def save(self, entry_id: str, body: str = "Voici la réponse.", **changes: object) -> Path:
        """A correct entry, but for `changes`; a key given as None is left out."""
        header: dict[str, object] = {
            "id": entry_id,
            "title": f"Que dire de {entry_id} ?",
            "theme": entry_id.split("/", maxsplit=1)[0],
            "audience": ["tous"],
            "questions": phrases(entry_id),
            "sources": ["S1"],
            "reviewed_on": date(2026, 11, 21),
            "review_by": date(2027, 5, 21),
            **changes,
        }
        kept = {key: value for key, value in header.items() if value is not None}
        front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000)
        return self.write(f"knowledge/entries/{entry_id}.md", f"---\n{front}---\n{dedent(body)}\n")

    def load(self) -> Library:
        return load_library(self.layout)

    def entry(self, entry_id: str) -> Entry:
        return next(entry for entry in self.load().entries if entry.id == entry_id)

    def problems(self, today: date = TODAY) -> list[Problem]:
        library = self.load()
        return check_contents(library) + check_calendar(library, today)

    def codes(self) -> set[str]:
        return {problem.code for problem in self.problems()}
