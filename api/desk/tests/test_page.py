"""The desk in a real Chromium, on the real application."""

import pytest
from playwright.async_api import expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk

# The database is not the subject here.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_agent_answers_a_user_from_the_queue(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    keyboard = desk_page.page.keyboard
    await keyboard.type("Bonjour,")
    await keyboard.press("Shift+Enter")
    await keyboard.type("je regarde.")
    await keyboard.press("Enter")

    await expect(desk_page.log.get_by_text("je regarde.")).to_have_count(1)
    await expect(desk_page.log.locator(".pending")).to_have_count(0)
    await expect(desk_page.answer).to_have_value("")
    assert (await waiting.events())[-1]["text"] == "Bonjour,\nje regarde."


async def test_wrong_password_is_told_and_nothing_else_is_shown(desk_page: DeskPage) -> None:
    await desk_page.sign_in(password="faux")

    await expect(desk_page.page.get_by_role("alert")).to_have_text(
        "Identifiant, mot de passe ou code à usage unique incorrect."
    )
    await expect(desk_page.page.locator("#workplace")).to_have_count(0)


async def test_queue_fills_by_itself(desk_page: DeskPage, talk: Talk) -> None:
    await desk_page.enter()
    await expect(desk_page.page.get_by_text("Personne n’attend.")).to_be_visible()

    await talk.say("Ma facture est bloquée")
    await talk.say("contacter un agent")

    row = desk_page.page.get_by_role("list").get_by_text("Ma facture est bloquée")
    await expect(row).to_be_visible()
    await expect(desk_page.page).to_have_title("(1) Poste d’agent – Chorale")


async def test_what_the_user_writes_appears_by_itself_and_as_text(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()

    await waiting.say("<img src=x onerror=alert(1)> <b>gras</b>")

    line = desk_page.log.get_by_text("<img src=x onerror=alert(1)> <b>gras</b>")
    await expect(line).to_be_visible()
    assert await desk_page.page.locator("img, b:text('gras')").count() == 0


async def test_markup_in_the_queue_stays_text(desk_page: DeskPage, talk: Talk) -> None:
    await talk.say("<img src=x onerror=alert(1)> <b>gras</b>")
    await talk.say("contacter un agent")
    await desk_page.enter()

    await expect(desk_page.page.locator("#waiting .excerpt")).to_have_text(
        "<img src=x onerror=alert(1)> <b>gras</b>"
    )


async def test_speakers_are_told_apart_by_words(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    await waiting.say("bonjour")

    authors = desk_page.log.locator(".author")
    await expect(authors.get_by_text("Clara · assistante automatique").first).to_be_visible()
    await expect(authors.get_by_text("Usager").first).to_be_visible()
    await expect(authors.get_by_text("Information").first).to_be_visible()


async def test_closing_gives_the_user_back_to_the_assistant(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()

    await desk_page.button("Clore").click()
    await desk_page.page.get_by_label("Motif").fill("résolu")
    await desk_page.dialog.get_by_role("button", name="Clore").click()

    await expect(desk_page.page.get_by_text("Aucune conversation en cours.")).to_be_visible()
    await expect(desk_page.answer).to_be_hidden()
    texts = [event.get("text") or "" for event in await waiting.events()]
    assert any("Motif : résolu." in text for text in texts)


async def test_giving_up_a_closing_changes_nothing(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()

    await desk_page.button("Clore").click()
    await expect(desk_page.dialog).to_be_visible()
    await desk_page.page.keyboard.press("Escape")

    await expect(desk_page.dialog).to_be_hidden()
    await expect(desk_page.answer).to_be_visible()


async def test_next_agent_reads_the_note_of_a_transfer(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()

    await desk_page.button("Transférer").click()
    await desk_page.page.get_by_label("Note pour l’agent suivant").fill("Voir l’engagement 42")
    await desk_page.dialog.get_by_role("button", name="Transférer").click()
    await desk_page.page.locator("#waiting .look").click()

    note = desk_page.page.get_by_text("Note de Camille : Voir l’engagement 42")
    await expect(note).to_be_visible()


async def test_conversation_taken_by_a_colleague_leaves_the_screen(
    desk_page: DeskPage, desk: Desk, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.page.locator("#waiting .look").click()
    await expect(desk_page.log.get_by_text("contacter un agent").first).to_be_visible()

    await (await desk.agent("agent.2")).claim(waiting.id)

    await expect(desk_page.page.get_by_text("n’est plus dans vos mains")).to_be_visible()
    await expect(desk_page.page.get_by_text("Personne n’attend.")).to_be_visible()


async def test_reloading_keeps_the_conversation_open_until_the_agent_leaves(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()

    await desk_page.page.reload()
    await expect(desk_page.answer).to_be_focused()
    await desk_page.button("Se déconnecter").click()

    await expect(desk_page.page.get_by_label("Identifiant")).to_be_focused()
    await desk_page.page.goto(f"{desk_page.url}/desk")
    await expect(desk_page.page.get_by_label("Identifiant")).to_be_visible()


async def test_answer_that_could_not_leave_leaves_by_itself_later(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.page.route("**/messages", lambda route: route.abort())
    await desk_page.send("Une fois")
    await expect(desk_page.page.get_by_text("En attente d’envoi")).to_be_visible()

    await desk_page.page.unroute("**/messages")

    await expect(desk_page.page.get_by_text("En attente d’envoi")).to_have_count(0)
    await expect(desk_page.log.get_by_text("Une fois")).to_have_count(1)
    assert [event for event in await waiting.events() if event.get("text") == "Une fois"]


async def test_a_refused_answer_says_why_and_comes_back_to_the_field(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    refusal = {"code": "conversation_not_found", "detail": "Cette conversation a pris fin."}
    await desk_page.page.route("**/messages", lambda route: route.fulfill(status=404, json=refusal))
    await desk_page.send("Un instant")

    await expect(desk_page.log).to_contain_text(
        "Message non envoyé : Cette conversation a pris fin."
    )
    await expect(desk_page.answer).to_have_value("Un instant")
