"""What a check is, and what it finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import Reading, ReadInvoice
from api.domain.labelled import LabelledEnum

# A value that is quoted back to the user: enough to recognise it.
_MAX_SHOWN = 60


class Severity(LabelledEnum):
    """From the gravest. Labels are the titles of the report's parts."""

    REFUSED = "refused", "Serait refusé"
    DOUBTFUL = "doubtful", "À vérifier"
    INFO = "info", "Bon à savoir"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `code`, `severity` and `how_to_fix` win over those of the check."""

    message: str
    value: str | None = None
    how_to_fix: str | None = None
    severity: Severity | None = None
    code: str | None = None


type Problems = Sequence[Problem] | None
"""Empty: checked, and right. None: does not apply, or cannot be told."""


@dataclass(frozen=True, slots=True)
class Check:
    """`entry` is the knowledge entry that explains; `field` names the value that is looked at."""

    code: str
    severity: Severity
    entry: str
    how_to_fix: str
    find: Callable[[Subject], Problems]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as it is told: sentences are French, `value` is what the file says, cut."""

    code: str
    severity: Severity
    message: str
    how_to_fix: str
    entry: str
    field: str | None
    value: str | None


def shown(value: str) -> str:
    """A value of the file fit for a sentence: one line, cut, and no address to click on."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    line = line.replace("://", ":/ /")
    return line if len(line) <= _MAX_SHOWN else f"{line[:_MAX_SHOWN]}…"


def doubt_of_text(invoice: ReadInvoice) -> Severity | None:
    """Words may be misread: what is wrong in them is to be looked at, not yet a refusal."""
    return Severity.DOUBTFUL if invoice.reading is Reading.TEXT else None


def missing(invoice: ReadInvoice, in_data: str, in_text: str) -> Problem:
    """A value that is not there; in a text, our reading may be at fault, so it is a doubt."""
    doubt = doubt_of_text(invoice)
    return Problem(in_text, severity=doubt) if doubt else Problem(in_data)
