"""What every command prints: lines with the time elapsed since its start."""

import os
import time

STARTED = float(os.environ.get("CHORALE_STARTED") or time.time())


def say(text: str) -> None:
    print(f"[{time.time() - STARTED:6.1f} s] {text}", flush=True)
