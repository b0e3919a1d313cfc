"""What holds digits and is no reference: addresses, accounts, telephones, hours, versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from components.references.found import Found

KIND = "unrelated"
_ANY = re.compile(
    "|".join(
        (
            r"\bhttps?://\S+|\bwww\.\S+",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            r"\bfr ?\d{2}(?: ?\d{4}){5} ?\d{3}\b",  # IBAN
            r"\bfr ?\d{2} ?\d{3} ?\d{3} ?\d{3}\b",  # European VAT number
            r"(?<![\w/.-])(?:\+33 ?|0033 ?|0)[1-9](?:[ .-]?\d{2}){4}(?![\w-])",  # telephone
            r"\bsol-\d{4}-\d+\b",  # a sollicitation, which is no invoice
            r"\bkb ?\d{4,}\b",
            r"(?<!\w)\d{1,2} ?(?:h|heures?)(?: ?\d{2})?(?!\w)|(?<!\w)\d{1,2}:\d{2}(?!\w)",
            r"(?<!\w)(?:24|7) ?[hj]? ?(?:/|sur) ?(?:24|7) ?[hj]?(?!\w)",
            r"\b(?:articles?|art\.?) ?(?:[rld][ .]?)?\d+(?:-\d+)*|\b[rld]\.? ?\d{4}-\d+\b",
            r"\bloi (?:n° ?)?\d{4}-\d+|\b(?:decret|ordonnance|arrete)\D{0,12}\d{4}-\d+",
            r"\bv(?:ersion)? ?\d+(?:\.\d+)+\b",
            r"\d+(?:[.,]\d+)? ?%",
        )
    )
)


def find(text: str) -> Iterator[Found]:
    for match in _ANY.finditer(text):
        yield Found(KIND, match[0], match.start(), match.end())
