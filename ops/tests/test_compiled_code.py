"""Tests start many programs: what Python compiled for one serves the next."""

import os
import subprocess
from pathlib import Path

from ops.layout import PYTHON, ROOT
from ops.test import keep_compiled_code

_WRITES = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"


def _said_under(environment: dict[str, str]) -> str:
    keep_compiled_code(environment)
    done = subprocess.run(
        [str(PYTHON), "-c", _WRITES], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _plain() -> dict[str, str]:
    without = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    return {name: value for name, value in os.environ.items() if name not in without}


def test_compiled_code_stays_where_python_puts_it() -> None:
    assert _said_under(_plain()) == "False None"


def test_compiled_code_unwanted_beside_its_source_is_kept_elsewhere() -> None:
    kept = str(ROOT / "build" / "pycache")

    assert _said_under(_plain() | {"PYTHONDONTWRITEBYTECODE": "1"}) == f"False {kept}"


def test_the_place_that_somebody_chose_for_compiled_code_is_kept(tmp_path: Path) -> None:
    chosen = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(tmp_path)}

    assert _said_under(_plain() | chosen) == f"False {tmp_path}"
