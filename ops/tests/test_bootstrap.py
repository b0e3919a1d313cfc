"""The first step of every command, with pyenv's shims in the way."""

import os
import subprocess
import sys
from pathlib import Path

from ops import bootstrap


def test_finds_a_python_that_only_pyenv_has(tmp_path: Path, monkeypatch) -> None:
    real = tmp_path / "versions" / "3.10.99" / "bin" / "python"
    real.parent.mkdir(parents=True)
    real.write_text("#!/bin/sh\necho 3.10\n")
    real.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))

    assert bootstrap.find_python("no-uv", "3.10") == str(real)


def test_passes_over_a_shim_that_does_not_run(tmp_path: Path, monkeypatch) -> None:
    shims, real = tmp_path / "shims", tmp_path / "real"
    for folder, body in ((shims, "exit 127"), (real, "echo 3.10")):
        folder.mkdir()
        script = folder / "python3.10"
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", f"{shims}{os.pathsep}{real}")

    assert bootstrap.find_python("no-uv", "3.10") == str(real / "python3.10")


def test_an_unknown_command_shows_the_usage() -> None:
    done = subprocess.run(
        [sys.executable, bootstrap.__file__, "dance"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "usage" in done.stdout
