from dataclasses import replace

import pytest

from api.domain.invoice_document import Party, ReadInvoice
from api.formats.reading import read_document
from api.formats.tests.builders import SUPPLIER, an_invoice
from api.formats.ubl_writing import write_ubl

_XML = write_ubl(an_invoice())


def _read(content: bytes) -> ReadInvoice:
    return read_document(content, "f.xml").invoices[0]


def test_the_french_references_are_found() -> None:
    invoice = _read(_XML)

    assert invoice.service_code == "FACTURES_PUBLIQUES"
    assert invoice.engagement == "CP2020/X123456/1"
    assert invoice.market == "MARCHE 2015/113"


def test_a_credit_note_says_its_kind_even_without_a_code() -> None:
    content = write_ubl(an_invoice(kind="381"))
    code = b"<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"

    assert code in content
    assert _read(content.replace(code, b"")).kind == "381"


def test_a_siret_is_found_beside_a_siren() -> None:
    siret = b'<cbc:CompanyID schemeID="0002">00000000108396</cbc:CompanyID>'
    party = (
        b'<cac:PartyIdentification><cbc:ID schemeID="0009">00000000108396</cbc:ID>'
        b"</cac:PartyIdentification><cac:PartyLegalEntity>"
    )
    content = _XML.replace(siret, siret.replace(b"00000000108396", b"000000001"))
    content = content.replace(b"<cac:PartyLegalEntity>", party, 1)

    assert _read(content).supplier == SUPPLIER


def test_an_identifier_of_an_unknown_scheme_has_no_type() -> None:
    content = _XML.replace(b'schemeID="0002">00000000108396', b'schemeID="0060">123456789')

    assert _read(content).supplier == Party(None, "123456789", SUPPLIER.name, "FR")


@pytest.mark.parametrize("text", ["20,00", "1e3", "NaN", "١٢", ""])
def test_a_number_that_is_not_written_plainly_is_absent(text: str) -> None:
    content = _XML.replace(b">84.50<", f">{text}<".encode())

    assert _read(content).total_tax is None


def test_a_zoned_day_is_read() -> None:
    content = _XML.replace(b">2017-05-26<", b">2017-05-26+02:00<")

    assert _read(content) == replace(_read(_XML))
