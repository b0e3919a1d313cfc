"""`make knowledge`: validate, compile, then show what deserves an editor's eye."""

import subprocess
import sys

from ops.layout import PYTHON, ROOT


def main() -> int:
    for step in ("check", "compile", "report"):
        done = subprocess.run([str(PYTHON), "-m", "knowledge", step], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
