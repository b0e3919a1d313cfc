"""Through the bot's own Python, as `make eval` does."""

from pathlib import Path

import pytest

from ops.understanding.reading import ReadingError, read


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"not a model")

    with pytest.raises(ReadingError, match=r"Le modèle broken\.tar\.gz ne se lit pas"):
        read(broken, ["bonjour"])
