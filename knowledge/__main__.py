"""`python -m knowledge {check|compile|report}`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.checks import check_calendar, check_contents, errors_among
from knowledge.compiler import write_outputs
from knowledge.evaluation_checks import check_evaluation
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.model import Library
from knowledge.problems import Problem
from knowledge.report import write_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 when the knowledge has errors, 0 otherwise."""
    options = _parser().parse_args(arguments)
    layout = Layout(options.root.resolve()) if options.root else Layout()
    today = options.today or datetime.now(ZoneInfo("Europe/Paris")).date()
    command: Callable[[Layout, date], int] = options.command
    return command(layout, today)


def check(layout: Layout, today: date) -> int:
    """Tell every problem; only errors make the exit code 1."""
    library = load_library(layout)
    problems = check_contents(library) + check_calendar(library, today)
    problems += check_evaluation(library, layout)
    errors = _tell(problems)
    warnings = len(problems) - errors
    _say(f"{_summary(library, today)} ; {errors} erreur(s), {warnings} avertissement(s).")
    return 1 if errors else 0


def compile_all(layout: Layout, today: date) -> int:
    """Write the files for Rasa and for the API, unless there is an error."""
    library = load_library(layout)
    errors = errors_among(check_contents(library))
    if errors:
        _tell(errors)
        _say(f"Rien n’est écrit : {len(errors)} erreur(s).")
        return 1
    written = write_outputs(library, layout)
    names = ", ".join(layout.relative(path) for path in written)
    _say(f"{_summary(library, today)} ; {f'écrit : {names}' if names else 'rien n’a changé'}.")
    return 0


def report(layout: Layout, today: date) -> int:
    """Print the tables, whatever the errors."""
    _say(write_report(load_library(layout), today))
    return 0


def _summary(library: Library, today: date) -> str:
    late = len(library.overdue(today))
    return f"{len(library.entries)} fiches, {library.question_count} phrases, {late} à relire"


def _tell(problems: Sequence[Problem]) -> int:
    for problem in sorted(problems):
        _say(str(problem))
    return len(errors_among(list(problems)))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Fiches de Chorale.")
    parser.add_argument("--root", type=Path, help="racine du dépôt (par défaut : celui-ci)")
    parser.add_argument("--today", type=date.fromisoformat, help="jour du contrôle (AAAA-MM-JJ)")
    commands = parser.add_subparsers(required=True, metavar="{check,compile,report}")
    for name, command, help_text in (
        ("check", check, "contrôle les fiches"),
        ("compile", compile_all, "écrit les fichiers de Rasa et le paquet de l’API"),
        ("report", report, "affiche les tableaux de suivi"),
    ):
        commands.add_parser(name, help=help_text).set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
