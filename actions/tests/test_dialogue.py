import pytest

from actions.handover import ActionRequestAgent
from actions.login_help import ActionLoginHelp
from actions.misunderstanding import ActionDidYouMean
from actions.tests.conversation import run
from actions.welcome import ActionCapabilities, ActionGreet


async def test_the_greeting_says_that_it_is_not_a_person() -> None:
    said = await run(ActionGreet, text="bonjour", intent="greet")

    assert "assistante automatique" in said.text
    assert "je ne suis pas une personne" in said.text


async def test_the_greeting_offers_the_four_main_ways() -> None:
    said = await run(ActionGreet)

    assert list(zip(said.titles, said.payloads, strict=True)) == [
        ("Suivre une facture", "/ask_invoice_status"),
        ("Déposer une facture", "/faq_filing_deposit_pdf"),
        ("Mon espace a disparu", "/faq_structures_missing_issued_invoices_app"),
        ("Contacter un agent", "/request_agent"),
    ]


async def test_the_name_of_the_assistant_is_a_setting(settings: object) -> None:
    settings.setenv("CHORALE_ASSISTANT_NAME", "Octave")  # type: ignore[attr-defined]

    assert "je suis Octave" in (await run(ActionGreet)).text


async def test_capabilities_are_listed_with_the_same_buttons() -> None:
    said, greeting = await run(ActionCapabilities), await run(ActionGreet)

    assert "automatique" in said.text
    assert said.payloads == greeting.payloads


async def test_a_wish_for_an_agent_is_passed_on_without_words() -> None:
    said = await run(ActionRequestAgent, text="je veux parler à quelqu’un")

    assert [message["text"] for message in said.messages] == [None]
    assert said.messages[0]["custom"] == {"handover": {"reason": "user_wish"}}


@pytest.mark.parametrize("intent", ["request_agent", "nlu_fallback"])
async def test_a_doubtful_wish_for_an_agent_is_confirmed_first(intent: str) -> None:
    asked = ActionRequestAgent if intent == "request_agent" else ActionDidYouMean
    ranking = [("request_agent", 0.6), ("faq_account_forgotten_password", 0.2)]
    said = await run(asked, text="un conseiller ?", intent=intent, ranking=ranking, confidence=0.6)

    assert said.text == "Souhaitez-vous être mis en relation avec un agent ?"
    assert said.payloads == ["/request_agent", "/deny"]


async def test_the_button_of_the_wish_is_never_questioned() -> None:
    said = await run(ActionRequestAgent, text="/request_agent", confidence=0.1)

    assert said.messages[0]["custom"] == {"handover": {"reason": "user_wish"}}


async def test_login_help_only_links_to_entries_that_exist() -> None:
    said = await run(ActionLoginHelp, login=None)

    assert said.payloads == ["/faq_account_forgotten_password", "/request_agent"]
    assert "Connectez-vous sur le portail" in said.text


async def test_login_help_knows_who_is_logged_in() -> None:
    assert "Vous êtes connecté" in (await run(ActionLoginHelp)).text


AWAY = {"open": True, "present": False, "next_opening": "mercredi 25 novembre à 8 h 30"}
CLOSED = {**AWAY, "open": False}


async def test_a_sure_wish_is_passed_on_though_nobody_is_there() -> None:
    said = await run(ActionRequestAgent, text="je veux parler à quelqu’un", agents=AWAY)

    assert said.messages[0]["custom"] == {"handover": {"reason": "user_wish"}}


async def test_a_doubtful_wish_gets_the_next_opening_when_nobody_is_there() -> None:
    said = await run(ActionRequestAgent, text="un conseiller ?", confidence=0.6, agents=AWAY)

    assert "l’accueil rouvre le mercredi 25 novembre à 8 h 30." in said.text
    assert said.payloads == ["/file_sollicitation", "/deny"]


async def test_a_doubtful_wish_is_answered_by_the_api_out_of_hours() -> None:
    said = await run(ActionRequestAgent, text="un conseiller ?", confidence=0.6, agents=CLOSED)

    assert said.messages[0]["custom"] == {"handover": {"reason": "user_wish"}}


async def test_the_greeting_offers_no_agent_when_none_can_come() -> None:
    assert "/request_agent" not in (await run(ActionGreet, agents=CLOSED)).payloads
