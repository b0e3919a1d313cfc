import json
from pathlib import Path

import pytest

from actions.other_language import ActionOtherLanguage
from actions.tests.conversation import Said, run

URL = "https://portail.example/aide/rejet"
RANKING = [("other_language", 1.0), ("faq_tracking_rejected", 0.6), ("faq_tracking_payment", 0.1)]


@pytest.fixture(autouse=True)
def sourced(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An entry whose second source alone has an address."""
    path = tmp_path / "sourced.json"
    sources = [{"title": "Circulaire", "url": None}, {"title": "Aide", "url": URL}]
    entry = {"title": "Ma facture est rejetée", "sources": sources}
    bundle = {"entries": {"t/r": entry}, "intents": {"faq_tracking_rejected": "t/r"}}
    path.write_text(json.dumps(bundle), encoding="utf-8")
    settings.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(path))


async def answer(language: str, *, number: str | None = None, **turn: object) -> Said:
    entities = {"language": language} | ({"invoice_number": number} if number else {})
    turn = {"ranking": RANKING, "entities": entities, **turn}
    return await run(ActionOtherLanguage, text="why?", intent="other_language", **turn)


@pytest.mark.parametrize(
    ("language", "words", "button", "lang"),
    [
        ("en", "I only answer in French", "Talk to an agent", "en"),
        ("es", "solo respondo en francés", "Hablar con un agente", "es"),
        ("other", "I only answer in French", "Talk to an agent", "en"),
    ],
)
async def test_the_answer_is_in_the_language_of_the_question(
    language: str, words: str, button: str, lang: str
) -> None:
    said = await answer(language)

    assert words in said.text
    assert said.titles[-1] == button
    assert said.payloads[-1] == "/request_agent"
    assert said.messages[0]["custom"] == {"topic": "other_language", "lang": lang}


async def test_the_nearest_french_page_is_named_linked_and_offered() -> None:
    said = await answer("en")

    assert f"“Ma facture est rejetée” – {URL}" in said.text
    assert said.payloads == ["/faq_tracking_rejected", "/request_agent"]


@pytest.mark.parametrize(
    "ranking",
    [[], [("other_language", 1.0)], [("other_language", 1.0), ("faq_tracking_rejected", 0.3)]],
)
async def test_without_a_plausible_page_none_is_named(ranking: list[tuple[str, float]]) -> None:
    said = await answer("es", ranking=ranking)

    assert "https" not in said.text
    assert said.payloads == ["/request_agent"]


async def test_an_invoice_that_was_named_may_be_followed() -> None:
    ranking = [("other_language", 1.0), ("invoice_status", 0.9)]

    said = await answer("en", ranking=ranking, number="124")

    assert said.payloads[0] == '/invoice_status{"invoice_number":"124"}'
    assert said.titles[0] == "Track invoice 124"


async def test_a_clear_wish_for_an_agent_is_granted() -> None:
    said = await answer("es", ranking=[("other_language", 1.0), ("request_agent", 0.9)])

    assert said.messages[0]["text"].startswith("Le paso con un agente")
    assert said.messages[1]["custom"] == {"handover": {"reason": "user_wish"}}
