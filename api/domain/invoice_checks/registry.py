"""Every check, and what they say of an invoice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from api.domain.invoice_checks import (
    amounts,
    attachments,
    credit_note,
    currency,
    engagement,
    factur_x,
    file,
    framework,
    issue_date,
    market,
    number,
    payment,
    pdf,
    recipient,
    rules,
    service_code,
    supplier,
)
from api.domain.invoice_checks.check import Check, Finding, Problem, Severity
from api.domain.invoice_checks.subject import Subject
from api.domain.labelled import LabelledEnum

_TOPICS = (
    file,
    pdf,
    number,
    issue_date,
    supplier,
    recipient,
    service_code,
    engagement,
    market,
    framework,
    amounts,
    currency,
    payment,
    credit_note,
    attachments,
    factur_x,
    rules,
)
CHECKS: tuple[Check, ...] = tuple(chain.from_iterable(topic.CHECKS for topic in _TOPICS))


class Verdict(LabelledEnum):
    """The gravest of what was found."""

    WOULD_BE_REFUSED = "would_be_refused", "Cette facture serait refusée"
    DOUBTFUL = "doubtful", "Cette facture est à vérifier avant l’envoi"
    GOOD = "good", "Je ne vois rien qui s’oppose à l’envoi de cette facture"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, the gravest first; `passed` are the codes of checks that had nothing to say."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        severities = {finding.severity for finding in self.findings}
        if Severity.REFUSED in severities:
            return Verdict.WOULD_BE_REFUSED
        return Verdict.DOUBTFUL if Severity.DOUBTFUL in severities else Verdict.GOOD

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def examine(subject: Subject) -> Report:
    """Run every check that applies."""
    found: list[Finding] = []
    passed: list[str] = []
    for check in CHECKS:
        problems = check.find(subject)
        if problems is None:
            continue
        if not problems:
            passed.append(check.code)
        found.extend(_findings(check, problems))
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return Report(tuple(sorted(found, key=lambda item: ranks[item.severity])), tuple(passed))


def _findings(check: Check, problems: Sequence[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(
            problem.code or check.code,
            problem.severity or check.severity,
            problem.message,
            problem.how_to_fix or check.how_to_fix,
            check.entry,
            check.field,
            problem.value,
        )
