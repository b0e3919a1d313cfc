"""The report of a Schematron (SVRL), as breaches of rules."""

import re
from typing import Any

from api.domain.invoice_checks.subject import RuleBreach
from api.formats.lxml_etree import etree

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_NAMED = re.compile(r"^\s*\[([A-Za-z0-9._-]{1,40})\]")
_MAX_WORDS = 500
# A hostile file breaks a rule on each of its lines: they are counted, not kept.
_MAX_RULES = 200


def breaches_of(report: str) -> list[RuleBreach]:
    """One a rule and sentence, in the order of the report."""
    root: Any = etree.fromstring(report.encode(), etree.XMLParser(huge_tree=True))
    counted: dict[tuple[str, str, bool], int] = {}
    for found in root.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        words = " ".join("".join(found.itertext()).split())[:_MAX_WORDS]
        named = _NAMED.match(words)
        rule = named[1] if named else str(found.get("id") or "?")
        key = (rule, words, found.get("flag") in (None, "fatal", "error"))
        if key in counted or len(counted) < _MAX_RULES:
            counted[key] = counted.get(key, 0) + 1
    return [
        RuleBreach(rule, words, fatal, times) for (rule, words, fatal), times in counted.items()
    ]
