"""How the events of the log are shown."""

import pytest
from playwright.sync_api import Page, Route, expect

from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage

TEXT = {"type": "text", "text": "Ouvrez "}
ANSWER: Event = {
    "type": "message",
    "text": "Ouvrez Mon compte",
    "topic": "espaces/manquants",
    "content": [
        {
            "type": "paragraph",
            "children": [
                TEXT,
                {"type": "bold", "children": [{"type": "text", "text": "Mon compte"}]},
                {"type": "code", "text": "A1"},
            ],
        },
        {
            "type": "list",
            "ordered": True,
            "items": [
                [{"type": "text", "text": "premier"}],
                [{"type": "link", "href": "https://exemple.fr/aide", "children": [TEXT]}],
                [{"type": "link", "href": "javascript:alert(1)", "children": [TEXT]}],
            ],
        },
    ],
    "sources": [
        {"title": "Guide fournisseur", "url": "https://exemple.fr/", "reviewed_on": "2026-11-21"}
    ],
}
CARD: Event = {
    "type": "card",
    "text": "Factures",
    "topic": "invoices",
    "card": {
        "kind": "invoices",
        "title": "Vos factures rejetées",
        "fields": [{"label": "Nombre", "value": "1"}],
        "items": [
            {
                "kind": "invoice",
                "title": "Facture 201700000124",
                "fields": [{"label": "Statut", "value": "Rejetée"}],
            }
        ],
    },
}
DOWNLOAD: Event = {
    "type": "card",
    "text": "Votre téléchargement est prêt.",
    "card": {
        "kind": "summary",
        "title": "Téléchargement",
        "fields": [],
        "links": [
            {"label": "Télécharger F1.pdf", "href": "/portal/v1/downloads/a.b-c.d_e"},
            {"label": "Ailleurs", "href": "https://exemple.fr/portal/v1/downloads/a"},
            {"label": "Autre page", "href": "/portal/v1/downloads/.."},
        ],
    },
}
BUTTONS: Event = {
    "type": "message",
    "text": "Vouliez-vous dire…",
    "choices": [{"id": "oui", "label": "Oui"}, {"id": "non", "label": "Non"}],
}


@pytest.fixture
def widget(page: Page, server: ContractServer) -> WidgetPage:
    server.answers = {
        "compte": [ANSWER],
        "rejetées": [CARD],
        "télécharge": [DOWNLOAD],
        "floue": [BUTTONS],
    }
    return WidgetPage(page, server).open()


def test_who_speaks_is_told_in_words(widget: WidgetPage, server: ContractServer) -> None:
    widget.say("bonjour")
    server.push(
        {"from": "agent", "author": "Camille", "type": "message", "text": "Je regarde."},
        {"from": "system", "type": "message", "text": "Réouverture lundi."},
    )

    expect(widget.message("Réponse à")).to_contain_text("Clara, assistante automatique")
    expect(widget.log.locator(".user")).to_contain_text("Vous")
    expect(widget.message("Je regarde.")).to_contain_text("Camille, agent de l’assistance")
    expect(widget.message("Réouverture")).to_contain_text("Information")


def test_the_content_tree_becomes_elements(widget: WidgetPage) -> None:
    widget.say("compte")
    answer = widget.message("Mon compte")

    expect(answer.locator("strong")).to_have_text("Mon compte")
    expect(answer.locator("code")).to_have_text("A1")
    expect(answer.locator("ol > li")).to_have_count(3)


def test_only_safe_addresses_become_links(widget: WidgetPage) -> None:
    widget.say("compte")
    links = widget.message("Mon compte").locator(".bubble a")

    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://exemple.fr/aide")
    expect(links).to_have_attribute("rel", "noopener noreferrer")


def test_an_answer_gives_its_source_and_review_date(widget: WidgetPage) -> None:
    widget.say("compte")

    source = widget.message("Mon compte").locator(".source")
    expect(source).to_contain_text("Source : Guide fournisseur")
    expect(source).to_contain_text("— relu le 21/11/2026")


def test_a_card_shows_its_fields_and_its_items(widget: WidgetPage) -> None:
    widget.say("rejetées")
    card = widget.message("Vos factures rejetées")

    expect(card.get_by_role("heading", name="Vos factures rejetées")).to_be_visible()
    expect(card.get_by_role("term").first).to_have_text("Nombre")
    item = card.get_by_role("listitem").filter(has_text="Facture 201700000124")
    expect(item.get_by_role("definition")).to_have_text("Rejetée")


def test_a_card_links_to_downloads_of_its_own_server_alone(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.say("télécharge")
    links = widget.message("Téléchargement").get_by_role("link")

    expect(links).to_have_count(1)
    expect(links).to_have_accessible_name("Télécharger F1.pdf (nouvelle fenêtre)")
    expect(links).to_have_attribute("href", f"{server.url}/portal/v1/downloads/a.b-c.d_e")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<b>gras</b>"])
def test_markup_stays_text_on_both_sides(widget: WidgetPage, text: str) -> None:
    widget.say(text)

    expect(widget.message(f"Réponse à : {text}")).to_have_count(1)
    expect(widget.log.locator("img, .bubble b")).to_have_count(0)


def test_taking_a_choice_sends_its_id(widget: WidgetPage, server: ContractServer) -> None:
    widget.say("floue")
    widget.log.get_by_role("button", name="Oui").click()

    expect(widget.message("Réponse à : Oui")).to_have_count(1)
    assert server.posts[-1]["choice"] == "oui"
    assert "text" not in server.posts[-1]


def test_choices_go_out_of_use_and_the_one_taken_shows(widget: WidgetPage) -> None:
    widget.say("floue")
    widget.log.get_by_role("button", name="Oui").click()

    for name, pressed in (("Oui", "true"), ("Non", None)):
        button = widget.message("Vouliez-vous").get_by_role("button", name=name)
        expect(button).to_be_disabled()
        assert button.get_attribute("aria-pressed") == pressed


def test_the_focus_is_not_lost_with_the_choice(widget: WidgetPage) -> None:
    widget.say("floue")
    widget.log.get_by_role("button", name="Oui").click()

    expect(widget.field).to_be_focused()


def test_a_vote_is_sent_and_may_be_changed(widget: WidgetPage, server: ContractServer) -> None:
    widget.say("compte")
    answer = widget.message("Mon compte")
    up = answer.get_by_role("button", name="m’a été utile")
    down = answer.get_by_role("button", name="ne m’a pas aidé")

    with widget.page.expect_response("**/votes"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    with widget.page.expect_response("**/votes"):
        down.click()

    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    assert [vote["value"] for vote in server.votes] == [1, -1]
    assert {vote["seq"] for vote in server.votes} == {3}


def test_votes_arrive_in_the_order_they_were_given(
    widget: WidgetPage, server: ContractServer
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    widget.say("compte")
    answer = widget.message("Mon compte")
    widget.page.route("**/votes", hold, times=1)
    with widget.page.expect_request("**/votes"):
        answer.get_by_role("button", name="m’a été utile").click()
    down = answer.get_by_role("button", name="ne m’a pas aidé")
    down.click()
    with widget.page.expect_response(lambda told: '"value":-1' in (told.request.post_data or "")):
        held[0].continue_()

    assert [vote["value"] for vote in server.votes] == [1, -1]
    expect(down).to_have_attribute("aria-pressed", "true")


def test_the_greeting_is_not_voted_on(widget: WidgetPage) -> None:
    expect(widget.message("Bonjour, je suis").locator(".votes")).to_have_count(0)


def test_a_question_of_the_assistant_is_not_voted_on(
    widget: WidgetPage, server: ContractServer
) -> None:
    asked = {"type": "message", "text": "Quelle catégorie ?", "topic": "x", "votable": False}
    server.answers["sollicitation"] = [asked]
    widget.say("sollicitation")

    expect(widget.message("Quelle catégorie ?").locator(".votes")).to_have_count(0)


def test_a_changed_vote_withdraws_the_question_why(
    widget: WidgetPage, server: ContractServer
) -> None:
    widget.say("compte")
    answer = widget.message("Mon compte")
    answer.get_by_role("button", name="ne m’a pas aidé").click()
    why = {"type": "message", "text": "Pourquoi ?", "votable": False, "about": 3}
    server.push({"from": "bot", "author": "Clara", **why})
    expect(widget.message("Pourquoi ?")).to_be_visible()

    answer.get_by_role("button", name="m’a été utile").click()

    expect(widget.message("Pourquoi ?")).to_be_hidden()


def test_a_text_in_another_language_is_marked_for_screen_readers(
    widget: WidgetPage, server: ContractServer
) -> None:
    said = {"type": "message", "text": "I only answer in French.", "lang": "en"}
    server.answers["hello"] = [said]
    widget.say("hello")

    expect(widget.message("I only answer").locator(".bubble")).to_have_attribute("lang", "en")


def test_each_message_enters_the_live_region_once(widget: WidgetPage) -> None:
    widget.log.evaluate("""(log) => {
        window.added = [];
        new MutationObserver((changes) => {
            for (const change of changes)
                for (const node of change.addedNodes) window.added.push(node.textContent);
        }).observe(log, {childList: true, subtree: true});
    }""")

    widget.say("une question")
    expect(widget.message("Réponse à : une question")).to_have_count(1)

    added = widget.page.evaluate("window.added")
    assert len(added) == 2
    assert [("Vous" in text, "Réponse à" in text) for text in added] == [
        (True, False),
        (False, True),
    ]


def test_an_answer_owed_shows_until_the_turn_ends(
    widget: WidgetPage, server: ContractServer
) -> None:
    server.silent.add("attendez")
    typing = widget.panel.get_by_text("Clara écrit")

    widget.say("attendez")
    expect(typing).to_be_visible()
    server.run(lambda: server.answer(server.thread, 2, "attendez"))

    expect(typing).to_be_hidden()


def test_french_marks_keep_to_their_words(widget: WidgetPage) -> None:
    widget.say("compte ?")

    answer = widget.message("Réponse à")
    expect(answer).to_be_visible()
    # Read whole: `expect` would take any space for the one that does not break.
    assert "Réponse à\u00a0: compte\u00a0?" in (answer.text_content() or "")
