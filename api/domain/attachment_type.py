"""Files that may be joined, as Chorus Pro accepts them.

Source: the rules that AIFE published for « pièces jointes », as OCA/l10n-france quotes them.
"""

import re

MAX_NAME = 50

_ZIP = "application/zip"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

MEDIA_TYPES: dict[str, str] = {
    "bmp": "image/bmp",
    "gif": "image/gif",
    "fax": "application/octet-stream",
    "odt": _OPEN_DOCUMENT + "text",
    "ppt": "application/vnd.ms-powerpoint",
    "tiff": "image/tiff",
    "xls": "application/vnd.ms-excel",
    "bz2": "application/x-bzip2",
    "gz": "application/gzip",
    "jpeg": "image/jpeg",
    "p7s": "application/pkcs7-signature",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xml": "application/xml",
    "csv": "text/csv",
    "gzip": "application/gzip",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "xhtml": "application/xhtml+xml",
    "xlsx": _OPEN_XML + "spreadsheetml.sheet",
    "doc": "application/msword",
    "htm": "text/html",
    "odp": _OPEN_DOCUMENT + "presentation",
    "png": "image/png",
    "tgz": "application/gzip",
    "xlc": "application/vnd.ms-excel",
    "zip": _ZIP,
    "docx": _OPEN_XML + "wordprocessingml.document",
    "html": "text/html",
    "ods": _OPEN_DOCUMENT + "spreadsheet",
    "pps": "application/vnd.ms-powerpoint",
    "tif": "image/tiff",
    "xlm": "application/vnd.ms-excel",
    "pptx": _OPEN_XML + "presentationml.presentation",
}

_ZIPPED = re.compile(rb"PK(\x03\x04|\x05\x06)")
_XML = re.compile(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff")
_SIGNATURES: dict[str, re.Pattern[bytes]] = {
    "pdf": re.compile(rb"(?s).{0,1019}%PDF-"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIPPED),
    **dict.fromkeys(("xml", "svg", "xhtml"), _XML),
}


def extension_of(name: str) -> str | None:
    """The accepted extension of a file name, in small letters; None if there is none."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    return extension if stem and dot and extension in MEDIA_TYPES else None


def content_fits(extension: str, head: bytes) -> bool:
    """Whether the first bytes (1024 do) are those of such a file, where that can be told."""
    signature = _SIGNATURES.get(extension)
    return signature is None or signature.match(head) is not None
