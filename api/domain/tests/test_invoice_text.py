"""What is found in the words of an invoice, and what is left alone."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.invoice_document import Reading
from api.domain.invoice_text import find_sirets, read_invoice_text

OWN, CLIENT = "00000000108396", "25310197600020"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("FACTURE N° 201700100376", "201700100376"),
        ("Facture n°: F-2026/12", "F-2026/12"),
        ("N° de facture : AVB20150923", "AVB20150923"),
        ("Numéro de facture 17726", "17726"),
        ("Numéro de la facture : 17726.", "17726"),
        ("Facture FA0012 du 3 mai 2026", "FA0012"),
        ("AVOIR N° AV-7", "AV-7"),
        ("Facture du 3 mai 2026", None),
        ("Adresse de facturation : 12 rue des Lilas", None),
        ("Règlement à réception de facture", None),
    ],
)
def test_number(line: str, number: str | None) -> None:
    assert read_invoice_text(line).number == number


@pytest.mark.parametrize(
    ("line", "engagement"),
    [
        ("Engagement : CP2020/X123456/1", "CP2020/X123456/1"),
        ("N° d’engagement AP2020/1234", "AP2020/1234"),
        ("engagement juridique n° 2412345673", "2412345673"),
        ("EJ : 2412345673", "2412345673"),
        ("Bon de commande n° BC-2026-7", "BC-2026-7"),
        ("Engagement CP2020 X123456 1", "CP2020 X123456 1"),
        ("Notre engagement pour la qualité", None),
        ("Merci de votre commande", None),
    ],
)
def test_engagement(line: str, engagement: str | None) -> None:
    assert read_invoice_text(line).engagement == engagement


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Code service : FACTURES_PUBLIQUES", "FACTURES_PUBLIQUES"),
        ("code service DFD-01", "DFD-01"),
        ("Service exécutant : GN5CAFZ069", "GN5CAFZ069"),
        ("Code service à préciser", None),
        ("Notre service clientèle est ouvert", None),
    ],
)
def test_service_code(line: str, code: str | None) -> None:
    assert read_invoice_text(line).service_code == code


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date de facture : 26/05/2017", date(2017, 5, 26)),
        ("Date de facturation 2017-05-26", date(2017, 5, 26)),
        ("Facture n° 12 du 1er août 2026", date(2026, 8, 1)),
        ("Chambéry, le 26 mai 2017", date(2017, 5, 26)),
        ("Émise le 26.05.2017", date(2017, 5, 26)),
        ("Date : 26/05/2017", date(2017, 5, 26)),
        ("Date d’échéance : 26/06/2017", None),
        ("Date de facture : 31/02/2017", None),
    ],
)
def test_date(line: str, day: date | None) -> None:
    assert read_invoice_text(line).issued_on == day


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Total TTC 507,00 €", "507.00"),
        ("TOTAL T.T.C : 1 507,00", "1507.00"),
        ("Montant TTC 1\u202f507,50 EUR", "1507.50"),
        ("Total TTC 1.507,50", "1507.50"),
        ("Total TTC\n507,00", "507.00"),
        ("Total TTC : -60,00", "-60.00"),
        ("Net à payer 62,79 €", "62.79"),
        ("Total TTC 150", "150.00"),
        ("Total TTC à régler sous 30 jours", None),
    ],
)
def test_total(line: str, amount: str | None) -> None:
    found = read_invoice_text(line).total_incl_tax

    assert found == (None if amount is None else Decimal(amount))


def test_the_three_totals_are_told_apart() -> None:
    text = "Total HT 422,50\nTotal TVA 20 % : 84,50\nTotal TTC 507,00"

    read = read_invoice_text(text)

    totals = (read.total_excl_tax, read.total_tax, read.total_incl_tax)
    assert totals == (Decimal("422.50"), Decimal("84.50"), Decimal("507.00"))


def test_the_last_total_sums_up_those_before() -> None:
    text = "Total TTC 100,00\nreport\nTotal TTC 507,00"

    assert read_invoice_text(text).total_incl_tax == Decimal("507.00")


def test_sirets_with_spaces_are_found_and_the_clients_is_known_by_its_words() -> None:
    text = "SIRET 000 000 001 08396\nSIRET client : 253 101 976 00020"

    sirets = [(found.siret, found.for_recipient) for found in find_sirets(text)]

    assert sirets == [(OWN, False), (CLIENT, True)]


def test_an_iban_is_no_siret() -> None:
    assert find_sirets("IBAN FR76 3000 6000 0112 3456 7890 189") == ()


def test_without_words_the_public_structure_is_the_client() -> None:
    read = read_invoice_text(f"SIRET {CLIENT}\nSIRET {OWN}", public={CLIENT})

    assert (read.supplier.identifier, read.recipient.identifier) == (OWN, CLIENT)


def test_without_words_nor_directory_the_client_is_not_guessed() -> None:
    read = read_invoice_text(f"SIRET {OWN}\nSIRET {CLIENT}")

    assert read.recipient.identifier is None


def test_ones_own_siret_is_never_taken_for_the_clients() -> None:
    read = read_invoice_text(f"Votre client n° 4, SIRET {OWN}\nSIRET {CLIENT}", own={OWN})

    assert (read.supplier.identifier, read.recipient.identifier) == (OWN, None)


def test_an_iban_is_found_with_its_spaces() -> None:
    found = read_invoice_text("IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP").iban

    assert found == "FR7630006000011234567890189"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AVOIR N° 12", "381"),
        ("Facture d’avoir n° 12", "381"),
        ("FACTURE N° 12\nVous pouvez avoir une remise", "380"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert read_invoice_text(text).kind == kind


def test_market_and_framework() -> None:
    read = read_invoice_text("Marché n° 19M123\nCadre de facturation : A9")

    assert (read.market, read.framework) == ("19M123", "A9")


def test_what_was_read_says_where_it_comes_from() -> None:
    assert read_invoice_text("").reading is Reading.TEXT


words = st.sampled_from(
    ["Total TTC", "Facture n°", "engagement", "EJ", "SIRET", "IBAN", "le", "mai", "1", "0" * 14]
)


@given(text=st.text(max_size=2000) | st.lists(words, max_size=300).map(" ".join))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_invoice_text(text)

    assert read.number is None or len(read.number) <= 60


@pytest.mark.parametrize(
    ("lines", "tax"),
    [
        ("TVA 20,00 EUR", Decimal("20.00")),
        ("TVA 20 % 84,50", Decimal("84.50")),
        ("TVA 20 % 84,50\nTVA 10 % 4,00", None),
    ],
)
def test_the_only_line_of_tax_is_the_tax(lines: str, tax: Decimal | None) -> None:
    assert read_invoice_text(f"Total HT 100,00\n{lines}\nTotal TTC 125,00").total_tax == tax
