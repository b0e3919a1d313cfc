"""A structure and a check report, drawn from what `actions` sends of them.

`cards.json` is what it sends, but for `data`: `actions/tests/test_cards.py` holds it to that.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

CARDS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cards.json").read_text(encoding="utf-8")
)


def sent(name: str, **changes: Any) -> Event:
    return {"type": "card", "text": "La même chose en mots", "card": CARDS[name] | changes}


def a_check(tone: str, title: str) -> Event:
    parts = [item for item in CARDS["check"]["items"] if item["title"].startswith("Bon")]
    return sent("check", tone=tone, title=title, items=parts)


def shown(page: Page, server: ContractServer, event: Event) -> Locator:
    server.answers["question"] = [event]
    widget = WidgetPage(page, server).open()
    widget.say("question")
    card = widget.log.locator(".card")
    expect(card).to_be_visible()
    return card


def mark(title: Locator) -> str:
    """The sign drawn before a title, which is not read aloud."""
    drawn: str = title.evaluate("(one) => getComputedStyle(one, '::before').content")
    assert drawn == "none" or drawn.endswith('/ ""')
    return drawn.partition('" /')[0].lstrip('"')


def test_a_structure_says_its_siret_and_what_it_requires(
    page: Page, server: ContractServer
) -> None:
    card = shown(page, server, sent("structure"))

    expect(card.get_by_role("heading", level=3)).to_have_text("ATD31")
    expect(card.locator("dl > div")).to_have_text(
        [
            "SIRET253 101 976 00020",
            "ÉtatActive",
            "Code serviceObligatoire",
            "EngagementObligatoire",
            "Mise à jourdonnées au 21/11/2026 à 10 h 12",
        ]
    )


def test_each_service_of_a_structure_says_whether_it_is_open_and_what_it_wants(
    page: Page, server: ContractServer
) -> None:
    card = shown(page, server, sent("structure"))

    expect(card.locator("summary")).to_have_text("3 services")
    expect(card.get_by_role("listitem")).to_have_text(
        [
            "FACTURES_PUBLIQUES – Service FACTURES_PUBLIQUESOuvert, engagement obligatoire.",
            "DR – Service DROuvert.",
            "ANCIEN – Service ANCIENFermé.",
        ]
    )
    titles = card.get_by_role("heading", level=4)
    assert [mark(title) for title in titles.all()] == ["✓", "✓", "✕"]


def test_the_services_may_be_put_away(page: Page, server: ContractServer) -> None:
    card = shown(page, server, sent("structure"))
    card.locator("summary").press("Enter")

    expect(card.get_by_role("listitem")).to_have_count(0)


def test_the_page_of_services_is_told(page: Page, server: ContractServer) -> None:
    card = shown(page, server, sent("structure_page"))

    expect(card.locator("summary")).to_have_text("11 services, page 2 sur 2")
    expect(card.get_by_role("listitem")).to_have_count(3)


def test_a_structure_without_services_lists_none(page: Page, server: ContractServer) -> None:
    card = shown(page, server, sent("structure", items=[]))

    expect(card.locator("details")).to_have_count(0)


def test_a_report_begins_with_its_verdict_then_what_to_correct(
    page: Page, server: ContractServer
) -> None:
    card = shown(page, server, sent("check"))

    expect(card.locator("h3, h4, dt")).to_have_text(
        [
            "Cette facture serait refusée",
            "Serait refusé (1)",
            "Message de number.missing.",
            "À vérifier (1)",
            "Message de engagement.spaces.",
            "Bon à savoir (1)",
            "Message de x.",
            "Fichier",
            "Format",
            "Numéro",
            "Destinataire",
            "Code service",
            "Total TTC",
            "Contrôles",
            "Mise à jour",
        ]
    )
    refused = card.get_by_role("listitem").first
    expect(refused.locator("dd")).to_have_text("Correction de number.missing.")
    titles = card.locator("h3, h4")
    assert [mark(title) for title in titles.all()] == ["✕", "✕", "!", "none"]


@pytest.mark.parametrize(("tone", "sign"), [("bad", "✕"), ("doubtful", "!"), ("good", "✓")])
def test_the_verdict_has_its_sign_and_colour(
    page: Page, server: ContractServer, tone: str, sign: str
) -> None:
    card = shown(page, server, a_check(tone, "Le verdict"))

    title = card.get_by_role("heading", name="Le verdict", exact=True)
    assert mark(title) == sign
    assert card.evaluate(
        "(card) => getComputedStyle(card).borderTopColor"
        " === getComputedStyle(card.querySelector('h3'), '::before').color"
    )


def test_what_is_good_to_know_has_no_sign(page: Page, server: ContractServer) -> None:
    card = shown(page, server, a_check("good", "Rien à redire"))

    assert mark(card.get_by_role("heading", name="Bon à savoir (1)")) == "none"


@pytest.mark.parametrize("looks", [LAPTOP, PHONE], ids=["laptop-light", "phone-dark"])
@pytest.mark.parametrize(
    "event",
    [sent("structure"), sent("check")],
    ids=["structure", "check"],
)
def test_axe_finds_nothing(
    browser: Browser, server: ContractServer, looks: dict[str, Any], event: Event
) -> None:
    page = page_for_axe(browser, looks)
    shown(page, server, event)

    assert_accessible(page, looks)
    page.context.close()
