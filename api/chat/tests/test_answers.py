"""The bot's messages as the user receives them."""

import json

import pytest

from api.chat.tests.fake_bot import Answer, FakeBot
from api.chat.tests.talk import Json, Talk, choice
from api.core.settings import get_settings

ENTRY: Json = {
    "intent": "faq_filing_deposit",
    "ref": "FAQ-001",
    "title": "Déposer une facture",
    "theme": "filing",
    "text": "Ouvrez Factures émises.",
    "content": [
        {"type": "paragraph", "children": [{"type": "bold", "children": []}]},
    ],
    "sources": [{"title": "Guide", "url": "https://example.org/guide", "date": None}],
    "reviewed_on": "2026-11-21",
    "related": [],
    "follow_ups": [
        {
            "question": "et après ?",
            "text": "Suivez-la.",
            "content": [
                {"type": "paragraph", "children": [{"type": "code", "text": "Suivez-la."}]}
            ],
        }
    ],
}


@pytest.fixture
def knowledge(settings_env: pytest.MonkeyPatch) -> None:
    bundle = {
        "version": "1",
        "entries": {"filing/deposit": ENTRY},
        "intents": {"faq_filing_deposit": "filing/deposit"},
    }
    path = get_settings().data_dir / "knowledge.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(path))


async def test_entry_comes_with_its_layout_sources_and_reference(
    knowledge: None, bot: FakeBot, talk: Talk
) -> None:
    bot.answer = _saying({"text": "Ouvrez Factures émises.", "custom": {"topic": "filing/deposit"}})

    event = (await talk.ask("déposer"))[0]

    assert event["text"] == "Ouvrez Factures émises."
    assert event["content"] == ENTRY["content"]
    assert event["topic"] == "filing/deposit"
    assert event["topic_ref"] == "FAQ-001"
    assert event["sources"] == [
        {
            "title": "Guide",
            "url": "https://example.org/guide",
            "date": None,
            "reviewed_on": "2026-11-21",
        }
    ]


async def test_entry_speaks_when_the_bot_only_names_it(
    knowledge: None, bot: FakeBot, talk: Talk
) -> None:
    bot.answer = _saying({"custom": {"topic": "filing/deposit"}})

    assert (await talk.ask("déposer"))[0]["text"] == "Ouvrez Factures émises."


async def test_follow_up_keeps_its_own_words_and_the_sources_of_its_entry(
    knowledge: None, bot: FakeBot, talk: Talk
) -> None:
    bot.answer = _saying({"text": "Suivez-la.", "custom": {"topic": "filing/deposit"}})

    event = (await talk.ask("et après ?"))[0]

    assert event["text"] == "Suivez-la."
    assert event["content"][0]["children"] == [{"type": "code", "text": "Suivez-la."}]
    assert event["topic_ref"] == "FAQ-001"


async def test_other_words_under_a_topic_are_not_replaced(
    knowledge: None, bot: FakeBot, talk: Talk
) -> None:
    bot.answer = _saying({"text": "Vouliez-vous déposer ?", "custom": {"topic": "filing/deposit"}})

    assert (await talk.ask("hum"))[0]["text"] == "Vouliez-vous déposer ?"


async def test_topic_is_the_entry_of_the_intent_or_the_intent(
    knowledge: None, bot: FakeBot, talk: Talk
) -> None:
    bot.answer = _saying({"text": "a"}, intent="faq_filing_deposit")
    known = (await talk.ask("a"))[0]
    bot.answer = _saying({"text": "b"}, intent="goodbye")
    other = (await talk.ask("b"))[0]

    assert known["topic"] == "filing/deposit"
    assert "sources" not in known
    assert other["topic"] == "goodbye"


async def test_plain_text_gets_paragraphs_lists_and_https_links_only(
    bot: FakeBot, talk: Talk
) -> None:
    text = "Voir https://example.org/a(b).\n- un\n- http://no\n1. <b>x</b>"
    bot.answer = _saying({"text": text})

    content = (await talk.ask("a"))[0]["content"]

    assert content[0]["children"] == [
        {"type": "text", "text": "Voir "},
        {
            "type": "link",
            "href": "https://example.org/a(b",
            "children": [{"type": "text", "text": "https://example.org/a(b"}],
        },
        {"type": "text", "text": ")."},
    ]
    assert content[1] == {
        "type": "list",
        "ordered": False,
        "items": [[{"type": "text", "text": "un"}], [{"type": "text", "text": "http://no"}]],
    }
    assert content[2]["items"] == [[{"type": "text", "text": "<b>x</b>"}]]


async def test_card_is_an_event_of_its_own_type_with_full_text(bot: FakeBot, talk: Talk) -> None:
    card: Json = {
        "kind": "invoice",
        "title": "Facture 124",
        "tone": "bad",
        "fields": [{"label": "Statut", "value": "Rejetée"}],
        "items": [{"kind": "invoice", "title": "Une suite", "fields": []}],
        "items_title": "1 suite",
        "data": {"number": "124"},
    }
    bot.answer = _saying({"custom": {"topic": "invoice_status", "card": card}})

    event = (await talk.ask("ma facture"))[0]

    assert event["type"] == "card"
    assert event["card"] == card
    assert event["text"] == "Facture 124\nStatut : Rejetée\nUne suite"
    assert event["topic"] == "invoice_status"


@pytest.mark.usefixtures("somebody")
async def test_agent_button_of_the_bot_works_without_the_bot(bot: FakeBot, talk: Talk) -> None:
    buttons = [{"title": "Contacter un agent", "payload": "/request_agent"}]
    bot.answer = _saying({"text": "Désolée.", "buttons": buttons})
    event = (await talk.ask("a"))[0]
    await bot.stop()

    called = await talk.answer_to(await talk.click(choice(event, "Contacter un agent")))

    assert called[0]["state"]["speaker"] == "queued"


def _saying(message: Json, intent: str = "any") -> Answer:
    return lambda _: {"messages": [message], "intent": {"name": intent}}


async def test_a_text_in_another_language_says_which(bot: FakeBot, talk: Talk) -> None:
    bot.answer = _saying({"text": "I only answer in French.", "custom": {"lang": "en"}})

    assert (await talk.ask("hello, do you speak english"))[0]["lang"] == "en"


@pytest.mark.usefixtures("somebody")
async def test_a_button_for_an_agent_is_ours_in_any_language(bot: FakeBot, talk: Talk) -> None:
    button = {"title": "Talk to an agent", "payload": "/request_agent"}
    bot.answer = _saying({"text": "I only answer in French.", "buttons": [button]})
    event = (await talk.ask("hello, do you speak english"))[0]

    await talk.answer_to(await talk.click(choice(event, "Talk to an agent")))

    assert len(bot.received) == 1
