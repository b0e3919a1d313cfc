"""What a schema would refuse is never written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from api.domain.invoice_document import AttachedFile, Party, ReadInvoice
from api.domain.status_document import ReadStatus
from api.formats.cii_writing import write_cii
from api.formats.errors import IncompleteDataError
from api.formats.model import Envelope
from api.formats.pivot import write_pivot
from api.formats.statut import write_statuses
from api.formats.tests.builders import RECIPIENT, a_pivot, a_status, an_invoice
from api.formats.ubl_writing import write_ubl

_FILE = (AttachedFile("f.pdf", "application/pdf", b"1"),)


def _missing(act: Callable[..., bytes], *arguments: Any, **options: Any) -> list[str]:
    with pytest.raises(IncompleteDataError) as caught:
        act(*arguments, **options)
    return caught.value.fields


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": None}, "DonneesFacture/Id"),
        ({"number": "1" * 21}, "DonneesFacture/Id"),
        ({"framework": "A11"}, "DonneesFacture/Cadre"),
        ({"kind": "384"}, "DonneesFacture/Type"),
        ({"payment_means": None}, "DonneesFacture/ModePaiement"),
        ({"currency": "euro"}, "DonneesFacture/Devise"),
        ({"due": Decimal("NaN")}, "DonneesFacture/Montants"),
        ({"engagement": "1" * 51}, "Engagement/NumeroEngagement"),
        ({"service_code": "1" * 101}, "Debiteur/CodeService"),
        ({"recipient": replace(RECIPIENT, identifier="123")}, "Debiteur/Identifiant"),
        ({"recipient": Party("RIDET", "1" * 14)}, "Debiteur/TypeIdentifiant"),
        ({"attachments": (AttachedFile("a" * 51, "a/b"),)}, "PJ/NomPJ"),
    ],
)
def test_the_pivot_says_what_it_lacks(change: dict[str, Any], field: str) -> None:
    invoice = an_invoice(**{"attachments": _FILE} | change)

    assert _missing(write_pivot, [a_pivot(invoice)]) == [field]


def test_the_pivot_says_everything_at_once() -> None:
    assert len(_missing(write_pivot, [replace(a_pivot(), invoice=ReadInvoice())])) > 10


def test_an_empty_pivot_is_not_written() -> None:
    assert _missing(write_pivot, []) == ["CPPFactures"]


def test_a_partner_has_at_most_eight_characters() -> None:
    envelope = Envelope(sender_id="CHORUSPRO")

    assert _missing(write_pivot, [a_pivot()], envelope=envelope) == ["Partenaires/Id"]


@pytest.mark.parametrize("write", [write_cii, write_ubl])
def test_a_structured_invoice_needs_its_lines(write: Callable[..., bytes]) -> None:
    assert _missing(write, an_invoice(lines=())) == ["BG-25"]


@pytest.mark.parametrize("write", [write_cii, write_ubl])
def test_an_identifier_without_a_place_is_not_written(write: Callable[..., bytes]) -> None:
    supplier = Party("RIDET", "0123456.001", "Nickel", "NC")

    assert _missing(write, an_invoice(supplier=supplier)) == ["BG-4"]


def test_statuses_of_both_kinds_do_not_mix() -> None:
    flow = ReadStatus(code="90", at=datetime(2020, 1, 1, tzinfo=UTC), flow_id="F")

    assert "CPPFluxStatuts" in _missing(write_statuses, [a_status(), flow])


def test_an_unknown_status_is_not_written() -> None:
    assert _missing(write_statuses, [a_status(code="42")]) == ["DonneesStatut/IdStatut"]
