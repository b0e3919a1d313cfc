"""What is sent of a structure and of a check is what the widget's tests draw.

`actions` and `api` do not import each other: both are held to the same file.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from actions.invoice_check.card import check_card
from actions.portal_checks import InvoiceCheck
from actions.portal_models import Structure
from actions.reply import Card
from actions.structures.card import structure_card
from actions.tests.contract_data import service, structure
from actions.tests.test_invoice_check import finding, report

CARDS = Path(__file__).parents[2] / "api" / "web" / "tests" / "cards.json"
SERVICES = [
    service("FACTURES_PUBLIQUES", engagement=True),
    service("DR"),
    service("ANCIEN", active=False),
]


def of_structure(services: list[dict[str, Any]], page: int = 1) -> Card:
    known = structure("25310197600020", "ATD31", services)
    return structure_card(Structure.model_validate(known), page)


def of_check(*findings: dict[str, Any]) -> Card:
    return check_card(InvoiceCheck.model_validate(report(*findings)))


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("structure", of_structure(SERVICES)),
        ("structure_page", of_structure([service(f"S{rank}") for rank in range(11)], 2)),
        (
            "check",
            of_check(
                finding("number.missing"),
                finding("engagement.spaces", "doubtful"),
                finding("x", "info"),
            ),
        ),
    ],
    ids=["structure", "structure_page", "check"],
)
def test_the_widget_is_tried_on_what_is_sent(name: str, card: Card) -> None:
    drawn = json.loads(CARDS.read_text(encoding="utf-8"))[name]

    assert {key: value for key, value in card.items() if key != "data"} == drawn
