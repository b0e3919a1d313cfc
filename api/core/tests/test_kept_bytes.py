"""Bytes on the disk, once, under their own digest."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

from api.core.kept_bytes import keep_bytes, sha256_of

_CONTENT = b"contenu" * 500_000  # more than is read at once


def test_a_digest_is_of_all_that_is_held() -> None:
    source = BytesIO(_CONTENT)
    source.seek(12)

    assert sha256_of(source) == sha256(_CONTENT).hexdigest()


def test_bytes_lie_under_their_digest(tmp_path: Path) -> None:
    source = BytesIO(_CONTENT)

    keep_bytes(source, tmp_path / "kept", sha256_of(source))

    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.name == sha256(_CONTENT).hexdigest()
    assert kept.read_bytes() == _CONTENT


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    for _ in range(2):
        source = BytesIO(_CONTENT)
        keep_bytes(source, tmp_path, sha256_of(source))

    assert len(list(tmp_path.iterdir())) == 1
