"""Files that others sent, given back: saved by the browser, never shown by it as a page of ours."""

from pathlib import Path

from fastapi.responses import FileResponse

# What a browser could run, would somebody open it from here.
_ACTIVE = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml", "application/xml"})
_UNKNOWN = "application/octet-stream"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def download(path: Path, name: str, media_type: str) -> FileResponse:
    """The answer that streams it from the disk, where it is; `name` is what it is saved as."""
    shown = _UNKNOWN if media_type in _ACTIVE else media_type
    return FileResponse(path, media_type=shown, filename=name, headers=_HEADERS)
