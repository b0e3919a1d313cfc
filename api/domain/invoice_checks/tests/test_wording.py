"""What is said of a value: exactly what is wrong, nothing that the file could smuggle in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.invoice_checks.check import Finding, Severity, shown
from api.domain.invoice_checks.number import is_a_date
from api.domain.invoice_checks.registry import examine
from api.domain.invoice_checks.subject import RuleBreach, RulesResult, Subject
from api.domain.invoice_checks.tests.subjects import (
    CLIENT,
    FACTUR_X,
    RECIPIENT,
    XML,
    read_from_text,
    with_invoice,
)
from api.domain.invoice_document import Line, Party, ReadInvoice, VatShare


def found(subject: Subject, code: str) -> Finding:
    return next(finding for finding in examine(subject).findings if finding.code == code)


def test_a_close_service_code_is_proposed() -> None:
    assert (
        "« DFD » (Finances)"
        in found(with_invoice(service_code="DFF"), "service_code.unknown").how_to_fix
    )


def test_a_closed_service_is_never_proposed() -> None:
    fix = found(with_invoice(service_code="ANCIENS"), "service_code.unknown").how_to_fix

    assert "ANCIEN »" not in fix


def test_the_clients_own_way_of_writing_is_proposed() -> None:
    finding = found(with_invoice(engagement="cp2020/x123456 / 1"), "engagement.client_format")

    assert "« CP2020/X123456/1 »" in finding.how_to_fix


def test_an_iban_is_not_repeated_whole() -> None:
    finding = found(with_invoice(iban="FR7630006000011234567890188"), "payment.iban_wrong")

    assert finding.value == "FR76…0188"
    assert "30006000011234567890" not in finding.message


def test_what_a_text_lacks_is_only_doubtful() -> None:
    assert found(read_from_text(number=None), "number.missing").severity is Severity.DOUBTFUL
    assert found(with_invoice(number=None), "number.missing").severity is Severity.REFUSED


def test_a_service_or_an_iban_misread_in_a_text_is_only_doubtful() -> None:
    for subject, code in (
        (read_from_text(service_code="FACTURES"), "service_code.unknown"),
        (read_from_text(iban="FR7630006000011234567890188"), "payment.iban_wrong"),
    ):
        assert found(subject, code).severity is Severity.DOUBTFUL


def test_amounts_are_said_as_in_french() -> None:
    subject = with_invoice(
        total_excl_tax=Decimal("1000.00"), total_tax=Decimal("200"), total_incl_tax=Decimal("1250")
    )

    message = found(subject, "amounts.total").message

    assert message == (
        "Le total est faux : 1\u202f000,00 HT et 200,00 de TVA font "
        "1\u202f200,00 TTC, et non 1\u202f250,00."
    )


@pytest.mark.parametrize("gap", ["0.01", "-0.01", "0"])
def test_a_cent_of_rounding_is_let_through(gap: str) -> None:
    subject = with_invoice(total_incl_tax=Decimal("120.00") + Decimal(gap))

    assert "amounts.total" in examine(subject).passed


def test_a_rate_that_ends_with_zeros_is_said_in_full() -> None:
    share = VatShare(Decimal("20.00"), Decimal("100"), Decimal("19"))

    assert "À 20 %" in found(with_invoice(vat=(share,)), "amounts.vat_rates").message


@pytest.mark.parametrize(
    "number", ["20230305", "05032023", "2023-03-05", "05/03/2023", "5.3.2023", "2023 03 05"]
)
def test_a_date_is_no_number(number: str) -> None:
    assert is_a_date(number)


@pytest.mark.parametrize(
    "number", ["201700100376", "20231345", "12345678", "F20230305", "2023-17-45", "99999999", "1"]
)
def test_a_number_that_only_looks_like_a_date(number: str) -> None:
    assert not is_a_date(number)


def test_a_known_rule_is_told_in_french() -> None:
    breach = RuleBreach("BR-07", "[BR-07]-An Invoice shall contain the Buyer name", fatal=True)

    finding = found(replace(XML, rules=RulesResult(en16931=(breach,))), "BR-07")

    assert finding.message == "Règle BR-07 : le nom de l’acheteur est obligatoire (BT-44)."
    assert finding.severity is Severity.DOUBTFUL


def test_an_unknown_rule_keeps_its_words_said_to_be_english() -> None:
    breach = RuleBreach("BR-ZZ-1", "[BR-ZZ-1]-Some odd thing.", fatal=True, times=3)

    finding = found(replace(XML, rules=RulesResult(en16931=(breach,))), "BR-ZZ-1")

    assert finding.message == (
        "Règle BR-ZZ-1 (3 fois), texte d’origine en anglais : « Some odd thing »."
    )


def test_the_sentences_of_the_profiles_are_translated() -> None:
    breach = RuleBreach("FX-SCH-A-000030", "Element 'ram:Name' must occur exactly 1 times.", True)

    finding = found(replace(XML, rules=RulesResult(en16931=(breach,))), "FX-SCH-A-000030")

    assert "l’élément ram:Name doit figurer 1 fois exactement." in finding.message


def test_a_warning_of_the_standard_is_only_to_know() -> None:
    breach = RuleBreach("PEPPOL-EN16931-R008", "empty elements", fatal=False)

    finding = found(replace(XML, rules=RulesResult(en16931=(breach,))), "PEPPOL-EN16931-R008")

    assert finding.severity is Severity.INFO


def test_french_rules_of_the_reform_never_refuse() -> None:
    breach = RuleBreach("BR-FR-12_BT-49", "BR-FR-12/BT-49 : obligatoire.", fatal=True)

    finding = found(replace(XML, rules=RulesResult(french=(breach,))), "BR-FR-12_BT-49")

    assert finding.severity is Severity.INFO
    assert "anglais" not in finding.message


def test_a_flood_of_breaches_is_cut() -> None:
    flood = tuple(RuleBreach(f"BR-{n}", "x", fatal=True) for n in range(200))

    findings = examine(replace(XML, rules=RulesResult(en16931=flood))).findings

    assert len(findings) == 13
    assert "188 autres" in findings[-1].message


@pytest.mark.parametrize("text", ["Total TTC 120.00 F-2026-12", "120,00", "EUR 120,00"])
def test_an_amount_of_the_xml_is_found_however_the_pdf_writes_it(text: str) -> None:
    padding = " Les Délices de Savoie vous remercient de votre confiance et de votre fidélité"
    assert FACTUR_X.pdf is not None
    subject = replace(FACTUR_X, pdf=replace(FACTUR_X.pdf, text=text + padding))

    assert "factur_x.amount_differs" in examine(subject).passed


hostile = st.text(max_size=200) | st.just("https://mechant.example/") | st.just("\u202e\0\n")


@given(value=hostile)
def test_a_quoted_value_is_short_on_one_line_and_no_link(value: str) -> None:
    quoted = shown(value)

    assert len(quoted) <= 61
    assert "://" not in quoted
    assert quoted.isprintable()


amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2)


@given(
    number=hostile | st.none(),
    engagement=hostile,
    service_code=hostile,
    identifier=hostile | st.just(RECIPIENT),
    iban=hostile,
    currency=hostile,
    kind=st.sampled_from(["380", "381", "?"]),
    issued_on=st.none() | st.dates(),
    excl=amounts,
    incl=amounts,
)
def test_no_value_breaks_a_check(  # noqa: PLR0917
    number: str | None,
    engagement: str,
    service_code: str,
    identifier: str,
    iban: str,
    currency: str,
    kind: str,
    issued_on: date | None,
    excl: Decimal | None,
    incl: Decimal | None,
) -> None:
    party = Party("SIRET", identifier)
    invoice = ReadInvoice(
        number=number,
        kind=kind,
        issued_on=issued_on,
        framework=service_code,
        supplier=party,
        recipient=party,
        service_code=service_code,
        engagement=engagement,
        market=engagement,
        currency=currency,
        total_excl_tax=excl,
        total_tax=excl,
        total_incl_tax=incl,
        due=incl,
        vat=(VatShare(excl, excl, incl),),
        lines=(Line(total_excl_tax=excl),),
        iban=iban,
        payment_means=currency,
    )

    for subject in (replace(XML, invoice=invoice), replace(FACTUR_X, invoice=invoice)):
        for finding in examine(replace(subject, recipient=CLIENT)).findings:
            assert "://" not in finding.message + finding.how_to_fix
            assert len(finding.message) < 1000
