"""A PDF, opened in a process of its own: ten seconds, 600 MB, 30 MB for any stream it unrolls."""

import base64
import json
import mimetypes
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from api.domain.invoice_document import AttachedFile, PdfFacts
from api.formats import limits
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "api.formats.pdf_process")
_XML_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
_places = BoundedSemaphore(limits.PDF_PROCESSES)


def read_pdf(content: bytes) -> PdfFacts:
    """What a PDF of at most 10 MB shows (blocking, a second or so: call it in a thread).

    Raises:
        RefusedFileError: it asks for a password, is damaged, too long or too greedy.
    """
    if len(content) > limits.MAX_FILE_BYTES:
        raise RefusedFileError.of(Refusal.TOO_LARGE)
    facts = _asked(content)
    if "refused" in facts:
        raise RefusedFileError.of(Refusal(facts["refused"]))
    files = [_file(one) for one in facts["files"]]
    invoice = next((one for one in files if (one.name or "").lower() in _XML_NAMES), None)
    return PdfFacts(
        pages=facts["pages"],
        text=facts["text"],
        embedded_xml=invoice.content if invoice else None,
        embedded_name=invoice.name if invoice else None,
        attachments=tuple(one for one in files if one is not invoice),
        encrypted=facts["encrypted"],
    )


def _asked(content: bytes) -> dict[str, Any]:
    """The answer of the process, which gets nothing of our environment: it may hold secrets."""
    try:
        with _places:
            done = subprocess.run(  # noqa: S603 (the command is fixed)
                _COMMAND,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.PDF_SECONDS,
                check=True,
                cwd=_ROOT,
                env={},
            )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise RefusedFileError.of(Refusal.PDF_TOO_COMPLEX) from error


def _file(one: dict[str, str]) -> AttachedFile:
    media_type = mimetypes.guess_type(one["name"])[0]
    return AttachedFile(one["name"], media_type, base64.b64decode(one["content"]))
