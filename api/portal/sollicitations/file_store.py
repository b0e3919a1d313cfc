"""A file examined, then on the disk: no database session is held meanwhile.

Bytes that no row names are swept away after a day; see `sweeping`.

Limits of Chorus Pro for attachments (FACTS §7): names of 50 characters, the accepted extensions,
a content that fits them; the size is the operator's `max_attachment`.
"""

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from api.core.antivirus import require_clean
from api.core.kept_bytes import keep_bytes
from api.core.settings import get_settings
from api.domain.attachment_type import MAX_NAME, MEDIA_TYPES, content_fits, extension_of
from api.domain.plain_text import storable
from api.portal.sollicitations.errors import FileRefusedError, FileTooLargeError

_HEAD = 1024
_CHUNK = 1024 * 1024


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
    own = _own_name(name)
    size = await asyncio.to_thread(_size, content)
    extension = _check(own, size, await asyncio.to_thread(_head, content))
    if not examined:
        await require_clean(content)
    digest = await asyncio.to_thread(_digest, content)
    return StoredFile(own, MEDIA_TYPES[extension], size, digest)


async def keep(content: IO[bytes]) -> None:
    """On the disk, under their SHA-256."""
    await asyncio.to_thread(keep_bytes, content, folder())


async def store(name: str, content: IO[bytes], *, examined: bool = False) -> StoredFile:
    """Both at once; raises as `examine`."""
    stored = await examine(name, content, examined=examined)
    await keep(content)
    return stored


def path_of(sha256: str) -> Path:
    """Where these bytes are, or would be."""
    return folder() / sha256


def folder() -> Path:
    return get_settings().data_dir / "sollicitation_files"


def _own_name(name: str) -> str:
    """The file's own name, without folders."""
    return " ".join(storable(name.replace("\\", "/").rpartition("/")[2]).split())


def _size(content: IO[bytes]) -> int:
    return content.seek(0, 2)


def _digest(content: IO[bytes]) -> str:
    content.seek(0)
    digest = sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


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
