"""The process that opens one PDF, from its standard input, and says in JSON what it shows.

`pdf.py` starts it. A hostile PDF can make any reader loop or swell: here it only harms itself.
"""

import base64
import io
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from api.formats import limits
from api.formats.errors import RefusedFileError
from api.formats.refusals import Refusal


def main() -> None:
    """Read standard input, write the answer; a refusal is an answer too."""
    _limit_this_process()
    content = sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1)
    json.dump(answer(content), sys.stdout)


def answer(content: bytes) -> dict[str, Any]:
    """The keys of `PdfFacts`, bytes in base 64, or `{"refused": code}`."""
    try:
        with apply_configuration(
            maximum_declared_stream_length=limits.PDF_STREAM_BYTES,
            array_based_stream_maximum_output_length=limits.PDF_STREAM_BYTES,
            zlib_maximum_output_length=limits.PDF_STREAM_BYTES,
            lzw_maximum_output_length=limits.PDF_STREAM_BYTES,
            run_length_maximum_output_length=limits.PDF_STREAM_BYTES,
            page_tree_maximum_entries=2 * limits.MAX_PAGES,
            jbig2dec_binary=None,
        ):
            return _facts(content)
    except RefusedFileError as error:
        return {"refused": error.code}
    except (LimitReachedError, MemoryError, RecursionError):
        return {"refused": Refusal.PDF_TOO_COMPLEX.value}
    except Exception:  # a damaged file makes pypdf raise anything
        return {"refused": Refusal.PDF_DAMAGED.value}


def _limit_this_process() -> None:
    # Some systems refuse these: the time limit of the parent is left.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.PDF_MEMORY_BYTES, limits.PDF_MEMORY_BYTES))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limits.PDF_SECONDS, limits.PDF_SECONDS))


def _facts(content: bytes) -> dict[str, Any]:
    reader = PdfReader(io.BytesIO(content))
    encrypted = reader.is_encrypted
    if encrypted:
        _open_without_password(reader)
    pages = len(reader.pages)
    if pages > limits.MAX_PAGES:
        raise RefusedFileError.of(Refusal.PDF_TOO_MANY_PAGES)
    if not pages:
        raise RefusedFileError.of(Refusal.PDF_DAMAGED)
    return {
        "pages": pages,
        "text": _text(reader),
        "files": [{"name": name, "content": _base64(file)} for name, file in _files(reader)],
        "encrypted": encrypted,
    }


def _open_without_password(reader: PdfReader) -> None:
    try:
        opened = reader.decrypt("") != PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        opened = False
    if not opened:
        raise RefusedFileError.of(Refusal.PDF_PASSWORD)


def _text(reader: PdfReader) -> str:
    """A page that cannot be read is one without text: the check of the invoice will say so."""
    texts: list[str] = []
    for page in reader.pages[: limits.READ_PAGES]:
        try:
            texts.append(page.extract_text())
        except (LimitReachedError, MemoryError, RecursionError):
            raise
        except Exception:
            texts.append("")
    # A lone surrogate, that a false font may give, could not be written anywhere.
    joined = "\n".join(texts)[: limits.MAX_PDF_TEXT]
    return joined.encode("utf-8", "replace").decode().replace("\0", "")


def _files(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    total = 0
    for file in reader.attachment_list:
        total += len(file.content)
        if len(file.content) > limits.MAX_FILE_BYTES or total > limits.PDF_ATTACHED_BYTES:
            raise RefusedFileError.of(Refusal.ATTACHMENTS_TOO_LARGE)
        yield file.name.encode("utf-8", "replace").decode(), file.content


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


if __name__ == "__main__":
    main()
