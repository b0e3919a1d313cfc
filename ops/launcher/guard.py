"""Runs one program and dies with the launcher, which holds the pipe of its standard input.

The guard and its program share a process group of their own. When the pipe closes, however the
launcher ended, the whole group goes: politely first, then not.
"""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

GRACE_SECONDS = 6.0


def main() -> int:
    """`guard.py PID_FILE PROGRAM ARGUMENT…`; returns the program's exit status."""
    pid_file, command = sys.argv[1], sys.argv[2:]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    # After the start, or the program would inherit the deafness.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Path(pid_file).write_text(str(child.pid), encoding="utf-8")
    while child.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], 0.2)
        if readable and not os.read(0, 1):
            _end_group(child)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    os.killpg(0, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
