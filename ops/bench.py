"""`make bench`: set-up, start, turns, memory, desk, directory, written to docs/benchmarks.md.

Figures compare with each other in one run; they depend on the machine, which the page describes.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ops.console import say
from ops.delivery_bench import measure_delivery
from ops.delivery_bench import section as delivery_section
from ops.directory.bench import measure_directory, section
from ops.layout import ROOT
from ops.widget_bench import measure_widget
from ops.widget_bench import section as widget_section
from tests.stack import Stack
from tests.talk import Talk

PAGE = ROOT / "docs" / "benchmarks.md"
FAQ = ("mot de passe oublié", "comment déposer ma facture", "c'est quoi le cadre A9")
STATUS = ("où en est ma facture 201700100376", "et la 124 ?", "où en est la 201700000128")
TURNS = 60
WARM_UP = 3


@dataclass(frozen=True)
class Start:
    """Seconds from `make run` to each moment."""

    page: float
    ready: float
    first_answer: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--cold", action="store_true", help="mesurer aussi une copie neuve")
    cold = measure_cold() if parser.parse_args().cold else None
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        try:
            warm = measure_start(stack)
            say(f"démarrage à chaud : {warm}")
            rows = [measure_turns(stack, "FAQ", FAQ), measure_turns(stack, "suivi", STATUS)]
            memory = stack.memory()
        finally:
            stack.stop()
    say("échanges avec un agent : 500 conversations")
    exchanges = delivery_section(measure_delivery())
    say("annuaire : 150 000 structures")
    directory = section(measure_directory())
    say("widget : un téléphone lent")
    widget = widget_section(measure_widget())
    write(cold, warm, rows, memory, [*exchanges, "", *directory, "", *widget])
    return 0


def measure_start(stack: Stack) -> Start:
    page = stack.wait_for("/healthz")
    ready = stack.wait_for("/readyz")
    Talk(stack.url).say("mot de passe oublié")
    return Start(page, ready, time.monotonic() - stack.started)


def measure_cold() -> Start:
    """A fresh clone, no environment, no model: what a newcomer waits for."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "chorale"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        say("copie neuve : make run")
        stack = Stack(Path(folder), command=["make", "run"], cwd=clone)
        try:
            return measure_start(stack)
        finally:
            stack.stop()
            shutil.rmtree(clone, ignore_errors=True)


def measure_turns(stack: Stack, label: str, questions: tuple[str, ...]) -> tuple[str, list[float]]:
    """Milliseconds from the post to the end of the turn, one user at a time."""
    user = Talk(stack.url, "manuela.martin")
    times: list[float] = []
    for index in range(TURNS + WARM_UP):
        started = time.perf_counter()
        user.say(questions[index % len(questions)])
        times.append((time.perf_counter() - started) * 1000)
    return label, sorted(times[WARM_UP:])


def write(
    cold: Start | None,
    warm: Start,
    rows: list[tuple[str, list[float]]],
    memory: dict[str, int],
    others: list[str],
) -> None:
    previous = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    kept = [line for line in previous.splitlines() if line.startswith("| copie neuve")]
    lines = [*head(), "## Démarrage (secondes depuis `make run`)", ""]
    lines += ["| départ | page ouverte | tout est prêt | première réponse |", "|---|---|---|---|"]
    lines += [row("copie neuve", cold)] if cold else kept
    lines += [row("déjà installé", warm), "", "## Un tour, du message à sa fin (ms)", ""]
    lines += [f"{TURNS} tours, un utilisateur à la fois, par le contrat HTTP.", ""]
    lines += ["| tour | p50 | p95 | rapport à la FAQ (p50) |", "|---|---|---|---|"]
    base = statistics.median(rows[0][1])
    lines += [turn_row(label, times, base) for label, times in rows]
    lines += ["", "## Mémoire résidente après ces tours", "", "| programme | Mo |", "|---|---|"]
    lines += [f"| {name} | {size / 1e6:.0f} |" for name, size in memory.items()]
    lines += ["", *others]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"écrit : {PAGE.relative_to(ROOT)}")


def head() -> list[str]:
    return [
        "# Mesures",
        "",
        "Produites par `make bench` (`make bench COLD=1` mesure aussi une copie neuve, réseau "
        "compris). Elles valent les unes par rapport aux autres, sur une même machine :",
        f"ici {os.cpu_count()} cœurs, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}.",
        "",
    ]


def row(label: str, start: Start) -> str:
    return f"| {label} | {start.page:.1f} | {start.ready:.1f} | {start.first_answer:.1f} |"


def turn_row(label: str, times: list[float], base: float) -> str:
    p50, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
    return f"| {label} | {p50:.0f} | {p95:.0f} | {p50 / base:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
