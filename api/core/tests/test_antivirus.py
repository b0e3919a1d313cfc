"""The antivirus, asked over a real socket."""

import io
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.core.antivirus import AntivirusAwayError, InfectedFileError, require_clean
from api.core.settings import get_settings
from api.core.tests.clamd import HARMFUL, Clamd, running_clamd


@pytest.fixture
async def clamd(settings_env: pytest.MonkeyPatch) -> AsyncIterator[Clamd]:
    async with running_clamd(settings_env) as server:
        yield server


def _file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "fichier"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("size", [1, 256 * 1024, 256 * 1024 + 1, 3_000_000])
async def test_a_clean_file_is_sent_whole(clamd: Clamd, tmp_path: Path, size: int) -> None:
    content = bytes(index % 251 for index in range(size))

    await require_clean(_file(tmp_path, content))

    assert clamd.examined == [content]


async def test_an_infected_file_is_refused(clamd: Clamd, tmp_path: Path) -> None:
    with pytest.raises(InfectedFileError):
        await require_clean(_file(tmp_path, b"a" * 300_000 + HARMFUL))


async def test_an_open_file_is_examined_from_its_beginning_and_left_there(clamd: Clamd) -> None:
    file = io.BytesIO(b"un contenu sans danger")
    file.read(4)

    await require_clean(file)

    assert (clamd.examined, file.tell()) == ([b"un contenu sans danger"], 0)


@pytest.mark.parametrize(
    "reply",
    [
        b"stream: Can't allocate memory ERROR\0",
        b"INSTREAM: Can't write to temporary file. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\0",
        b"stream: OK",  # cut before its end
        b"",
        b"stream: " + b"a" * 9000 + b" OK\0",
    ],
)
async def test_anything_but_a_verdict_refuses_the_file(
    clamd: Clamd, tmp_path: Path, reply: bytes
) -> None:
    clamd.replies = [reply]

    with pytest.raises(AntivirusAwayError):
        await require_clean(_file(tmp_path, b"contenu"))


async def test_a_file_over_the_limit_of_the_antivirus_has_no_verdict(
    clamd: Clamd, tmp_path: Path
) -> None:
    clamd.max_stream = 100_000

    with pytest.raises(AntivirusAwayError):
        await require_clean(_file(tmp_path, b"a" * 2_000_000))


async def test_a_verdict_that_does_not_come_is_not_waited_for(
    clamd: Clamd, tmp_path: Path, settings_env: pytest.MonkeyPatch
) -> None:
    clamd.silent = True
    settings_env.setenv("CHORALE_CLAMAV_TIMEOUT", "0.2")
    get_settings.cache_clear()

    with pytest.raises(AntivirusAwayError):
        await require_clean(_file(tmp_path, b"contenu"))


async def test_no_antivirus_at_its_address(
    tmp_path: Path, settings_env: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings_env.setenv("CHORALE_CLAMAV", f"127.0.0.1:{unused.getsockname()[1]}")
        get_settings.cache_clear()

        with pytest.raises(AntivirusAwayError):
            await require_clean(_file(tmp_path, b"contenu"))


async def test_without_the_setting_nothing_is_examined(tmp_path: Path) -> None:
    await require_clean(tmp_path / "absent")
