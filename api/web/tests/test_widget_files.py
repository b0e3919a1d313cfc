"""Files that go with a message: chosen, dropped, pasted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_page import WidgetPage

_BRING = """(element, [kind, name]) => {
  const files = new DataTransfer();
  files.items.add(new File(['%PDF-1.7'], name, { type: 'application/pdf' }));
  const init = { bubbles: true, cancelable: true, composed: true };
  const event = kind === 'drop'
    ? new DragEvent('drop', { ...init, dataTransfer: files })
    : new ClipboardEvent('paste', { ...init, clipboardData: files });
  element.dispatchEvent(event);
}"""


@pytest.fixture
def facture(tmp_path: Path) -> Path:
    path = tmp_path / "facture.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    return WidgetPage(page, server)


def choose(widget: WidgetPage, *paths: Path) -> None:
    with widget.page.expect_file_chooser() as chosen:
        widget.panel.get_by_role("button", name="Joindre un fichier").click()
    chosen.value.set_files(list(paths))


def test_a_file_alone_is_sent_once(
    widget: WidgetPage, server: ContractServer, facture: Path
) -> None:
    widget.open()
    choose(widget, facture)
    expect(widget.panel.get_by_text("joint", exact=True)).to_be_visible()
    widget.panel.get_by_role("button", name="Envoyer").click()

    expect(widget.log).to_contain_text("Réponse à : Fichier joint : facture.pdf")
    assert widget.message("Fichier joint : facture.pdf").count() == 2  # said, and answered
    [post] = server.posts
    assert (post.get("text"), post["attachments"]) == (None, [server.files[0]["id"]])


def test_words_go_with_the_file(widget: WidgetPage, server: ContractServer, facture: Path) -> None:
    widget.open()
    choose(widget, facture)
    widget.say("est-elle bonne ?")

    expect(widget.log).to_contain_text("Réponse à : est-elle bonne ?")
    expect(widget.message("est-elle bonne ?").first).to_contain_text("Fichier joint : facture.pdf")
    assert server.posts[0]["attachments"] == [server.files[0]["id"]]
    assert widget.panel.get_by_role("button", name="Retirer facture.pdf").count() == 0


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_file_is_dropped_or_pasted(widget: WidgetPage, kind: str) -> None:
    widget.open()
    widget.field.evaluate(_BRING, [kind, "devis.pdf"])

    expect(widget.panel.get_by_role("button", name="Retirer devis.pdf")).to_be_visible()


def test_a_refused_file_says_why_and_does_not_go(
    widget: WidgetPage, server: ContractServer, tmp_path: Path
) -> None:
    refused = tmp_path / "programme.exe"
    refused.write_bytes(b"MZ")
    widget.open()
    choose(widget, refused)
    expect(widget.panel).to_contain_text("Ce type de fichier n’est pas accepté.")
    widget.say("bonjour")

    expect(widget.log).to_contain_text("Réponse à : bonjour")
    assert "attachments" not in server.posts[0]


def test_a_file_can_be_taken_back(
    widget: WidgetPage, server: ContractServer, facture: Path
) -> None:
    widget.open()
    choose(widget, facture)
    widget.panel.get_by_role("button", name="Retirer facture.pdf").click()
    widget.say("bonjour")

    expect(widget.log).to_contain_text("Réponse à : bonjour")
    assert "attachments" not in server.posts[0]


def test_the_focus_is_kept_when_a_file_is_taken_back_by_keyboard(
    widget: WidgetPage, facture: Path
) -> None:
    widget.open()
    choose(widget, facture)
    widget.panel.get_by_role("button", name="Retirer facture.pdf").press("Enter")

    expect(widget.panel.get_by_role("button", name="Joindre un fichier")).to_be_focused()


def test_a_file_on_its_way_shows_how_far_it_is_and_can_be_cancelled(
    widget: WidgetPage, server: ContractServer, facture: Path
) -> None:
    server.uploads.clear()
    widget.open()
    choose(widget, facture)
    bar = widget.panel.get_by_role("progressbar", name="Envoi de facture.pdf")
    # All its bytes have left, and the server has not answered yet.
    expect(bar).to_have_js_property("value", 1)
    with widget.page.expect_event("requestfailed"):
        widget.panel.get_by_role("button", name="Retirer facture.pdf").click()
    server.run(server.uploads.set)
    widget.say("bonjour")

    expect(widget.log).to_contain_text("Réponse à : bonjour")
    expect(bar).to_have_count(0)
    assert "attachments" not in server.posts[0]


def test_a_file_that_has_come_shows_no_progress_any_more(widget: WidgetPage, facture: Path) -> None:
    widget.open()
    choose(widget, facture)

    expect(widget.panel.get_by_text("joint", exact=True)).to_be_visible()
    expect(widget.panel.get_by_role("progressbar")).to_have_count(0)
