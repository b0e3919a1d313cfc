"""Trains the model only when what it is made of has changed."""

import hashlib
import os
import subprocess
from pathlib import Path

from ops.layout import BOT, BOT_PYTHON, ROOT, data_dir

INPUTS = ("config.yml", "uv.lock", "domain/**/*.yml", "data/**/*.yml", "components/**/*.py")
BUNDLE = ROOT / "build" / "knowledge.json"
KEPT_MODELS = 2
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": str(BOT),
}


class TrainingError(Exception):
    """Rasa refused the training data; the log says why."""


def model_path() -> Path:
    """The model that fits the present inputs; it may not exist yet."""
    return BOT / "models" / f"chorale-{fingerprint()}.tar.gz"


def fingerprint() -> str:
    """Sixteen hexadecimal digits over the names and the bytes of all inputs."""
    digest = hashlib.sha256()
    files = {path for pattern in INPUTS for path in BOT.glob(pattern)} | {BUNDLE}
    for path in sorted(files):
        content = path.read_bytes() if path.exists() else b""
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:16]


def train(log: Path) -> Path:
    """Train into `model_path()`; takes a minute or so on two cores.

    Raises:
        TrainingError: with the end of Rasa's own words.
    """
    target = model_path()
    name = target.name.removesuffix(".tar.gz")
    command = [
        str(BOT_PYTHON), "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain",
        "--data", "data", "--out", "models", "--fixed-model-name", name,
        "--force",  # Rasa's cache does not see that an answer changed
    ]  # fmt: skip
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=BOT, env={**os.environ, **QUIET}, stdout=output, stderr=output, check=False
        )
    if done.returncode or not target.exists():
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise TrainingError(f"L’entraînement a échoué ({log.name}) :\n{end}")
    _forget_old_models()
    return target


def ensure_model() -> Path:
    """The model for the present inputs, trained if it is not there."""
    path = model_path()
    return path if path.exists() else train(data_dir() / "log" / "training.log")


def _forget_old_models() -> None:
    models = sorted(
        (BOT / "models").glob("chorale-*.tar.gz"), key=lambda path: path.stat().st_mtime
    )
    for old in models[:-KEPT_MODELS]:
        old.unlink()
