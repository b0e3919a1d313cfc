"""Each state of the widget before axe, in the sizes and lights that it is made for."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from api.web.tests.accessibility import LAPTOP, PHONE, assert_accessible, page_for_axe
from api.web.tests.contract_server import ContractServer
from api.web.tests.test_widget_reading import INVOICE, SAID
from api.web.tests.widget_page import WidgetPage

STILL = {"reduced_motion": "reduce"}
LIGHT = LAPTOP | STILL
FORCED = LIGHT | {"forced_colors": "active"}
_CLIPPED = """(panel) => [...panel.querySelectorAll('*')]
  .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.right > innerWidth + 1 || box.left < -1))
  .map(([one]) => one.outerHTML.slice(0, 80))
"""

type State = Callable[[WidgetPage, ContractServer], None]


def _closed(widget: WidgetPage, server: ContractServer) -> None:
    expect(widget.launcher).to_be_visible()


def _open(widget: WidgetPage, server: ContractServer) -> None:
    widget.open().say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)


def _card(widget: WidgetPage, server: ContractServer) -> None:
    server.answers["facture"] = [INVOICE]
    widget.open().say("facture")
    expect(widget.log.locator(".steps li")).to_have_count(2)


def _menu(widget: WidgetPage, server: ContractServer) -> None:
    widget.open().panel.get_by_role("button", name="Options").click()


def _erasing(widget: WidgetPage, server: ContractServer) -> None:
    _menu(widget, server)
    widget.panel.get_by_role("menuitem", name="Effacer").click()


def _search(widget: WidgetPage, server: ContractServer) -> None:
    _open(widget, server)
    widget.panel.get_by_role("button", name="Options").click()
    widget.panel.get_by_role("menuitem", name="Rechercher").click()
    widget.page.keyboard.type("bonjour")
    expect(widget.log.locator(".found")).to_have_count(1)


def _file(widget: WidgetPage, server: ContractServer) -> None:
    server.uploads.clear()
    file: Any = {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    widget.open().panel.locator("input[type=file]").set_input_files([file])
    expect(widget.panel.get_by_role("progressbar")).to_be_visible()


def _queue(widget: WidgetPage, server: ContractServer) -> None:
    widget.open()
    queued = {"speaker": "queued", "position": 2}
    server.push({"from": "system", "type": "state", "text": "Position 2.", "state": queued})
    expect(widget.banner).to_contain_text("file d’attente")


def _agent(widget: WidgetPage, server: ContractServer) -> None:
    widget.open()
    joined = {"speaker": "agent", "agent": "Camille Roux"}
    server.push({"from": "system", "type": "state", "text": "Camille arrive.", "state": joined})
    server.push({**SAID, "text": "I will look.", "lang": "en"})
    expect(widget.message("I will look.")).to_have_count(1)


def _refused(widget: WidgetPage, server: ContractServer) -> None:
    widget.open()
    server.run(server.threads.clear)
    widget.say("perdu ?")
    expect(widget.banner).to_contain_text("a expiré")


@pytest.mark.parametrize("looks", [LIGHT, PHONE, FORCED], ids=["light", "dark phone", "forced"])
@pytest.mark.parametrize(
    "state", [_closed, _open, _card, _menu, _erasing, _search, _file, _queue, _agent, _refused]
)
def test_nothing_stands_in_the_way_of_anybody(
    browser: Browser, server: ContractServer, state: State, looks: dict[str, Any]
) -> None:
    page = page_for_axe(browser, looks)
    page.set_default_timeout(30_000)
    widget = WidgetPage(page, server)
    state(widget, server)

    assert_accessible(page, looks)
    if state is not _closed:
        assert widget.panel.evaluate(_CLIPPED) == []
    page.context.close()
