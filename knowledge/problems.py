"""What is wrong with the knowledge, said so that its writer finds the line."""

from dataclasses import dataclass

from knowledge.labelled import LabelledEnum


class Severity(LabelledEnum):
    """An error stops the compilation; a warning is only told."""

    ERROR = "error", "erreur"
    WARNING = "warning", "avertissement"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `path` is relative to the repository, `line` counts from 1, `code` is stable."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line} : {self.severity.label} [{self.code}] {self.message}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem whose file is not known yet, only its line (counted from 1)."""

    line: int
    code: str
    message: str
