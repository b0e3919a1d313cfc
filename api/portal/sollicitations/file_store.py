"""A file examined, then on the disk: no database session is held meanwhile.

Bytes that no row names are swept away after a day; see `sweeping`.

Limits of Chorus Pro for attachments (FACTS §7): names of 50 characters, the accepted extensions,
a content that fits them; the size is the operator's `max_attachment`.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.core.antivirus import require_clean
from api.core.kept_bytes import keep_bytes, sha256_of
from api.core.settings import get_settings
from api.domain.attachment_type import MAX_NAME, MEDIA_TYPES, content_fits, extension_of
from api.domain.file_name import own_name
from api.portal.sollicitations.errors import FileRefusedError, FileTooLargeError

_HEAD = 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Its bytes are at `path_of(sha256)`; `size` counts them."""

    name: str
    media_type: str
    size: int
    sha256: str


async def examine(name: str, content: IO[bytes], *, examined: bool = False) -> StoredFile:
    """What `keep` is to keep of `content`; `examined`: by the antivirus already.

    Raises:
        FileRefusedError, FileTooLargeError: the name, the type, or the size.
        InfectedFileError, AntivirusAwayError: what the antivirus says, or that it says nothing.
    """
    own = own_name(name)
    size = await asyncio.to_thread(_size, content)
    extension = _check(own, size, await asyncio.to_thread(_head, content))
    if not examined:
        await require_clean(content)
    digest = await asyncio.to_thread(sha256_of, content)
    return StoredFile(own, MEDIA_TYPES[extension], size, digest)


async def keep(content: IO[bytes], examined: StoredFile) -> None:
    """On the disk, as `examine` has found them."""
    await asyncio.to_thread(keep_bytes, content, folder(), examined.sha256)


async def store(name: str, content: IO[bytes], *, examined: bool = False) -> StoredFile:
    """Both at once; raises as `examine`."""
    stored = await examine(name, content, examined=examined)
    await keep(content, stored)
    return stored


def path_of(sha256: str) -> Path:
    """Where these bytes are, or would be."""
    return folder() / sha256


def folder() -> Path:
    return get_settings().data_dir / "sollicitation_files"


def _size(content: IO[bytes]) -> int:
    return content.seek(0, 2)


def _head(content: IO[bytes]) -> bytes:
    content.seek(0)
    return content.read(_HEAD)


def _check(name: str, size: int, head: bytes) -> str:
    """Its extension, which is accepted and true."""
    extension = extension_of(name)
    if len(name) > MAX_NAME:
        raise FileRefusedError(
            f"Le nom du fichier dépasse {MAX_NAME} caractères, extension comprise."
        )
    if extension is None:
        raise FileRefusedError(f"Le type du fichier « {name} » n’est pas accepté.")
    if size > get_settings().max_attachment:
        raise FileTooLargeError(get_settings().max_attachment)
    if not head:
        raise FileRefusedError(f"Le fichier « {name} » est vide.")
    if not content_fits(extension, head):
        raise FileRefusedError(
            f"Le contenu du fichier « {name} » ne correspond pas à son extension."
        )
    return extension
