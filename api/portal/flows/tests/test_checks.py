"""Each rule of the creation, and its own code. No database: the rules are pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from api.domain.attachment_kind import AttachmentKind
from api.domain.invoice_document import VatShare
from api.domain.structures import StructureState
from api.formats.model import Format
from api.models.structure import Service, Structure
from api.portal.flows.amounts import totals_of
from api.portal.flows.checks import Candidate, find_errors
from api.portal.flows.frames import Piece
from api.portal.flows.tests import files

SUPPLIER = Structure(siret="1" * 14, name="Fournisseur", public=False)


def town(**parameters: Any) -> Structure:
    values: dict[str, Any] = {
        "siret": "2" * 14,
        "name": "Mairie",
        "public": True,
        "state": StructureState.ACTIVE,
        "service_code_required": False,
        "engagement_required": False,
        "either_required": False,
        "services": [],
        **parameters,
    }
    return Structure(**values)


def service(code: str, **parameters: Any) -> Service:
    values = {"name": code, "active": True, "engagement_required": False, **parameters}
    return Service(code=code, **values)


def errors(
    recipient: Structure | None = None, context: dict[str, Any] | None = None, **changes: Any
) -> list[str]:
    """Codes for an invoice with nothing wrong but `changes`."""
    values: dict[str, Any] = {
        "read": replace(files.sample("F-1", SUPPLIER.siret, "2" * 14), **changes),
        "format": Format.CII,
        "pieces": [],
        "supplier": SUPPLIER,
        "recipient": recipient or town(),
        "taken": False,
        "validator_id": None,
        "today": date(2026, 11, 24),
        **(context or {}),
    }
    return [error.value for error in find_errors(Candidate(**values))]


def piece(name: str, size: int = 10) -> Piece:
    return Piece(
        kind=AttachmentKind.COMPLEMENT, name=name, media_type="x", size=size, sha256="0" * 64
    )


def test_a_right_invoice_has_no_error() -> None:
    assert errors() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": None}, "number_missing"),
        ({"number": "  "}, "number_missing"),
        ({"number": "F" * 21}, "number_too_long"),
        ({"number": "ß" * 11}, "number_too_long"),
        ({"number": "20230305"}, "number_is_a_date"),
        ({"issued_on": None}, "date_missing"),
        ({"kind": "325"}, "kind_unknown"),
        ({"framework": "A26"}, "framework_unknown"),
        ({"framework": "A4"}, "framework_elsewhere"),
        ({"framework": "A9"}, "validator_missing"),
        ({"service_code": "ABSENT"}, "service_unknown"),
        ({"engagement": "E" * 51}, "engagement_too_long"),
        ({"market": "M" * 51}, "market_too_long"),
        ({"total_incl_tax": None}, "amount_missing"),
        ({"total_incl_tax": Decimal("120.01")}, "amounts_incoherent"),
        ({"total_excl_tax": Decimal("100.001")}, "amount_not_in_cents"),
        ({"total_excl_tax": Decimal("1E+999999")}, "amount_not_in_cents"),
        ({"total_excl_tax": Decimal("1E-999999")}, "amount_not_in_cents"),
        ({"vat": (VatShare(Decimal(20), Decimal(90), Decimal(18)),)}, "vat_incoherent"),
        ({"vat": (VatShare(Decimal(20)),)}, "vat_incoherent"),
        ({"currency": "€"}, "currency_missing"),
        ({"payment_means": None}, "payment_means_missing"),
        ({"iban": None}, "iban_missing"),
    ],
)
def test_each_fault_has_its_code(changes: dict[str, Any], code: str) -> None:
    assert errors(**changes) == [code]


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ({"taken": True}, "duplicate_number"),
        ({"supplier": None}, "supplier_not_yours"),
        ({"recipient": None}, "recipient_unknown"),
        ({"recipient": town(state=StructureState.INACTIVE)}, "recipient_inactive"),
        ({"pieces": [piece("n" * 47 + ".pdf")]}, "attachment_name"),
        ({"pieces": [piece("sans-extension")]}, "attachment_name"),
        ({"pieces": [piece("a.pdf", 10_000_000)]}, "attachment_too_large"),
        ({"pieces": [piece("a.pdf", 9_500_000)] * 13}, "attachments_too_large"),
    ],
)
def test_each_circumstance_has_its_code(context: dict[str, Any], code: str) -> None:
    assert errors(context=context) == [code]


@pytest.mark.parametrize(
    ("parameters", "changes", "expected"),
    [
        ({"service_code_required": True}, {}, ["service_missing"]),
        ({"engagement_required": True}, {}, ["engagement_missing"]),
        (
            {"service_code_required": True, "engagement_required": True},
            {},
            ["service_missing", "engagement_missing"],
        ),
        ({"either_required": True}, {}, ["service_or_engagement_missing"]),
        ({"either_required": True}, {"engagement": "EJ1"}, []),
        ({"services": [service("S1")]}, {"service_code": " s1 "}, []),
        ({"services": [service("S1", active=False)]}, {"service_code": "S1"}, ["service_closed"]),
        (
            {"services": [service("S1", valid_until=date(2026, 11, 23))]},
            {"service_code": "S1"},
            ["service_closed"],
        ),
        (
            {"services": [service("S1", engagement_required=True)]},
            {"service_code": "S1"},
            ["engagement_missing"],
        ),
    ],
)
def test_the_recipient_s_parameters_are_respected(
    parameters: dict[str, Any], changes: dict[str, Any], expected: list[str]
) -> None:
    assert errors(town(**parameters), **changes) == expected


def test_a_rib_is_enough_in_the_cpp_formats() -> None:
    assert errors(context={"format": Format.CPP_FACTURE_MIXTE}, iban=None) == []


def test_a_credit_note_needs_no_payment_and_counts_below_zero() -> None:
    note = files.sample("A-1", SUPPLIER.siret, "2" * 14, kind="381", payment_means=None)

    totals = totals_of(note)

    assert errors(kind="381", payment_means=None, iban=None) == []
    assert (totals.excl_tax, totals.tax, totals.incl_tax) == (-10000, -2000, -12000)
    assert totals.vat == [{"rate": "20.00", "base_cents": -10000, "tax_cents": -2000}]


def test_all_the_faults_are_told_at_once() -> None:
    assert errors(number=None, currency=None, payment_means=None) == [
        "number_missing",
        "currency_missing",
        "payment_means_missing",
    ]
