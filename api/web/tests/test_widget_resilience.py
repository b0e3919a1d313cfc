"""Lost answers, cuts, reloads, a server that starts: nothing is lost and nothing said twice."""

from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_page import WidgetPage


def test_a_refused_send_waits_and_goes_with_the_same_client_id(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server).open()
    server.refused_posts = 1_000
    refused: list[int] = []

    def refuse_once_more() -> None:
        refused.append(1_000 - server.refused_posts)
        server.refused_posts = 1

    widget.say("ma question")
    expect(widget.message("ma question")).to_contain_text("En attente d’envoi")
    server.run(refuse_once_more)

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.log.get_by_text("En attente d’envoi")).to_have_count(0)
    assert len({post["client_id"] for post in server.posts}) == 1
    assert len(server.posts) == refused[0] + 2


def test_a_lost_acknowledgement_shows_the_message_once(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    server.lost_answers = 1

    widget.say("ma question")
    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    widget.say("la suite")
    expect(widget.message("Réponse à : la suite")).to_have_count(1)

    expect(widget.log.locator(".user")).to_have_count(2)
    assert [event["from"] for event in server.thread.events].count("user") == 2


def test_messages_leave_in_the_order_they_were_typed(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    server.refused_posts = 1

    widget.say("un")
    widget.say("deux")

    expect(widget.message("Réponse à : deux")).to_have_count(1)
    said = [event["text"] for event in server.thread.events if event["from"] == "user"]
    assert said == ["un", "deux"]


def test_a_message_the_server_will_never_take_says_why(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=422,
            content_type="application/problem+json",
            body='{"code": "empty_message", "detail": "Votre message est vide."}',
        ),
    )

    widget.say("…")

    expect(widget.message("…")).to_contain_text("Message non envoyé : Votre message est vide.")


def test_a_reload_in_the_middle_resumes_the_conversation(
    page: Page, server: ContractServer
) -> None:
    server.silent.add("ma question")
    widget = WidgetPage(page, server).open()
    widget.say("ma question")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()

    page.reload()
    expect(widget.message("ma question")).to_have_count(1)
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()
    server.run(lambda: server.answer(server.thread, 2, "ma question"))

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    assert len(server.threads) == 1


def test_a_reload_does_not_steal_the_focus(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()

    page.reload()
    expect(widget.message("Bonjour, je suis")).to_have_count(1)

    expect(widget.field).not_to_be_focused()


def test_a_message_not_sent_yet_survives_a_reload(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    server.refused_posts = 1_000
    widget.say("ma question")
    expect(widget.message("ma question")).to_contain_text("En attente d’envoi")

    server.run(lambda: setattr(server, "refused_posts", 0))
    page.reload()

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.log.locator(".user")).to_have_count(1)
    assert len({post["client_id"] for post in server.posts}) == 1


def test_a_draft_survives_a_reload(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    widget.field.fill("je n’ai pas fini")

    page.reload()

    expect(widget.field).to_have_value("je n’ai pas fini")


def test_without_streaming_the_log_is_polled(page: Page, server: ContractServer) -> None:
    server.streams = False
    widget = WidgetPage(page, server).open()

    widget.say("ma question")

    expect(widget.message("Réponse à : ma question")).to_have_count(1)


def test_a_cut_stream_resumes_after_the_last_event(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    page.context.set_offline(True)
    widget.say("ma question")
    expect(widget.message("ma question")).to_contain_text("En attente d’envoi")
    server.push({"from": "system", "type": "message", "text": "Pendant la coupure"})

    page.context.set_offline(False)

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.message("Pendant la coupure")).to_have_count(1)


def test_an_expired_conversation_gives_way_to_a_new_one(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    server.run(server.threads.clear)

    widget.say("ma question")

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.banner).to_contain_text("Votre conversation précédente a expiré")


def test_a_starting_assistant_says_so_and_answers_when_ready(
    page: Page, server: ContractServer
) -> None:
    server.readiness["bot"] = "starting"
    server.silent.add("ma question")
    widget = WidgetPage(page, server).open()
    expect(widget.banner).to_contain_text("L’assistante démarre…")
    widget.say("ma question")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()

    server.readiness["bot"] = "ok"
    server.run(lambda: server.answer(server.thread, 2, "ma question"))

    expect(widget.message("Réponse à : ma question")).to_have_count(1)
    expect(widget.banner).to_have_text("")


def test_readiness_is_asked_once_when_the_assistant_is_ready(
    page: Page, server: ContractServer
) -> None:
    widget = WidgetPage(page, server).open()
    widget.say("ma question")
    expect(widget.message("Réponse à : ma question")).to_have_count(1)

    assert server.requests.count("GET /readyz") == 1


def test_the_assistant_greets_once_the_server_is_back(page: Page, server: ContractServer) -> None:
    page.route("**/chat/v1/conversations", lambda route: route.abort())
    widget = WidgetPage(page, server)
    widget.launcher.click()
    expect(widget.banner).to_contain_text("Connexion interrompue")

    page.unroute("**/chat/v1/conversations")

    expect(widget.message("Bonjour, je suis Clara")).to_have_count(1)
    expect(widget.banner).to_have_text("")
