"""Two processes with two keys, or one with none, would refuse or forge what the other signs."""

import multiprocessing
import stat
from pathlib import Path

from api.core.generated_secret import generated_secret


def test_it_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"

    made = generated_secret(path)

    assert len(made) == 64
    assert generated_secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_have_the_same(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    with multiprocessing.get_context("spawn").Pool(4) as pool:
        made = pool.map(generated_secret, [path] * 16, chunksize=1)

    assert set(made) == {path.read_text(encoding="utf-8")}


def test_what_a_dead_process_left_empty_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.touch()

    made = generated_secret(path)

    assert len(made) == 64
    assert path.read_text(encoding="utf-8") == made


def test_a_key_that_cannot_be_written_again_is_read(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("la clef de l’exploitant", encoding="utf-8")
    path.chmod(0o400)

    assert generated_secret(path) == "la clef de l’exploitant"
