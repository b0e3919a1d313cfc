import pytest

from api.formats.cii_writing import write_cii
from api.formats.model import Format
from api.formats.pivot import write_pivot
from api.formats.reading import read_document
from api.formats.statut import write_statuses
from api.formats.tests.builders import (
    a_mixte,
    a_pdf,
    a_pivot,
    a_status,
    an_invoice,
    build_factur_x,
    tar_gz_of,
    zip_of,
)
from api.formats.tests.refusing import reading_refusal
from api.formats.ubl_writing import write_ubl

_FILES = {
    Format.PDF: ("f.pdf", lambda: a_pdf("Facture")),
    Format.FACTUR_X: ("F.PDF", lambda: build_factur_x(a_pdf("F"), write_cii(an_invoice()))),
    Format.CII: ("f.xml", lambda: write_cii(an_invoice())),
    Format.UBL_INVOICE: ("f.xml", lambda: write_ubl(an_invoice())),
    Format.UBL_CREDIT_NOTE: ("f.XML", lambda: write_ubl(an_invoice(kind="381"))),
    Format.CPP_FACTURE_MIXTE: ("f.xml", lambda: a_mixte("F1")),
    Format.CPP_FACTURE_PIVOT: ("f.xml", lambda: write_pivot([a_pivot()])),
    Format.CPP_STATUT: ("f.xml", lambda: write_statuses([a_status()])),
}


@pytest.mark.parametrize("expected", _FILES)
def test_recognises_a_format_by_its_content(expected: Format) -> None:
    name, build = _FILES[expected]

    assert read_document(build(), name).format is expected


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "f.xml", "empty_file"),
        (b"%PDF-1.7", "f.xml", "extension_mismatch"),
        (b"<a/>", "f.pdf", "extension_mismatch"),
        (b"PK\x03\x04", "f.xml", "extension_mismatch"),
        (b"\x1f\x8b", "f.zip", "extension_mismatch"),
        (b"%PDF-1.7", "f.exe", "extension_refused"),
        (b"%PDF-1.7", "f", "extension_refused"),
        (b"%PDF-1.7", "pdf", "extension_refused"),
        (b"MZ\x90", "f.pdf", "unknown_format"),
        (b"\xff\xd8\xff", "f.pdf", "unknown_format"),
        (b"<html/>", "f.xml", "unknown_format"),
        (b"<Invoice/>", "f.xml", "unknown_format"),
        (b"<CPPStatut xmlns='urn:x'/>", "f.xml", "unknown_format"),
        (zip_of({"a.xml": b"<a/>"}), "f.zip", "archive_not_expected"),
        (tar_gz_of({"a.xml": b"<a/>"}), "f.tar.gz", "archive_not_expected"),
    ],
    ids=lambda value: value if isinstance(value, str) else "content",
)
def test_refuses_what_is_not_what_it_says(content: bytes, name: str, code: str) -> None:
    assert reading_refusal(content, name) == code
