from dataclasses import replace

from api.domain.invoice_document import Party, ReadInvoice
from api.formats.cii_writing import write_cii
from api.formats.reading import read_document
from api.formats.tests.builders import SUPPLIER, an_invoice
from api.formats.tests.refusing import reading_refusal

_XML = write_cii(an_invoice())


def _read(content: bytes) -> ReadInvoice:
    return read_document(content, "f.xml").invoices[0]


def _with_supplier_id(replacement: str) -> Party:
    legal = (
        "<ram:SpecifiedLegalOrganization>"
        '<ram:ID schemeID="0002">00000000108396</ram:ID>'
        "</ram:SpecifiedLegalOrganization>"
    )
    assert legal.encode() in _XML
    return _read(_XML.replace(legal.encode(), replacement.encode())).supplier


def test_the_french_references_are_found() -> None:
    invoice = _read(_XML)

    assert invoice.service_code == "FACTURES_PUBLIQUES"
    assert invoice.engagement == "CP2020/X123456/1"
    assert invoice.market == "MARCHE 2015/113"


def test_a_siret_is_found_under_its_own_scheme() -> None:
    found = _with_supplier_id(
        '<ram:SpecifiedLegalOrganization><ram:ID schemeID="0009">00000000108396</ram:ID>'
        "</ram:SpecifiedLegalOrganization>"
    )

    assert found == SUPPLIER


def test_a_siret_is_preferred_to_the_siren_beside_it() -> None:
    # The schema wants global identifiers before the name; readers do not mind.
    found = _with_supplier_id(
        '<ram:GlobalID schemeID="0009">000 000 001 08396</ram:GlobalID>'
        '<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">000000001</ram:ID>'
        "</ram:SpecifiedLegalOrganization>"
    )

    assert found == SUPPLIER


def test_a_siret_that_is_too_short_is_given_as_it_stands() -> None:
    found = _with_supplier_id(
        '<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">123</ram:ID>'
        "</ram:SpecifiedLegalOrganization>"
    )

    assert found == replace(SUPPLIER, identifier="123")


def test_a_foreign_vat_number_identifies_a_structure_of_the_union() -> None:
    found = _with_supplier_id(
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">BE0123456789</ram:ID>'
        "</ram:SpecifiedTaxRegistration>"
    )

    assert found == Party("UE_HORS_FRANCE", "BE0123456789", SUPPLIER.name, "FR")


def test_a_french_vat_number_does_not() -> None:
    found = _with_supplier_id(
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR32000000001</ram:ID>'
        "</ram:SpecifiedTaxRegistration>"
    )

    assert found == Party(None, None, SUPPLIER.name, "FR")


def test_a_business_process_that_is_no_framework_is_left_out() -> None:
    assert _read(_XML.replace(b">A1<", b">B1<")).framework is None


def test_an_unreadable_amount_is_absent() -> None:
    assert _read(_XML.replace(b">507.00<", b">507,00<")).total_incl_tax is None


def test_an_impossible_day_is_absent() -> None:
    assert _read(_XML.replace(b">20170526<", b">20170231<")).issued_on is None


def test_an_empty_invoice_has_nothing() -> None:
    namespace = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"

    assert _read(f'<CrossIndustryInvoice xmlns="{namespace}"/>'.encode()) == ReadInvoice()


def test_an_attachment_that_is_not_base_64_is_refused() -> None:
    document = (
        b"<ram:AdditionalReferencedDocument>"
        b"<ram:AttachmentBinaryObject>*</ram:AttachmentBinaryObject>"
        b"</ram:AdditionalReferencedDocument></ram:ApplicableHeaderTradeAgreement>"
    )
    content = _XML.replace(b"</ram:ApplicableHeaderTradeAgreement>", document)

    assert reading_refusal(content) == "attachment_unreadable"
