"""Trains our model and the stock one from nothing, apart from the models that serve."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from ops.layout import BOT, BOT_PYTHON
from ops.training import QUIET, TrainingError

# All that `make run` trains, dialogue rules included.
OURS = ("train", "--config", "config.yml", "--domain", "domain", "--data", "data")
# The stock pipeline only understands: its dialogue would be trained on top.
STOCK = ("train", "nlu", "--config", "evaluation/stock.yml", "--nlu", "data")


@dataclass(frozen=True, slots=True)
class Trained:
    model: Path
    seconds: float


def train(name: str, arguments: tuple[str, ...], folder: Path) -> Trained:
    """`folder` receives the model, its log and a cache of its own, so that nothing is reused.

    Raises:
        TrainingError: with the end of Rasa's own words.
    """
    command = [str(BOT_PYTHON), "-m", "rasa", *arguments, "--out", str(folder)]
    environment = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(folder / f"{name}-cache")}
    log, model = folder / f"{name}.log", folder / f"{name}.tar.gz"
    started = time.monotonic()
    with log.open("wb") as output:
        done = subprocess.run(
            [*command, "--fixed-model-name", name],
            cwd=BOT, env=environment, stdout=output, stderr=output, check=False,
        )  # fmt: skip
    if done.returncode or not model.exists():
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise TrainingError(f"L’entraînement de « {name} » a échoué ({done.returncode}) :\n{end}")
    return Trained(model, time.monotonic() - started)
