"""Files of every kind, hostile ones among them: each is read or explained, none is an error."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.invoice_checks.registry import examine
from api.domain.invoice_checks.subject import FileKind, Subject
from api.formats.tests.builders import a_mixte, a_pdf, an_invoice, build_factur_x, zip_of
from api.formats.ubl_writing import write_ubl
from api.portal.invoice_checks.given_file import GivenFile
from api.portal.invoice_checks.reading import ReadFile, read_given
from api.portal.invoice_checks.tests.files import LINES, NUMBER, cii_of, factur_x_of, pdf_of

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>"""
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def read(content: bytes, name: str = "facture.pdf") -> ReadFile:
    return read_given(GivenFile(name, len(content), content))


def codes(found: ReadFile) -> set[str]:
    subject = Subject(found.file, date(2026, 11, 24), found.pdf, found.invoice)
    return {finding.code for finding in examine(subject).findings}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("facture.xml", BOMB, "file.unreadable"),
        ("facture.xml", XXE, "file.unreadable"),
        ("facture.xml", b"<a", "file.unreadable"),
        ("facture.xml", b"<a/>", "file.unreadable"),
        ("facture.xml", b"<a>" * 100_000, "file.unreadable"),
        ("facture.pdf", b"%PDF-1.7 nothing more", "file.unreadable"),
        ("facture.pdf", b"MZ\x90\x00", "file.unreadable"),
        ("facture.xml", pdf_of(*LINES), "file.extension_mismatch"),
        ("facture.pdf", cii_of(), "file.extension_mismatch"),
        ("facture", pdf_of(*LINES), "file.extension_missing"),
        ("facture.exe", pdf_of(*LINES), "file.extension_not_accepted"),
        (f"{'x' * 60}.pdf", pdf_of(*LINES), "file.name_too_long"),
        ("facture.pdf", pdf_of(), "pdf.no_text"),
        ("facture.pdf", a_pdf(*LINES, owner_password="x"), "pdf.password"),
        ("facture.pdf", pdf_of(*LINES, blank_pages=3), "pdf.no_text"),
        ("lot.zip", zip_of({"a.xml": b"<a/>"}), "file.archive"),
        ("facture.docx", zip_of({"a.xml": b"<a/>"}), "file.extension_not_accepted"),
        ("facture.xml", b"<CPPStatut/>", "file.not_an_invoice"),
        ("facture.xml", b"<CPPFacturePivot/>", "file.pivot"),
        ("lot.xml", a_mixte("F1", "F2"), "file.several_invoices"),
        (
            "facture.pdf",
            build_factur_x(pdf_of(*LINES), cii_of(), {"programme.exe": b"MZ"}),
            "attachments.extension",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_a_finding(name: str, content: bytes, code: str) -> None:
    assert code in codes(read(content, name))


def test_a_pdf_that_asks_for_a_password_is_told_once() -> None:
    assert codes(read(a_pdf("Facture", password="secret"))) == {"pdf.password"}


def test_a_file_that_is_too_large_to_be_sent_is_not_read() -> None:
    found = read_given(GivenFile("facture.pdf", 11_000_000, None))

    assert codes(found) == {"file.too_large"}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("f.pdf", pdf_of(*LINES), FileKind.PDF),
        ("f.PDF", factur_x_of(), FileKind.FACTUR_X),
        ("f.xml", cii_of(), FileKind.STRUCTURED),
        ("f.xml", write_ubl(an_invoice()), FileKind.STRUCTURED),
        ("f.xml", a_mixte("F1"), FileKind.STRUCTURED),
    ],
)
def test_kinds(name: str, content: bytes, kind: FileKind) -> None:
    found = read(content, name)

    assert (found.file.kind, found.file.content_fits, found.file.refusal) == (kind, True, None)


def test_a_file_under_a_wrong_name_is_read_all_the_same() -> None:
    found = read(cii_of(), "facture.pdf")

    assert found.invoice is not None
    assert found.invoice.number == NUMBER


@pytest.mark.parametrize(
    ("content", "has_rules"),
    [
        (factur_x_of(), True),
        (cii_of(), True),
        (pdf_of(*LINES), False),
        (a_mixte("F1"), False),
    ],
)
def test_only_syntaxes_with_published_rules_are_sent_to_them(
    content: bytes, has_rules: bool
) -> None:
    assert (read(content, "f").xml is not None) is has_rules


@settings(max_examples=30)
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"<", b"PK\x03\x04"]))
def test_no_bytes_break_the_reading(content: bytes, start: bytes) -> None:
    found = read(start + content, "facture.xml")

    assert found.file.size == len(start + content)
