"""Names as people mistype them, and the structure each one means; written before any tuning.

The search was tuned on `misspelt_tuning.tsv` alone; `misspelt_held_out.tsv` only measures it.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

type Part = Literal["tuning", "held_out"]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Misspelt:
    """`siret` and `meant` are those of one body of `directory()`."""

    query: str
    siret: str
    meant: str


def misspelt(part: Part) -> list[Misspelt]:
    with (_DATA / f"misspelt_{part}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Misspelt(row["query"], row["siret"], row["meant"]) for row in rows]
