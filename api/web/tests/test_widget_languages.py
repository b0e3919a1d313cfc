"""The widget's own words: French, or English for those who read it."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.web.tests.accessibility import LAPTOP, assert_accessible, page_for_axe
from api.web.tests.contract_server import ContractServer
from api.web.tests.test_files import WIDGET
from api.web.tests.test_widget_reading import INVOICE
from api.web.tests.widget_page import WidgetPage

_COMMENT = re.compile(r"(?ms)/\*\*.*?\*/|^\s*//.*?$|\s//\s.*?$")
_FRENCH = re.compile(r"[éèêàùçœ’«»]")
# French as the server writes it, or as readers of French only see it.
_NOT_SAID = re.compile(r"'Fichiers joints' : 'Fichier joint'|« /g, '«|\[»:;\?!€%\]| 1er '")
# What is on screen or read aloud, and is not told to be in French: own words, and names.
_OWN_WORDS = """(panel) => [...panel.querySelectorAll('*')]
  .filter((one) => !one.closest('[lang=fr]') && !one.closest('.user'))
  .flatMap((one) => [...[...one.childNodes].filter((node) => node.nodeType === 3),
    ...['title', 'aria-label', 'placeholder'].map((name) => one.getAttributeNode(name))])
  .map((node) => node?.nodeValue?.trim()).filter(Boolean)"""


class EnglishPage(WidgetPage):
    """The host page of `server`, whose widget is in English."""

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Need help?")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog", name="Support")

    @property
    def field(self) -> Locator:
        return self.panel.get_by_label("Your message")

    def choose(self, name: str) -> None:
        self.panel.get_by_role("button", name="Options").click()
        self.panel.get_by_role("menuitem", name=name).click()

    def assert_all_in_english(self) -> None:
        own: list[str] = self.panel.evaluate(_OWN_WORDS)
        assert own
        assert [words for words in own if _FRENCH.search(words) or "\u00a0" in words] == []


@pytest.fixture
def english(page: Page, server: ContractServer) -> EnglishPage:
    server.attributes = ' lang="en-GB"'
    return EnglishPage(page, server)


def test_no_french_word_of_the_widget_is_without_its_english() -> None:
    """What is said in French stands in a call of `say`, whose second word is the English one."""
    left = {
        module.name: _FRENCH.findall(_without_said(module.read_text(encoding="utf-8")))
        for module in WIDGET.glob("*.js")
        if module.name != "language.js"
    }

    assert {name: found for name, found in left.items() if found} == {}


def _without_said(source: str) -> str:
    bare = _NOT_SAID.sub("", _COMMENT.sub("", source))
    while (start := bare.find("say(")) >= 0:
        end, depth = start + 4, 1
        while depth:
            depth += {"(": 1, ")": -1}.get(bare[end], 0)
            end += 1
        bare = bare[:start] + bare[end:]
    return bare


@pytest.mark.parametrize(
    ("page_lang", "attributes", "launcher"),
    [
        ("fr", "", "Besoin d’aide ?"),
        ("en", "", "Need help?"),
        ("en-US", "", "Need help?"),
        ("de", "", "Besoin d’aide ?"),
        ("", "", "Besoin d’aide ?"),
        ("fr", ' lang="en"', "Need help?"),
        ("en", ' lang="fr"', "Besoin d’aide ?"),
        ("en", ' lang="es"', "Besoin d’aide ?"),
    ],
)
def test_the_language_is_that_of_the_element_or_of_what_holds_it(
    page: Page, server: ContractServer, page_lang: str, attributes: str, launcher: str
) -> None:
    server.page_lang, server.attributes = page_lang, attributes
    page.goto(f"{server.url}/host")

    expect(page.get_by_role("button", name=launcher)).to_have_attribute(
        "lang", "en" if launcher == "Need help?" else "fr"
    )


def test_the_nearest_ancestor_counts_more_than_the_document(
    page: Page, server: ContractServer
) -> None:
    page.goto(f"{server.url}/host")
    page.evaluate(
        """() => {
          const part = document.createElement('section');
          part.lang = 'en';
          document.body.append(part);
          part.append(document.querySelector('chorale-chat'));
        }"""
    )

    expect(page.get_by_role("button", name="Need help?")).to_be_visible()


def test_a_language_changed_before_the_opening_is_the_one(
    page: Page, server: ContractServer
) -> None:
    here = EnglishPage(page, server)
    page.evaluate("() => { document.documentElement.lang = 'en'; }")
    page.get_by_role("button", name="Besoin d’aide ?").click()

    expect(here.panel).to_be_visible()
    here.panel.get_by_role("button", name="Close support").click()
    expect(here.launcher).to_be_visible()


def test_the_attribute_names_the_button_at_once(page: Page, server: ContractServer) -> None:
    here = EnglishPage(page, server)
    here.element.evaluate("(chat) => { chat.lang = 'en'; }")

    expect(here.launcher).to_be_visible()


def test_a_language_changed_afterwards_is_that_of_the_next_page(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server).open()
    widget.element.evaluate("(chat) => { chat.lang = 'en'; }")
    widget.say("bonjour")

    expect(widget.message("Réponse à : bonjour")).to_contain_text("assistante automatique")
    expect(widget.panel).to_have_attribute("lang", "fr")


def test_an_element_put_back_changes_its_language_and_keeps_its_conversation(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server).open()
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)
    widget.element.evaluate(
        "(chat) => { chat.remove(); chat.lang = 'en'; document.body.append(chat); }"
    )

    panel = page.get_by_role("dialog", name="Support")
    expect(panel.get_by_text("Réponse à : bonjour")).to_be_visible()
    expect(panel).to_contain_text("automated assistant")
    assert len(server.threads) == 1


def test_the_page_of_example_shows_both_languages(page: Page, server: ContractServer) -> None:
    page.route("**/demo/v1/logins", lambda route: route.fulfill(json={"items": []}))
    page.goto(f"{server.url}/widget/exemple")
    page.get_by_label("anglais").check()
    page.get_by_role("button", name="open({focus: false})").click()

    expect(page.get_by_role("dialog", name="Support")).to_be_visible()
    expect(page.get_by_role("button", name="open({focus: false})")).to_be_focused()
    page.get_by_label("français").check()
    expect(page.get_by_role("dialog", name="Assistance")).to_be_visible()


def test_what_is_on_screen_is_in_english_but_for_what_the_assistant_says(
    english: EnglishPage, server: ContractServer
) -> None:
    server.answers["invoice"] = [
        INVOICE | {"sources": [{"title": "Guide", "reviewed_on": "2026-11-02"}]}
    ]
    english.open().say("invoice")
    expect(english.log.locator(".steps li")).to_have_count(2)
    english.say("thanks")
    expect(english.message("Réponse à : thanks")).to_have_count(1)

    english.assert_all_in_english()
    expect(english.panel).to_have_attribute("lang", "en")
    for said in english.log.locator(".bot .bubble").all():
        expect(said).to_have_attribute("lang", "fr")
    expect(english.panel.get_by_text("Never give your password")).to_be_visible()
    expect(english.log.locator(".source")).to_contain_text("Source: Guide — last reviewed on 2 Nov")
    expect(english.log.locator("summary")).to_have_text("History (2)")
    expect(english.log.locator("summary")).to_have_attribute("lang", "en")


def test_hours_are_told_on_24_and_days_in_words(
    english: EnglishPage, server: ContractServer
) -> None:
    english.open()
    server.push(
        {"from": "agent", "type": "message", "text": "Oui.", "at": "2026-12-01T13:05:00Z"},
    )

    expect(english.log.locator("time").last).to_have_text("14:05")  # in Paris
    expect(english.log.locator(".day").last).to_have_text(re.compile("Tuesday,? 1 December 2026"))
    expect(english.message("Oui.")).to_contain_text("An agent, support agent")
    english.assert_all_in_english()


@pytest.mark.parametrize(
    ("position", "told"),
    [
        (1, "You are 1st in the queue."),
        (2, "You are 2nd in the queue."),
        (3, "You are 3rd in the queue."),
        (4, "You are 4th in the queue."),
        (11, "You are 11th in the queue."),
        (13, "You are 13th in the queue."),
        (22, "You are 22nd in the queue."),
        (111, "You are 111th in the queue."),
        (None, "You are in the queue."),
    ],
)
def test_the_place_in_the_queue_has_its_english_rank(
    english: EnglishPage, server: ContractServer, position: int | None, told: str
) -> None:
    english.open()
    state = {"speaker": "queued", "position": position}
    server.push({"from": "system", "type": "state", "text": "En file.", "state": state})

    expect(english.banner).to_have_text(f"{told} An agent will answer you.")


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ({"speaker": "agent", "agent": "Camille"}, "You are talking to Camille, a support agent."),
        ({"speaker": "closed"}, "This conversation has ended."),
    ],
)
def test_who_speaks_is_told_in_english(
    english: EnglishPage, server: ContractServer, speaker: dict[str, str], told: str
) -> None:
    english.open()
    server.push({"from": "system", "type": "state", "text": "Un mot.", "state": speaker})

    expect(english.banner).to_have_text(told)
    english.assert_all_in_english()


@pytest.mark.parametrize(
    ("bot", "told"), [("starting", "The assistant is starting…"), ("down", "is unavailable")]
)
def test_what_does_not_work_is_told_in_english(
    english: EnglishPage, server: ContractServer, bot: str, told: str
) -> None:
    server.readiness["bot"] = bot
    english.open()

    expect(english.banner).to_contain_text(told)
    english.assert_all_in_english()


def test_a_message_that_is_refused_keeps_the_reason_of_the_server_in_french(
    english: EnglishPage, server: ContractServer
) -> None:
    english.open()
    english.page.route(
        "**/messages",
        lambda route: route.fulfill(status=422, json={"detail": "Ce message est trop long."}),
    )
    english.say("hello")

    note = english.log.locator(".delivery")
    expect(note).to_have_text("Message not sent. Ce message est trop long.")
    expect(note.get_by_text("Ce message")).to_have_attribute("lang", "fr")
    english.assert_all_in_english()


def test_the_menu_the_search_and_the_files_are_in_english(
    english: EnglishPage, server: ContractServer
) -> None:
    english.open()
    server.uploads.clear()
    english.panel.locator("input[type=file]").set_input_files(
        {"name": "devis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    )
    expect(english.panel.get_by_role("button", name="Remove devis.pdf")).to_be_visible()
    english.choose("Search the conversation")
    english.page.keyboard.type("xyz")
    expect(english.panel.get_by_role("search").get_by_role("status")).to_have_text("No result")
    english.assert_all_in_english()
    english.choose("Delete the conversation")

    expect(english.panel.get_by_role("menu", name="Delete all that was said?")).to_be_visible()
    english.assert_all_in_english()
    server.run(server.uploads.set)


def test_what_came_unseen_is_counted_in_english(
    english: EnglishPage, server: ContractServer
) -> None:
    english.open()
    server.push(
        {
            "from": "system",
            "type": "state",
            "text": "x",
            "state": {"speaker": "agent", "agent": "C"},
        }
    )
    expect(english.banner).to_contain_text("You are talking to C")
    english.panel.get_by_role("button", name="Close support").click()
    server.push(*({"from": "agent", "type": "message", "text": "Alors ?"} for _ in range(2)))

    expect(english.launcher).to_have_accessible_name("Need help? (2 new messages)")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_in_either_language(
    browser: Browser, server: ContractServer, language: str
) -> None:
    page = page_for_axe(browser, LAPTOP | {"reduced_motion": "reduce"})
    server.attributes = f' lang="{language}"'
    server.answers["invoice"] = [INVOICE]
    here = EnglishPage(page, server) if language == "en" else WidgetPage(page, server)
    here.open().say("invoice")
    expect(here.log.locator(".steps li")).to_have_count(2)

    assert_accessible(page, LAPTOP)
    page.context.close()
