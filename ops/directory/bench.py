"""`python -m ops.directory.bench`: how fast, how right and how big the directory's search is.

150,000 structures in SQLite, the real api alone, questions over HTTP one at a time; then four
people ask at once while another one looks whether the program still answers.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from api.core.db import Database
from api.models.user import User
from ops.console import say
from ops.directory.generator import COUNT, directory
from ops.directory.loading import load_bodies
from ops.directory.misspelt import Misspelt, Part, misspelt
from ops.layout import PYTHON, ROOT, any_free

LOGIN = "manuela.martin"  # the demonstration signs identities of its own users only
_PEOPLE = 4
_PAUSE = threading.Event()


@dataclass(frozen=True)
class DirectoryFigures:
    """Times in milliseconds, but `reading`: seconds. `memory`: bytes, beside an empty api.

    `processor`: what one question costs the api.
    """

    questions: int
    right: int
    among_five: int
    times: Sequence[float]
    processor: float
    other_times: Sequence[float]
    reading: float
    memory: int


@dataclass(frozen=True)
class Api:
    """`reading`: seconds from an answer of the program to that of its first search."""

    client: httpx.Client
    process: psutil.Process
    reading: float

    @property
    def memory(self) -> int:
        return self.process.memory_info().rss

    @property
    def worked(self) -> float:
        """Seconds of processor since its start."""
        times = self.process.cpu_times()
        return times.user + times.system


def measure_directory(part: Part = "held_out") -> DirectoryFigures:
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        _prepare(Path(empty), bodies=False)
        _prepare(Path(full), bodies=True)
        with _serve(Path(empty)) as api:
            before = api.memory
        with _serve(Path(full)) as api:
            return _measure(api, before, misspelt(part))


def _measure(api: Api, before: int, asked: Sequence[Misspelt]) -> DirectoryFigures:
    worked = api.worked
    ranks, times = zip(*(_ask(api.client, item) for item in asked), strict=True)
    processor = (api.worked - worked) * 1000 / len(asked)
    others = _times_of_others(api.client, asked)
    return DirectoryFigures(
        questions=len(asked),
        right=sum(rank == 0 for rank in ranks),
        among_five=sum(rank < 5 for rank in ranks),
        times=sorted(times),
        processor=processor,
        other_times=others,
        reading=api.reading,
        memory=api.memory - before,
    )


def _ask(client: httpx.Client, item: Misspelt) -> tuple[int, float]:
    """The rank of the structure that was meant (100 when it is not shown), and milliseconds."""
    started = time.perf_counter()
    answer = client.get("/portal/v1/structures", params={"q": item.query})
    elapsed = (time.perf_counter() - started) * 1000
    found = [structure["siret"] for structure in answer.raise_for_status().json()["items"]]
    return (found.index(item.siret) if item.siret in found else 100), elapsed


def _times_of_others(client: httpx.Client, asked: Sequence[Misspelt]) -> list[float]:
    """How long a trivial request waits while several people search without a pause."""
    times: list[float] = []

    def search(start: int) -> None:
        for item in asked[start::_PEOPLE]:
            _ask(client, item)

    people = [threading.Thread(target=search, args=(start,)) for start in range(_PEOPLE)]
    for person in people:
        person.start()
    while any(person.is_alive() for person in people):
        started = time.perf_counter()
        client.get("/healthz").raise_for_status()
        times.append((time.perf_counter() - started) * 1000)
        _PAUSE.wait(0.01)
    return sorted(times)


def _prepare(folder: Path, *, bodies: bool) -> None:
    command = [str(PYTHON), "-m", "alembic", "upgrade", "head"]
    subprocess.run(command, cwd=ROOT, env=_environment(folder), check=True, capture_output=True)
    asyncio.run(_fill(f"sqlite+aiosqlite:///{folder / 'chorale.db'}", bodies=bodies))


async def _fill(url: str, *, bodies: bool) -> None:
    database = Database(url)
    async with database.new_session.begin() as session:
        session.add(User(login=LOGIN, name="Manuela Martin"))
        if bodies:
            await load_bodies(session, directory())
    await database.dispose()


@contextmanager
def _serve(folder: Path) -> Iterator[Api]:
    port = any_free()
    command = [str(PYTHON), "-m", "uvicorn", "--factory", "api.app:create_app"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(folder))
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            _wait_until_up(client)
            started = time.perf_counter()
            identity = client.post("/demo/v1/identities", json={"login": LOGIN}).json()["identity"]
            client.headers["Authorization"] = f"Bearer {identity}"
            client.get("/portal/v1/structures", params={"q": "?"}).raise_for_status()
            reading = time.perf_counter() - started
            yield Api(client, psutil.Process(process.pid), reading)
    finally:
        process.terminate()
        process.wait(20)


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CHORALE_")}
    return {**kept, "CHORALE_DATA_DIR": str(folder)}


def _wait_until_up(client: httpx.Client) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            client.get("/healthz").raise_for_status()
            return
        except httpx.HTTPError:
            _PAUSE.wait(0.05)
    raise AssertionError("the api did not start")


def section(figures: DirectoryFigures) -> list[str]:
    """For docs/benchmarks.md."""
    return [
        "## Annuaire",
        "",
        f"{COUNT // 1000} 000 structures publiques fabriquées par règles (SQLite, `api` seule), "
        f"{figures.questions} questions mal écrites d’avance, que le réglage n’a pas vues, par "
        "HTTP, une à la fois. « Processeur » : le temps de calcul d’une question dans `api`. "
        f"« Ailleurs » : l’attente d’une autre requête pendant que {_PEOPLE} personnes cherchent.",
        "",
        "| p50 (ms) | p95 (ms) | processeur (ms) | au 1er rang | dans les 5 | ailleurs p95 (ms) "
        "| ailleurs max (ms) | lecture au démarrage (s) | mémoire (Mo) |",
        "|---|---|---|---|---|---|---|---|---|",
        f"| {_quantile(figures.times, 0.5):.0f} | {_quantile(figures.times, 0.95):.0f} "
        f"| {figures.processor:.0f} "
        f"| {_share(figures.right, figures)} | {_share(figures.among_five, figures)} "
        f"| {_quantile(figures.other_times, 0.95):.0f} | {figures.other_times[-1]:.0f} "
        f"| {figures.reading:.1f} | {figures.memory / 1e6:.0f} |",
    ]


def _quantile(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)]


def _share(count: int, figures: DirectoryFigures) -> str:
    return f"{100 * count / figures.questions:.1f} %".replace(".", ",")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.directory.bench")
    parser.add_argument("--tuning", action="store_true", help="les questions de réglage")
    part = "tuning" if parser.parse_args().tuning else "held_out"
    say(f"annuaire : {COUNT} structures")
    print("\n".join(section(measure_directory(part))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
