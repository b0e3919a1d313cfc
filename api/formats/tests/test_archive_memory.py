"""Memory stays bounded, whatever the size of the archive (real processes, real files)."""

import io
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from api.formats import limits

_ROOT = Path(__file__).resolve().parents[3]
_MEMBER = 9 * limits.MEGABYTE
# One file, its copy while it is put together, and the buffers.
_BOUND = 45 * limits.MEGABYTE


def _measured(path: Path, name: str) -> tuple[int, str]:
    command = (sys.executable, "-m", "api.formats.tests.measure_memory", str(path), name)
    done = subprocess.run(command, capture_output=True, check=True, cwd=_ROOT, text=True)
    growth, outcome = done.stdout.split()
    return int(growth), outcome


def _fill(path: Path, name: str, count: int) -> None:
    content = os.urandom(_MEMBER)
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for rank in range(count):
                archive.writestr(f"{rank}.pdf", content)
        return
    with tarfile.open(path, "w:gz", compresslevel=0) as archive:
        for rank in range(count):
            info = tarfile.TarInfo(f"{rank}.pdf")
            info.size = _MEMBER
            archive.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize("name", ["lot.zip", "lot.tar.gz"])
def test_a_large_archive_takes_the_memory_of_one_file(name: str, tmp_path: Path) -> None:
    _fill(tmp_path / "lot", name, 12)

    growth, outcome = _measured(tmp_path / "lot", name)

    assert int(outcome) == 12 * _MEMBER
    assert growth < _BOUND


@pytest.mark.parametrize("name", ["lot.zip", "lot.tar.gz"])
def test_an_archive_of_three_hundred_megabytes_is_refused_unread(name: str, tmp_path: Path) -> None:
    path = tmp_path / "lot"
    _fill(path, name, 1)
    os.truncate(path, 300 * limits.MEGABYTE)

    growth, outcome = _measured(path, name)

    assert outcome == "archive_too_large"
    assert growth < 5 * limits.MEGABYTE
