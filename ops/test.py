"""`make test`: the checks, then every test, from the smallest to the whole system in a browser."""

import os
import subprocess
import sys
from collections.abc import MutableMapping
from pathlib import Path

from ops.chromium import BrowserMissingError, ensure_chromium
from ops.console import say
from ops.layout import BOT, BOT_PYTHON, PYTHON, ROOT
from ops.training import QUIET, TrainingError, ensure_model, model_path

_MOST_WORKERS = 8  # our choice: about 1 GB each


def run(label: str, command: list[str], cwd: Path = ROOT, **environment: str) -> bool:
    say(f"— {label}")
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, check=False)
    say(f"{label} : {'échec' if done.returncode else 'ok'}")
    return done.returncode == 0


def keep_compiled_code(environment: MutableMapping[str, str]) -> None:
    """Where code compiled by Python may not lie beside its source, it is kept in `build`.

    Tests start dozens of programs: each would compile again all that it imports, six seconds of
    processor for the api and more for Rasa.
    """
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / "build" / "pycache"))


def e2e_stories() -> list[str]:
    """Every story under bot/tests/e2e, typed to the trained model; any wrong prediction fails."""
    return [
        str(BOT_PYTHON), "-m", "rasa", "test", "core", "--e2e", "--stories", "tests/e2e",
        "--model", str(model_path()), "--fail-on-prediction-errors", "--no-plot",
        "--out", str(ROOT / "build" / "e2e"),
    ]  # fmt: skip


def shared_out() -> list[str]:
    """Neighbours stay together: what a module shares is made once.

    A worker for each processor, but not dozens: each has a PostgreSQL and a Chromium of its own.
    """
    workers = min(max(2, os.cpu_count() or 2), _MOST_WORKERS)
    return ["-n", str(workers), "--dist", "worksteal"]


def main() -> int:
    keep_compiled_code(os.environ)
    try:
        os.environ["CHORALE_CHROMIUM"] = ensure_chromium()
        results = [run("fiches compilées", [str(PYTHON), "-m", "knowledge", "compile"])]
        results.append(run("widget allégé", [str(PYTHON), "-m", "ops.widget"]))
        results.append(run("contrôles", [str(PYTHON), "-m", "ops.check"]))
        say("— modèle (entraîné si ses données ont changé)")
        ensure_model()
    except (BrowserMissingError, TrainingError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    results.append(run("dialogues (rasa test --e2e)", e2e_stories(), BOT, **QUIET))
    packages = ["api", "actions", "knowledge", "ops"]
    results.append(run("bot", [str(BOT_PYTHON), "-m", "pytest"], BOT, **QUIET))
    results.append(run("paquets", [str(PYTHON), "-m", "pytest", *shared_out(), *packages]))
    results.append(run("système entier", [str(PYTHON), "-m", "pytest", "tests"]))
    say("tout est vert" if all(results) else "des tests échouent, voir ci-dessus")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
