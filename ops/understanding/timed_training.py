"""Trains our model and the stock one from nothing, apart from the models that serve."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from ops.layout import BOT, BOT_PYTHON
from ops.training import QUIET, TrainingError

# All that `make run` trains, dialogue rules included.
OURS = ("train", "--config", "config.yml", "--domain", "domain", "--data", "data")
STOCK_CONFIG = BOT / "evaluation" / "stock.yml"
STOCK_EPOCHS = 100


@dataclass(frozen=True, slots=True)
class Trained:
    model: Path
    seconds: float


def stock(folder: Path, epochs: int) -> tuple[str, ...]:
    """The pipeline of `rasa init`; it only understands, its dialogue would be trained on top."""
    config = yaml.safe_load(STOCK_CONFIG.read_text(encoding="utf-8"))
    for step in config["pipeline"]:
        if "epochs" in step:
            step["epochs"] = epochs
    written = folder / "stock.yml"
    written.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return ("train", "nlu", "--config", str(written), "--nlu", "data")


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
