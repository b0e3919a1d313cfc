"""Each check fires on what it is for, and keeps quiet on invoices with nothing wrong."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from api.domain.invoice_checks.check import Severity
from api.domain.invoice_checks.registry import CHECKS, Verdict, examine
from api.domain.invoice_checks.subject import (
    FileKind,
    OwnView,
    Refusal,
    RuleBreach,
    RulesResult,
    Subject,
)
from api.domain.invoice_checks.tests.subjects import (
    CLIENT,
    CREDIT_NOTE,
    EITHER,
    FACTUR_X,
    GOOD,
    OWN,
    PAID,
    PDF,
    RECIPIENT,
    SUPPLIER,
    TEXT,
    TODAY,
    UNKNOWN_RECIPIENT,
    UNKNOWN_SIRET,
    XML,
    lines,
    with_file,
    with_invoice,
    with_text,
    without,
)
from api.domain.invoice_document import AttachedFile, Party, PdfFacts, VatShare

ENTRIES = Path(__file__).resolve().parents[4] / "knowledge" / "entries"
BREACH = RuleBreach("BR-CO-15", "Invoice total amount", fatal=True)
LONG = "x" * 120
LARGE = bytes(9_500_000)
D = Decimal


def party(identifier: str | None, kind: str = "SIRET") -> Party:
    return Party(kind, identifier)


def attached(name: str, size: int = 10) -> Subject:
    return with_invoice(attachments=(AttachedFile(name, content=bytes(size)),))


def stranger(side: str) -> Subject:
    return with_invoice(UNKNOWN_RECIPIENT, **{side: party(UNKNOWN_SIRET)})


FIRES: dict[str, Subject] = {
    "file.name_too_long": with_file(name=f"{'x' * 47}.xml"),
    "file.extension_missing": with_file(name="facture"),
    "file.extension_not_accepted": with_file(name="facture.docx"),
    "file.extension_mismatch": with_file(name="facture.pdf", content_fits=False),
    "file.too_large": with_file(size=10_000_000),
    "file.unreadable": with_file(refusal=Refusal("pdf_damaged", "Ce PDF est abîmé.")),
    "file.not_an_invoice": with_file(kind=FileKind.STATUS),
    "file.pivot": with_file(kind=FileKind.PIVOT),
    "file.archive": with_file(kind=FileKind.ARCHIVE),
    "file.several_invoices": with_file(invoices=3),
    "pdf.password": replace(
        with_file(PDF, refusal=Refusal("pdf_password", "")), pdf=PdfFacts(0, "", encrypted=True)
    ),
    "pdf.no_text": with_text("1/1"),
    "pdf.long": with_text(TEXT, pages=4),
    "pdf.recipient_keyword": replace(
        with_text(TEXT.replace("SIRET client", "SIREN")), invoice=PDF.invoice
    ),
    "pdf.engagement_keyword": with_text(without("Engagement")),
    "pdf.keyword_glued": with_text(TEXT.replace("Engagement ", "Engagement:")),
    "pdf.not_an_invoice": with_text(TEXT.lower().replace("facture", "devis")),
    "number.missing": with_invoice(number=None),
    "number.too_long": with_invoice(number="F" * 21),
    "number.is_a_date": with_invoice(number="20230305"),
    "number.already_used": replace(XML, own=OwnView(OWN.sirets, number_used="Rejetée")),
    "date.missing": with_invoice(issued_on=None),
    "date.future": with_invoice(issued_on=date(2026, 11, 22)),
    "date.old": with_invoice(issued_on=date(2025, 11, 20)),
    "supplier.siret_missing": with_invoice(supplier=party(None)),
    "supplier.siret_malformed": with_invoice(supplier=party("000000001")),
    "supplier.siret_key": stranger("supplier"),
    "supplier.not_yours": replace(XML, own=OwnView(frozenset({"12345678900001"}))),
    "supplier.is_recipient": with_invoice(supplier=party(RECIPIENT)),
    "recipient.siret_missing": with_invoice(recipient=party(None)),
    "recipient.not_a_siret": with_invoice(recipient=party("FR123", "UE_HORS_FRANCE")),
    "recipient.siret_malformed": with_invoice(recipient=party("223100017")),
    "recipient.siret_key": stranger("recipient"),
    "recipient.unknown": replace(UNKNOWN_RECIPIENT, looked_up=True),
    "recipient.inactive": replace(XML, recipient=replace(CLIENT, active=False)),
    "recipient.private": replace(XML, recipient=replace(CLIENT, public=False)),
    "service_code.missing": with_invoice(service_code=None),
    "service_code.either_missing": with_invoice(EITHER, service_code=None, engagement=None),
    "service_code.unknown": with_invoice(service_code="DFF"),
    "service_code.closed": with_invoice(service_code="ANCIEN"),
    "service_code.too_long": with_invoice(service_code="S" * 101),
    "service_code.technical": with_invoice(service_code="FACTURES_PUBLIQUES"),
    "engagement.missing": with_invoice(engagement=None),
    "engagement.missing_for_service": with_invoice(engagement=None),
    "engagement.too_long": with_invoice(engagement="1" * 51),
    "engagement.spaces": with_invoice(engagement="CP2026 X123456 1"),
    "engagement.lower_case": with_invoice(engagement="cp2026/x123456/1"),
    "engagement.added_text": with_invoice(engagement="commande CP2026/X123456/1"),
    "engagement.client_format": with_invoice(engagement="X123456"),
    "engagement.is_a_service_code": with_invoice(engagement="DFD"),
    "market.too_long": with_invoice(market="M" * 51),
    "framework.unknown": with_invoice(framework="A26"),
    "framework.works": with_invoice(framework="A4"),
    "framework.own_circuit": with_invoice(framework="A3"),
    "framework.needs_validator": with_invoice(framework="A9"),
    "framework.already_paid": PAID,
    "framework.paid_but_due": with_invoice(framework="A2"),
    "amounts.missing": with_invoice(total_incl_tax=None),
    "amounts.total": with_invoice(total_incl_tax=D("121.00")),
    "amounts.vat_bases": with_invoice(vat=(VatShare(D(20), D("90.00"), D("20.00")),)),
    "amounts.vat_taxes": with_invoice(vat=(VatShare(D(20), D("100.00"), D("19.00")),)),
    "amounts.vat_rates": with_invoice(vat=(VatShare(D(10), D("100.00"), D("20.00")),)),
    "amounts.lines": with_invoice(lines=lines("60.00", "39.00")),
    "amounts.due": with_invoice(due=D("130.00")),
    "amounts.zero": with_invoice(total_incl_tax=D(0)),
    "currency.missing": with_invoice(currency=None),
    "currency.malformed": with_invoice(currency="€"),
    "currency.not_euro": with_invoice(currency="USD"),
    "payment.means_missing": with_invoice(payment_means=None),
    "payment.iban_missing": with_invoice(iban=None),
    "payment.iban_wrong": with_invoice(iban="FR7630006000011234567890188"),
    "credit_note.unknown_kind": with_invoice(kind="999"),
    "credit_note.negative_invoice": with_invoice(total_incl_tax=D("-120.00")),
    "credit_note.negative_total": with_invoice(CREDIT_NOTE, total_incl_tax=D("-120.00")),
    "credit_note.payment_means": with_invoice(CREDIT_NOTE, payment_means="30"),
    "credit_note.origin_missing": with_invoice(CREDIT_NOTE, origin_number=None),
    "credit_note.after_rejection": replace(
        CREDIT_NOTE, own=OwnView(OWN.sirets, origin_rejected=True)
    ),
    "attachments.name_too_long": attached(f"{'x' * 47}.pdf"),
    "attachments.extension": attached("programme.exe"),
    "attachments.too_large": attached("plan.pdf", 10_000_000),
    "attachments.empty": attached("plan.pdf", 0),
    "attachments.total_too_large": with_invoice(
        attachments=tuple(AttachedFile(f"{n}.pdf", content=LARGE) for n in range(13))
    ),
    "factur_x.circuit": FACTUR_X,
    "factur_x.profile": replace(FACTUR_X, rules=RulesResult(profile="basic")),
    "factur_x.number_differs": with_invoice(FACTUR_X, number="F-2026-13"),
    "factur_x.recipient_differs": with_invoice(FACTUR_X, recipient=party("25310197600020")),
    "factur_x.amount_differs": with_invoice(FACTUR_X, total_incl_tax=D("999.99")),
    "rules.schema": replace(XML, rules=RulesResult(schema=(BREACH,))),
    "rules.en16931": replace(XML, rules=RulesResult(en16931=(BREACH,))),
    "rules.french": replace(XML, rules=RulesResult(french=(BREACH,))),
    "rules.unfinished": replace(XML, rules=RulesResult(unfinished="Interrompu.")),
}
BY_CODE = {check.code: check for check in CHECKS}
# These say something of invoices that have nothing wrong.
ONLY_TO_KNOW = {"factur_x.circuit", "framework.already_paid"}


def test_there_are_at_least_thirty_and_no_two_share_a_code() -> None:
    assert len(BY_CODE) == len(CHECKS) >= 30


def test_the_table_has_every_check() -> None:
    assert set(FIRES) == set(BY_CODE)


@pytest.mark.parametrize("code", BY_CODE)
def test_it_fires(code: str) -> None:
    problems = BY_CODE[code].find(FIRES[code])

    assert problems, code


@pytest.mark.parametrize("code", BY_CODE)
def test_it_says_so_in_french_sentences(code: str) -> None:
    check = BY_CODE[code]
    for problem in check.find(FIRES[code]) or ():
        for sentence in (problem.message, problem.how_to_fix or check.how_to_fix):
            assert sentence[0].isupper() or sentence[0] in "«", sentence
            assert sentence.rstrip()[-1] in ".?…", sentence
            assert "'" not in sentence, sentence


@pytest.mark.parametrize("code", BY_CODE)
def test_it_keeps_quiet_where_nothing_is_wrong(code: str) -> None:
    answers = [BY_CODE[code].find(subject) for subject in GOOD]

    assert [] in [list(answer) for answer in answers if answer is not None], "never passes"
    if code not in ONLY_TO_KNOW:
        assert not any(answers)


@pytest.mark.parametrize("code", BY_CODE)
def test_it_says_nothing_of_what_is_not_known(code: str) -> None:
    bare = Subject(file=replace(XML.file, kind=FileKind.UNKNOWN, content_fits=None), today=TODAY)

    assert not BY_CODE[code].find(bare)


@pytest.mark.parametrize("code", BY_CODE)
def test_its_entry_exists(code: str) -> None:
    assert (ENTRIES / f"{BY_CODE[code].entry}.md").is_file()


@pytest.mark.parametrize("subject", GOOD)
def test_nothing_grave_is_said_of_a_good_invoice(subject: Subject) -> None:
    report = examine(subject)

    assert report.verdict is Verdict.GOOD, report.findings


def test_a_code_passes_or_is_found_but_never_both() -> None:
    for subject in (*GOOD, *FIRES.values()):
        report = examine(subject)
        own = {finding.code for finding in report.findings if finding.code in BY_CODE}
        assert not own & set(report.passed)
        assert max(Counter(report.passed).values(), default=1) == 1


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        (FIRES["number.missing"], Verdict.WOULD_BE_REFUSED),
        (FIRES["date.future"], Verdict.DOUBTFUL),
        (FIRES["currency.not_euro"], Verdict.GOOD),
    ],
)
def test_the_verdict_is_that_of_the_gravest(subject: Subject, verdict: Verdict) -> None:
    assert examine(subject).verdict is verdict


def test_the_gravest_come_first() -> None:
    subject = with_invoice(number=None, currency="USD", issued_on=date(2027, 1, 1))

    severities = [finding.severity for finding in examine(subject).findings]

    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


def test_own_sirets_are_never_doubted_for_their_key() -> None:
    assert BY_CODE["supplier.siret_key"].find(with_invoice(supplier=party(SUPPLIER))) == []
