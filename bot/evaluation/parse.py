"""`python -m evaluation.parse --model FILE < phrases.json > reading.json`, any trained Rasa model.

In: a JSON list of texts. Out: what the whole pipeline understands of each, with the time it took,
and what the model costs to keep:
{"model": {"bytes", "load_seconds", "resident_bytes"},
 "phrases": [{"intent", "confidence", "ranking": [[name, confidence]…], "milliseconds"}…]}
`intent` may be `nlu_fallback`, which `ranking` never holds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Sequence

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

FALLBACK = "nlu_fallback"
# The first parses load what is lazy; they are not timed.
WARM_UP = ("bonjour", "où en est ma facture", "Comment déposer une facture sur Chorus Pro ?")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.parse")
    parser.add_argument("--model", type=Path, required=True)
    model = parser.parse_args(arguments).model
    texts = json.load(sys.stdin)
    # As the server runs: its debugging lines would be part of the times.
    configure_structlog(logging.WARNING)
    # Whatever Rasa prints must not mix with the answer.
    with contextlib.redirect_stdout(sys.stderr):
        answer = read(model, texts)
    json.dump(answer, sys.stdout)


def read(model: Path, texts: List[str]) -> Dict[str, Any]:
    """Load the model, then parse every text, one at a time."""
    started = time.perf_counter()
    agent = Agent.load(str(model))
    loaded = time.perf_counter() - started
    phrases = asyncio.run(_parse_all(agent, texts))
    cost = {
        "bytes": model.stat().st_size,
        "load_seconds": loaded,
        "resident_bytes": _resident_bytes(),
    }
    return {"model": cost, "phrases": phrases}


async def _parse_all(agent: Agent, texts: List[str]) -> List[Dict[str, Any]]:
    for text in WARM_UP:
        await agent.parse_message(text)
    return [await _parse(agent, text) for text in texts]


async def _parse(agent: Agent, text: str) -> Dict[str, Any]:
    started = time.perf_counter()
    parsed = await agent.parse_message(text)
    elapsed = time.perf_counter() - started
    return {
        "intent": parsed["intent"]["name"],
        "confidence": parsed["intent"]["confidence"],
        "ranking": [
            [guess["name"], guess["confidence"]]
            for guess in parsed.get("intent_ranking", [])
            if guess["name"] != FALLBACK
        ],
        "milliseconds": elapsed * 1000,
    }


def _resident_bytes() -> int:
    """Memory held now; where the system does not tell (macOS), the most that was held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1:])
