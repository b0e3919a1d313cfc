"""The demonstration portal and the assistant on one page: what is done in the chat moves the list.

An invoice is changed here for good, that the other dialogues of this stack do not speak of.
"""

import re

from playwright.sync_api import Browser, Locator, expect

from tests.browser import Supplier
from tests.stack import Stack
from tests.talk import Talk

RETURNED = "201700000128"
LOGIN = "manuela.martin"


def test_an_invoice_recycled_in_the_chat_moves_in_the_list(browser: Browser, stack: Stack) -> None:
    someone = Supplier(browser, stack.url, LOGIN)
    someone.page.evaluate("window.neverReloaded = true")
    assert RETURNED not in _first(someone)
    expect(_row(someone)).to_contain_text("À recycler")

    someone.say(f"pourquoi ma facture {RETURNED} est à recycler ?")
    _choose(someone, "Recycler avec le service DC")
    _choose(someone, "Recycler")

    expect(_row(someone)).to_contain_text("Mise à disposition")
    expect(_row(someone)).to_contain_text("vient de changer")
    expect(someone.page.locator("#announce")).to_have_text(
        re.compile(f"La facture {RETURNED} passe de « À recycler » à « Mise à disposition")
    )
    assert RETURNED in _first(someone)
    assert someone.page.evaluate("window.neverReloaded")
    expect(someone.log.get_by_text("écrit")).to_have_count(0)
    assert _codes(stack).count("A_RECYCLER") == 1
    someone.page.context.close()


def _rows(someone: Supplier) -> Locator:
    table = someone.page.get_by_role("table", name="Factures que vous avez émises")
    return table.locator("tbody").get_by_role("row")


def _row(someone: Supplier) -> Locator:
    return _rows(someone).filter(has_text=RETURNED)


def _first(someone: Supplier) -> str:
    return _rows(someone).first.inner_text()


def _choose(someone: Supplier, label: str) -> None:
    """The latest of that name: an earlier question may have offered it too."""
    offered = someone.log.get_by_role("button", name=label, exact=True)
    expect(offered.last).to_be_enabled()
    offered.last.click()


def _codes(stack: Stack) -> list[str]:
    """What the invoice went through, as the portal itself tells it."""
    invoice = Talk(stack.url, LOGIN).portal(f"/invoices/{RETURNED}")
    return [step["code"] for step in invoice["history"]]
