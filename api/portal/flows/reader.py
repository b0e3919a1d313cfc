"""Starts the reading process, and ends it when it takes too long."""

import asyncio
import contextlib
import logging
import os
import sys

from api.core.settings import ROOT
from api.domain.flow_syntax import FlowSyntax
from api.portal.flows.storage import Deposit

logger = logging.getLogger(__name__)

# Ours: the largest lot admitted holds a thousand PDFs, about half a second each.
TIMEOUT = 900.0
# No setting of ours: the process knows no secret and no address.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL")
_MODULE = "api.portal.flows.reading"


async def read_frames(deposit: Deposit, name: str, syntax: FlowSyntax | None) -> bool:
    """Whether the file could be read within bounds; what it says is then in `deposit.frames`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _MODULE,
        str(deposit.folder.resolve()),
        name,
        syntax or "",
        cwd=ROOT,
        env={key: os.environ[key] for key in _PASSED_ON if key in os.environ},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), TIMEOUT)
    except TimeoutError:
        said = b"TimeoutError"
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode != 0:
        logger.warning("deposit not read: %s", said[-80:].decode(errors="replace"))
    return process.returncode == 0
