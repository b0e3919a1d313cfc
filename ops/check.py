"""`make check`: lint, format, types, import rules, sizes; for Python and for the browser code."""

import subprocess
import sys
from pathlib import Path

from ops.console import say
from ops.layout import PYTHON, ROOT
from ops.node import node_tool

BIN = PYTHON.parent


def steps() -> list[tuple[str, list[str]]]:
    return [
        ("ruff (règles)", [str(BIN / "ruff"), "check", "."]),
        ("ruff (forme)", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        ("pyright", [str(BIN / "pyright"), "--pythonpath", str(PYTHON)]),
        ("règles d’import", [str(BIN / "lint-imports"), "--no-logo"]),
        ("tailles et noms", [str(PYTHON), "-m", "ops.sizes"]),
        ("tsc (code du navigateur)", [*node_tool("typescript", "tsc"), "-p", "jsconfig.json"]),
        ("fiches", [str(PYTHON), "-m", "knowledge", "check"]),
    ]


def run(label: str, command: list[str]) -> bool:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr)
    say(f"{label} : {'échec' if done.returncode else 'ok'}")
    return done.returncode == 0


def no_python_version_file() -> bool:
    """Such a file makes pyenv's shims hide the interpreters that uv looks for."""
    found = [path for path in Path(ROOT).rglob(".python-version") if ".venv" not in path.parts]
    say("aucun .python-version : ok" if not found else f".python-version à retirer : {found}")
    return not found


def main() -> int:
    results = [run(label, command) for label, command in steps()]
    return 0 if all([*results, no_python_version_file()]) else 1


if __name__ == "__main__":
    sys.exit(main())
