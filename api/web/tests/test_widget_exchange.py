"""An exchange with an agent: who is writing, files given, the queue's choices."""

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

AGENT: Event = {
    "from": "system",
    "type": "state",
    "text": "Camille Roux vous rejoint.",
    "state": {"speaker": "agent", "agent": "Camille Roux"},
}
QUEUED: Event = {
    "from": "system",
    "type": "state",
    "text": "Vous êtes en position 1.",
    "state": {"speaker": "queued", "position": 1},
}
CHOICES: Event = {
    "from": "bot",
    "type": "message",
    "author": "Clara",
    "text": "Votre demande est transmise.",
    "choices": [{"id": "c-9", "label": "Transformer en sollicitation"}],
    "choices_while": "queued",
}


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    return WidgetPage(page, server).open()


def test_the_agent_is_seen_writing_until_he_has_written(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.push(AGENT)
    server.write(**{"from": "agent", "author": "Camille Roux", "seconds": 60})
    writing = widget.panel.get_by_text("Camille Roux écrit")
    expect(writing).to_be_visible()

    server.push({"from": "agent", "type": "message", "author": "Camille Roux", "text": "Bonjour."})

    expect(widget.message("Bonjour.")).to_have_count(1)
    expect(writing).to_be_hidden()


def test_the_sign_goes_out_when_the_agent_stops(widget: WidgetPage, server: ContractServer) -> None:
    server.push(AGENT)
    server.write(**{"from": "agent", "author": "Camille Roux", "seconds": 60})
    expect(widget.panel.get_by_text("Camille Roux écrit")).to_be_visible()

    server.write(**{"from": "agent", "author": "Camille Roux", "seconds": 0})

    expect(widget.panel.get_by_text("Camille Roux écrit")).to_be_hidden()


def test_the_agent_alone_is_told_that_the_user_writes(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.field.type("à l’assistante")
    assert server.typed == []

    server.push(AGENT)
    expect(widget.panel.get_by_text("Vous échangez avec Camille Roux")).to_be_visible()
    widget.page.clock.set_fixed_time("2026-11-24T09:05:00Z")  # however long it takes to type
    with widget.page.expect_response("**/typing"):
        widget.field.type("à l’agente, longuement")

    assert len(server.typed) == 1


def test_a_file_of_the_agent_is_downloaded_with_the_conversation_s_token(
    widget: WidgetPage, server: ContractServer
) -> None:
    file = {"id": "f-1", "name": "attestation.pdf"}
    said = {"from": "agent", "type": "message", "author": "Camille Roux", "text": "Voici."}
    server.push(AGENT, {**said, "attachments": [file]})

    with widget.page.expect_download() as download:
        widget.panel.get_by_role("button", name="Télécharger attestation.pdf").click()

    assert download.value.suggested_filename == "attestation.pdf"
    assert download.value.path().read_bytes() == b"octets de f-1"


def test_the_choices_of_the_queue_outlive_what_is_said_while_waiting(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.push(QUEUED, CHOICES)
    transform = widget.panel.get_by_role("button", name="Transformer en sollicitation")
    expect(transform).to_be_enabled()

    widget.say("c’est pour ma facture 125")
    expect(widget.message("Réponse à : c’est pour ma facture 125")).to_have_count(1)
    expect(transform).to_be_enabled()

    server.push(AGENT)
    expect(transform).to_be_disabled()
