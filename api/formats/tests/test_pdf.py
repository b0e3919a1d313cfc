import re
import zlib

import pytest

from api.domain.invoice_document import AttachedFile
from api.formats import limits
from api.formats.cii_writing import write_cii
from api.formats.pdf import read_pdf
from api.formats.reading import read_document
from api.formats.tests.builders import a_pdf, an_invoice, build_factur_x
from api.formats.tests.refusing import reading_refusal, refusal_of

_INVOICE = an_invoice(note="Merci de votre confiance")


def test_gives_the_text_of_the_first_three_pages() -> None:
    facts = read_pdf(a_pdf("Page une", "Page deux", "Page trois", "Page quatre"))

    assert facts.pages == 4
    assert "Page trois" in facts.text
    assert "quatre" not in facts.text


def test_a_plain_pdf_has_no_invoice() -> None:
    document = read_document(a_pdf("Facture"), "f.pdf")

    assert document.pdf is not None
    assert document.pdf.embedded_xml is None
    assert document.invoices == ()


def test_a_factur_x_gives_the_invoice_it_embeds() -> None:
    content = build_factur_x(a_pdf("Facture 1"), write_cii(_INVOICE))

    document = read_document(content, "f.pdf")

    assert document.invoices == (_INVOICE,)
    assert document.pdf is not None
    assert document.pdf.embedded_name == "factur-x.xml"
    assert "Facture 1" in document.pdf.text


def test_the_other_files_of_a_factur_x_are_attachments_of_the_invoice() -> None:
    content = build_factur_x(a_pdf("F"), write_cii(_INVOICE), {"bon.csv": b"1;2"})

    joined = read_document(content, "f.pdf").invoices[0].attachments
    assert joined == (AttachedFile("bon.csv", "text/csv", b"1;2"),)


def test_a_hostile_xml_inside_a_factur_x_is_refused() -> None:
    trap = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    content = build_factur_x(a_pdf("F"), write_cii(_INVOICE))

    assert reading_refusal(_with_embedded(content, trap), "f.pdf") == "xml_external_entity"


def _with_embedded(content: bytes, xml: bytes) -> bytes:
    """The same PDF with another embedded XML (readers then repair its cross references)."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            opened = zlib.decompress(found[1])
        except zlib.error:
            continue
        if b"CrossIndustryInvoice" in opened:
            return content.replace(found[1], zlib.compress(xml))
    raise AssertionError("no embedded invoice")


def test_a_pdf_that_asks_for_a_password_is_refused() -> None:
    assert refusal_of(read_pdf, a_pdf("F", password="secret")) == "pdf_password"


def test_a_pdf_that_only_restricts_rights_is_read_and_said() -> None:
    facts = read_pdf(a_pdf("Facture lisible", owner_password="secret"))

    assert facts.encrypted
    assert "Facture lisible" in facts.text


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(2_000)])
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    assert refusal_of(read_pdf, content) == "pdf_damaged"


def test_a_truncated_pdf_is_refused() -> None:
    content = a_pdf("Facture")

    assert refusal_of(read_pdf, content[: len(content) // 3]) == "pdf_damaged"


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    content = a_pdf(*[""] * (limits.MAX_PAGES + 1))

    assert refusal_of(read_pdf, content) == "pdf_too_many_pages"


def test_a_pdf_over_ten_megabytes_is_refused_unread() -> None:
    assert refusal_of(read_pdf, b"%PDF-" + bytes(limits.MAX_FILE_BYTES)) == "file_too_large"


def test_a_page_that_unrolls_to_hundreds_of_megabytes_is_refused() -> None:
    bomb = zlib.compress(b" " * 200_000_000, 9)
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    content = b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources%s>>endobj\n" % font,
            b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(bomb),
            bomb + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        )
    )

    assert refusal_of(read_pdf, content) == "pdf_too_complex"


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_SECONDS", 0.01)

    assert refusal_of(read_pdf, a_pdf("Facture")) == "pdf_too_complex"
