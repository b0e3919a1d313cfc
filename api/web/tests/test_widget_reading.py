"""Reading along: days, what comes below, copies, steps of a card, faces."""

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

# What is told stays for two seconds: a busy machine may look later.
NOTE_COPIED = """(answer) => new MutationObserver(() => {
  const told = answer.querySelector('.copy').textContent;
  if (told === 'Copié') answer.dataset.copied = told;
}).observe(answer, { childList: true, subtree: true })"""
SAID: Event = {"from": "agent", "type": "message", "author": "Camille Roux"}
INVOICE: Event = {
    "type": "card",
    "text": "Facture 201700000124 : Rejetée",
    "card": {
        "kind": "invoice",
        "title": "Facture 201700000124",
        "fields": [{"label": "Statut", "value": "Rejetée"}],
        "data": {
            "history": [
                {
                    "code": "DEPOSEE",
                    "label": "Déposée",
                    "at": "2026-11-03T09:00:00+01:00",
                    "actor": "Manuela Martin",
                    "comment": None,
                },
                {
                    "code": "REJETEE",
                    "label": "Rejetée",
                    "at": "2026-11-05T14:30:00+01:00",
                    "actor": "ATD31",
                    "comment": "Montant de la facture erroné",
                },
            ]
        },
    },
}
SOLLICITATION: Event = {
    "type": "card",
    "text": "Sollicitation SOL-2026-000123",
    "card": {
        "kind": "sollicitation",
        "title": "Sollicitation SOL-2026-000123",
        "fields": [],
        "data": {
            "history": [
                {
                    "at": "2026-11-03T09:00:00+01:00",
                    "act": {"code": "submit", "label": "Envoyée"},
                    "author": "Manuela Martin",
                    "text": "Facture recyclée sans motif.",
                }
            ]
        },
    },
}


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    server.answers = {"facture": [INVOICE], "demande": [SOLLICITATION]}
    return WidgetPage(page, server).open()


def lines(count: int) -> list[Event]:
    return [{**SAID, "text": f"Ligne {number}\n" * 3} for number in range(count)]


def test_each_day_begins_with_its_name(widget: WidgetPage, server: ContractServer) -> None:
    server.push(
        {**SAID, "text": "Le lendemain.", "at": "2026-11-30T23:30:00Z"},
        {**SAID, "text": "Le même jour.", "at": "2026-12-01T08:00:00Z"},
    )
    expect(widget.message("Le même jour.")).to_have_count(1)

    days = widget.log.locator(".day")
    expect(days).to_have_text(["mardi 24 novembre 2026", "mardi 1er décembre 2026"])
    first = "(day) => day.nextElementSibling.textContent.includes('Le lendemain.')"
    assert days.last.evaluate(first)


def test_the_present_day_is_told_by_its_name_alone(page: Page, server: ContractServer) -> None:
    page.clock.set_fixed_time("2026-11-25T10:00:00Z")
    widget = WidgetPage(page, server).open()
    server.push({**SAID, "text": "À l’instant.", "at": "2026-11-25T09:59:00Z"})

    expect(widget.log.locator(".day")).to_have_text(["mardi 24 novembre 2026", "Aujourd’hui"])


def test_who_reads_above_is_told_of_what_comes_below(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.push(*lines(20))
    expect(widget.message("Ligne 19")).to_be_in_viewport()
    thread = widget.panel.get_by_role("group", name="Échanges")
    thread.evaluate("(thread) => { thread.scrollTop = 0; }")
    server.push({**SAID, "text": "Une de plus."})
    jump = widget.panel.get_by_role("button", name="1 nouveau message")
    expect(jump).to_be_visible()
    expect(widget.message("Une de plus.")).not_to_be_in_viewport()
    server.push({**SAID, "text": "Et une autre."})

    widget.panel.get_by_role("button", name="2 nouveaux messages").click()

    expect(widget.message("Et une autre.")).to_be_in_viewport()
    expect(thread).to_be_focused()
    expect(jump).to_have_count(0)


def test_its_button_acts_though_its_drawing_changes_while_it_is_pressed(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.push(*lines(20))
    expect(widget.message("Ligne 19")).to_be_in_viewport()
    thread = widget.panel.get_by_role("group", name="Échanges")
    thread.evaluate("(thread) => { thread.scrollTop = 0; }")
    server.push({**SAID, "text": "Une de plus."})
    arrow = widget.panel.get_by_role("button", name="1 nouveau message").locator("svg")
    place = arrow.bounding_box()
    assert place
    widget.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    widget.page.mouse.down()
    server.push({**SAID, "text": "Et une autre."})
    expect(widget.panel.get_by_role("button", name="2 nouveaux messages")).to_be_visible()
    widget.page.mouse.up()

    expect(widget.message("Et une autre.")).to_be_in_viewport()


def test_who_reads_the_end_is_not_told_of_it(widget: WidgetPage, server: ContractServer) -> None:
    server.push(*lines(20))

    expect(widget.message("Ligne 19")).to_be_in_viewport()
    expect(widget.panel.get_by_role("button", name="nouveau")).to_have_count(0)


def test_a_message_is_copied_as_it_was_said(widget: WidgetPage) -> None:
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.say("bonjour")
    answer = widget.message("Réponse à : bonjour")
    answer.evaluate(NOTE_COPIED)
    answer.get_by_role("button", name="Copier ce message").click()

    expect(answer).to_have_attribute("data-copied", "Copié")
    assert widget.page.evaluate("navigator.clipboard.readText()") == "Réponse à : bonjour"


def test_without_a_clipboard_nothing_is_offered(page: Page, server: ContractServer) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    widget = WidgetPage(page, server).open()

    expect(widget.panel.get_by_role("button", name="Copier")).to_have_count(0)


def test_an_invoice_has_its_steps_drawn(widget: WidgetPage) -> None:
    widget.say("facture")
    steps = widget.message("Facture 201700000124").locator(".steps li")

    expect(steps).to_have_count(2)
    expect(steps.first).to_have_text("Déposée 03/11/2026 à 9 h 00 – Manuela Martin")
    expect(steps.last).to_contain_text("Rejetée 05/11/2026 à 14 h 30 – ATD31")
    expect(steps.last).to_contain_text("Montant de la facture erroné")
    expect(steps.last).to_have_attribute("aria-current", "step")


def test_a_sollicitation_has_its_acts_drawn(widget: WidgetPage) -> None:
    widget.say("demande")
    step = widget.message("SOL-2026-000123").locator(".steps li")

    expect(step).to_contain_text("Envoyée 03/11/2026 à 9 h 00 – Manuela Martin")
    expect(step).to_contain_text("Facture recyclée sans motif.")


def test_the_face_of_an_agent_is_not_read_aloud(widget: WidgetPage, server: ContractServer) -> None:
    server.push({**SAID, "text": "Je regarde."})
    face = widget.message("Je regarde.").locator(".face")

    expect(face).to_have_text("CR")
    expect(face).to_have_attribute("aria-hidden", "true")
