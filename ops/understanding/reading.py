"""What a trained model understands of phrases, read by the bot's own Python."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ops.layout import BOT, BOT_PYTHON
from ops.services import SERVING


@dataclass(frozen=True, slots=True)
class Parse:
    """`intent` may be `nlu_fallback`; `ranking` holds the real intents, the likeliest first."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to keep the model ready; the memory is that of Rasa with it."""

    bytes: int
    load_seconds: float
    resident_bytes: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`parses[text]` for every text that was given."""

    cost: Cost
    parses: dict[str, Parse]


class ReadingError(Exception):
    """The model could not be read; the sentence ends with the bot's own words."""


def read(model: Path, texts: Sequence[str]) -> Reading:
    """Load the model in a process of its own and parse every text, one at a time.

    Raises:
        ReadingError: the model does not load.
    """
    done = subprocess.run(
        [str(BOT_PYTHON), "-m", "evaluation.parse", "--model", str(model.resolve())],
        input=json.dumps(list(texts)),
        cwd=BOT, env={**os.environ, **SERVING}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        end = "\n".join(done.stderr.splitlines()[-10:])
        raise ReadingError(f"Le modèle {model.name} ne se lit pas :\n{end}")
    answer = json.loads(done.stdout)
    parses = dict(zip(texts, _parses(answer["phrases"]), strict=True))
    return Reading(Cost(**answer["model"]), parses)


def _parses(phrases: list[dict]) -> Iterator[Parse]:
    for phrase in phrases:
        ranking = tuple((str(name), float(share)) for name, share in phrase["ranking"])
        yield Parse(phrase["intent"], phrase["confidence"], ranking, phrase["milliseconds"])
