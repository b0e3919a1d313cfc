"""Who the user is, and who answers."""

import pytest
from playwright.sync_api import Page, expect

from api.core.tokens import sign_identity
from api.web.tests.contract_server import ContractServer, Event
from api.web.tests.widget_page import WidgetPage


@pytest.fixture
def manuela(settings_env: pytest.MonkeyPatch) -> str:
    return sign_identity("manuela.martin", "Manuela Martin")


@pytest.fixture
def pierre(settings_env: pytest.MonkeyPatch) -> str:
    return sign_identity("pierre.dubois", "Pierre Dubois")


def test_the_identity_of_the_page_opens_the_conversation(
    page: Page, server: ContractServer, manuela: str
) -> None:
    server.attributes = f' identity="{manuela}"'
    WidgetPage(page, server).open()

    assert server.thread.identity == manuela


def test_logging_in_takes_the_anonymous_conversation_along(
    page: Page, server: ContractServer, manuela: str
) -> None:
    widget = WidgetPage(page, server).open()
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)

    with page.expect_response("**/identity"):
        widget.element.evaluate("(chat, jwt) => chat.identify(jwt)", manuela)

    expect(widget.message("Réponse à : bonjour")).to_have_count(1)
    assert (server.thread.identity, len(server.threads)) == (manuela, 1)


def test_coming_back_logged_in_keeps_the_conversation(
    page: Page, server: ContractServer, manuela: str
) -> None:
    widget = WidgetPage(page, server).open()
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)

    server.attributes = f' identity="{manuela}"'
    with page.expect_response("**/identity"):
        page.reload()

    expect(widget.message("Réponse à : bonjour")).to_have_count(1)
    assert (server.thread.identity, len(server.threads)) == (manuela, 1)


def test_logging_out_forgets_the_conversation(
    page: Page, server: ContractServer, manuela: str
) -> None:
    server.attributes = f' identity="{manuela}"'
    widget = WidgetPage(page, server).open()
    widget.say("mon secret")
    expect(widget.message("Réponse à : mon secret")).to_have_count(1)
    widget.field.fill("un brouillon secret")

    widget.element.evaluate("(chat) => chat.removeAttribute('identity')")

    expect(widget.log.get_by_text("mon secret")).to_have_count(0)
    expect(widget.field).to_have_value("")
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    assert server.thread.identity is None
    assert "secret" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_another_user_gets_another_conversation(
    page: Page, server: ContractServer, manuela: str, pierre: str
) -> None:
    server.attributes = f' identity="{manuela}"'
    widget = WidgetPage(page, server).open()
    widget.say("mon secret")
    expect(widget.message("Réponse à : mon secret")).to_have_count(1)

    server.attributes = f' identity="{pierre}"'
    page.reload()
    widget.open()

    expect(widget.log.get_by_text("mon secret")).to_have_count(0)
    assert server.thread.identity == pierre


def test_a_renewed_identity_changes_nothing(
    page: Page, server: ContractServer, manuela: str
) -> None:
    server.attributes = f' identity="{manuela}"'
    widget = WidgetPage(page, server).open()
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)

    renewed = sign_identity("manuela.martin", "Manuela Martin-Durand")
    widget.element.evaluate("(chat, jwt) => chat.identify(jwt)", renewed)

    expect(widget.message("Réponse à : bonjour")).to_have_count(1)
    assert len(server.threads) == 1


def test_a_refused_identity_is_told_to_the_page_which_gives_another(
    page: Page, server: ContractServer, manuela: str
) -> None:
    server.refused_identities = {"périmée"}
    server.attributes = ' identity="périmée"'
    widget = WidgetPage(page, server)
    widget.element.evaluate(
        """(chat, jwt) => chat.addEventListener('chorale:identity', () => chat.identify(jwt))""",
        manuela,
    )
    with page.expect_response("**/identity"):
        widget.open()

    expect(widget.banner).to_have_text("")
    assert (server.thread.identity, len(server.threads)) == (manuela, 1)


def test_the_queue_shows_the_position(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    server.push(queued(3))
    expect(widget.banner).to_contain_text("en 3e position")
    server.push(queued(1))

    expect(widget.banner).to_contain_text("en 1re position")


def test_the_agent_is_named_and_the_assistant_comes_back(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server).open()
    joined = {"speaker": "agent", "agent": "Camille"}
    left = {"speaker": "bot", "agent": "Camille"}

    server.push(queued(1), state(joined, "Camille a rejoint la conversation."))
    expect(widget.banner).to_have_text("Vous échangez avec Camille, agent de l’assistance.")
    expect(widget.message("Camille a rejoint")).to_have_count(1)
    server.push(state(left, "Camille a quitté la conversation."))

    expect(widget.banner).to_have_text("")
    expect(widget.message("Camille a quitté")).to_have_count(1)


def test_no_answer_is_awaited_from_the_assistant_while_an_agent_is_on(
    page: Page, server: ContractServer
) -> None:
    server.silent.add("merci")
    widget = WidgetPage(page, server).open()
    server.push(state({"speaker": "agent", "agent": "Camille"}, "Camille a rejoint."))
    expect(widget.banner).to_contain_text("Camille")

    widget.say("merci")

    expect(widget.message("merci")).not_to_have_class("pending")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_hidden()


def test_a_finished_conversation_offers_a_new_one(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    server.push(state({"speaker": "closed"}, "La conversation est terminée."))
    expect(widget.field).to_be_hidden()

    widget.panel.get_by_role("button", name="Nouvelle conversation").click()

    expect(widget.field).to_be_focused()
    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    assert len(server.threads) == 2


def queued(position: int) -> Event:
    return state({"speaker": "queued", "position": position}, f"Position {position}.")


def state(value: Event, text: str) -> Event:
    return {"from": "system", "type": "state", "state": value, "text": text}
