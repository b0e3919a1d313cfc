"""Conversations whose agents are in Chatwoot, through both public doors."""

import random

import pytest
from httpx import AsyncClient

from api.chat.tests.talk import Json, Talk
from api.core.tokens import sign_identity
from api.desk.port.tests.chatwoot_server import ChatwootServer, signature
from api.desk.port.transcript import LEFT, NOT_RELAYED


def is_from_agent(event: Json) -> bool:
    return event["from"] == "agent"


def is_back_with_assistant(event: Json) -> bool:
    return event["type"] == "state" and event["state"]["speaker"] == "bot"


async def agent_texts(talk: Talk, count: int) -> list[str]:
    """What agents said, once there are so many."""
    texts: list[str] = []

    def enough(event: Json) -> bool:
        if is_from_agent(event):
            texts.append(event["text"])
        return len(texts) >= count

    await talk.until(enough)
    return texts


async def test_agents_find_the_conversation_open_with_what_came_before(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    [note] = chatwoot.notes

    assert chatwoot.only["status"] == "open"
    assert chatwoot.only["custom_attributes"] == {"chorale_conversation": waiting.id}
    assert "Clara : " in note
    assert "Usager : contacter un agent" in note


async def test_user_is_told_no_position(waiting: Talk) -> None:
    events = await waiting.events()

    [state] = [event["state"] for event in events if event["type"] == "state"]
    assert state == {"speaker": "queued"}
    assert "position" not in str(events)


async def test_what_the_user_says_is_told_in_order(waiting: Talk, chatwoot: ChatwootServer) -> None:
    said = [f"message {number}" for number in range(8)]
    for text in said:
        await waiting.say(text)
    await chatwoot.until(lambda: len(chatwoot.from_user) >= len(said))

    assert chatwoot.from_user == said


async def test_nothing_is_lost_doubled_nor_out_of_order_when_calls_fail(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    faults = ["500", "lost"] * 4 + [""] * 12
    random.Random(5).shuffle(faults)
    chatwoot.faults = faults
    said = [f"message {number}" for number in range(20)]
    for text in said:
        await waiting.say(text)
    await chatwoot.until(lambda: len(set(chatwoot.from_user)) >= len(said))

    assert chatwoot.from_user == said


@pytest.mark.parametrize("fault", ["500", "lost"])
@pytest.mark.parametrize("before", [0, 1, 2, 3])
async def test_call_of_an_agent_survives_a_failure_at_each_step(
    talk: Talk, chatwoot: ChatwootServer, fault: str, before: int
) -> None:
    """The contact, the conversation, the note, the status: one of each in the end."""
    chatwoot.faults = [""] * before + [fault]
    await talk.say("contacter un agent")
    await chatwoot.until(lambda: any(one["status"] == "open" for one in chatwoot.conversations))
    await talk.say("Bonjour")
    await chatwoot.until(lambda: bool(chatwoot.from_user))

    assert len(chatwoot.contacts) == len(chatwoot.conversations) == len(chatwoot.notes) == 1
    assert chatwoot.from_user == ["Bonjour"]


async def test_answer_of_an_agent_reaches_the_user_under_his_name(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    await chatwoot.say(chatwoot.only["id"], "Bonjour, je regarde.", agent="Nadia")

    events = await waiting.until(is_from_agent)
    assert (events[-1]["author"], events[-1]["text"]) == ("Nadia", "Bonjour, je regarde.")
    assert {"speaker": "agent", "agent": "Nadia"} in [event.get("state") for event in events]


async def test_another_agent_who_answers_takes_over(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    thread = chatwoot.only["id"]
    await chatwoot.say(thread, "Je vous passe un collègue.", agent="Nadia")
    await chatwoot.say(thread, "Bonjour.", agent="Bob")
    await agent_texts(waiting, 2)

    agents = [
        event["state"]["agent"]
        for event in await waiting.events()
        if event["type"] == "state" and "agent" in event["state"]
    ]
    assert agents == ["Nadia", "Bob"]


async def test_private_notes_are_not_told(waiting: Talk, chatwoot: ChatwootServer) -> None:
    thread = chatwoot.only["id"]
    await chatwoot.say(thread, "Client difficile", private=True)
    await chatwoot.say(thread, "Bonjour.")

    assert await agent_texts(waiting, 1) == ["Bonjour."]
    assert "difficile" not in str(await waiting.events())


async def test_webhooks_doubled_and_out_of_order_change_nothing(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    thread = chatwoot.only["id"]
    chatwoot.loses_hooks = True
    said = [f"réponse {number}" for number in range(6)]
    for text in said:
        await chatwoot.say(thread, text)
    for hook in [*reversed(chatwoot.hooks[-6:]), *chatwoot.hooks[-6:]]:
        assert (await chatwoot.deliver(hook)).status_code == 204
    chatwoot.loses_hooks = False
    await chatwoot.say(thread, "fin")

    assert await agent_texts(waiting, 7) == [*said, "fin"]


async def test_files_of_an_agent_are_told_by_their_link(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    files = [{"data_url": "https://files.example.fr/guide.pdf"}, {"data_url": "http://x/a.pdf"}]
    await chatwoot.say(chatwoot.only["id"], "Voici", attachments=files)

    [text] = await agent_texts(waiting, 1)
    first, link, refused = text.splitlines()
    assert (first, link) == ("Voici", "Pièce jointe : https://files.example.fr/guide.pdf")
    assert "n’a pas pu" in refused


async def test_files_of_the_user_are_named(waiting: Talk, chatwoot: ChatwootServer) -> None:
    sent = await waiting.client.post(
        f"{waiting.url}/attachments",
        files={"file": ("facture.pdf", b"%PDF-1.4 contenu", "application/pdf")},
        headers=waiting.headers,
    )
    body = {"client_id": waiting.id, "text": "Voici", "attachments": [sent.json()["id"]]}
    assert (await waiting.post("/messages", body)).status_code == 202
    await chatwoot.until(lambda: bool(chatwoot.from_user))

    assert chatwoot.from_user[0].startswith("Voici\n")
    assert "facture.pdf" in chatwoot.from_user[0]


@pytest.mark.parametrize("status", ["resolved", "pending"])
async def test_agent_gives_the_user_back_after_his_last_word(
    waiting: Talk, chatwoot: ChatwootServer, status: str
) -> None:
    thread = chatwoot.only["id"]
    await chatwoot.say(thread, "Au revoir.")
    await chatwoot.set_status(thread, status)

    events = await waiting.until(is_back_with_assistant)
    assert [event["text"] for event in events if is_from_agent(event)] == ["Au revoir."]
    told = (await waiting.until(lambda event: event["from"] == "system", events[-1]["seq"]))[-1]
    assert "a terminé l’échange" in told["text"]
    assert chatwoot.only["status"] == status


async def test_request_closed_without_an_answer_is_said(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    await chatwoot.set_status(chatwoot.only["id"], "resolved")

    events = await waiting.until(lambda event: "sans la prendre" in event.get("text", ""))
    assert events[-1]["from"] == "system"


async def test_user_may_call_an_agent_again_in_the_same_thread(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    await chatwoot.say(chatwoot.only["id"], "Au revoir.")
    await chatwoot.set_status(chatwoot.only["id"], "resolved")
    await waiting.until(is_back_with_assistant)

    await waiting.say("contacter un agent")
    await chatwoot.until(lambda: chatwoot.only["status"] == "open")
    await waiting.say("Encore moi")
    await chatwoot.until(lambda: bool(chatwoot.from_user))
    await chatwoot.say(chatwoot.only["id"], "Rebonjour.")

    assert await agent_texts(waiting, 2) == ["Au revoir.", "Rebonjour."]
    assert chatwoot.from_user == ["Encore moi"]


async def test_agents_are_told_that_the_user_left(waiting: Talk, chatwoot: ChatwootServer) -> None:
    await waiting.say("annuler")
    await chatwoot.until(lambda: chatwoot.only["status"] == "resolved")

    assert chatwoot.notes[-1] == LEFT


async def test_agent_who_answers_too_late_is_told_so_and_the_user_reads_nothing(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    await waiting.say("annuler")
    await chatwoot.until(lambda: chatwoot.only["status"] == "resolved")
    await chatwoot.say(chatwoot.only["id"], "Me voici")
    await chatwoot.until(lambda: NOT_RELAYED in chatwoot.notes)

    await waiting.say("contacter un agent")
    await chatwoot.until(lambda: chatwoot.only["status"] == "open")
    await chatwoot.say(chatwoot.only["id"], "Bonjour.")

    assert await agent_texts(waiting, 1) == ["Bonjour."]
    assert chatwoot.notes.count(NOT_RELAYED) == 1


async def test_thread_deleted_there_ends_the_exchange_and_the_next_call_makes_another(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    chatwoot.conversations.clear()
    await waiting.say("Vous êtes là ?")
    await waiting.until(is_back_with_assistant)

    await waiting.say("contacter un agent")
    await chatwoot.until(lambda: bool(chatwoot.conversations))

    assert chatwoot.only["custom_attributes"] == {"chorale_conversation": waiting.id}


async def test_user_has_one_contact_for_all_his_conversations(
    client: AsyncClient, chatwoot: ChatwootServer
) -> None:
    for _ in range(2):
        identity = sign_identity("manuela.martin", "Manuela Martin")
        talk = await Talk.start(client, identity)
        await talk.say("contacter un agent")
    await chatwoot.until(
        lambda: [one["status"] for one in chatwoot.conversations] == ["open", "open"]
    )

    assert [one["identifier"] for one in chatwoot.contacts] == ["chorale:manuela.martin"]


async def test_erased_conversation_is_erased_there(waiting: Talk, chatwoot: ChatwootServer) -> None:
    await waiting.say("Mon nom est Durand")
    await chatwoot.until(lambda: bool(chatwoot.from_user))
    await waiting.client.delete(waiting.url, headers=waiting.headers)
    await chatwoot.until(lambda: chatwoot.only["status"] == "resolved")

    assert {message["content"] for message in chatwoot.messages} == {"This message was deleted"}


async def test_webhook_that_is_not_signed_is_refused(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    hook = {"event": "conversation_resolved", "id": chatwoot.only["id"]}
    forged = signature(b"", secret="guessed")["X-Chatwoot-Signature"]

    refused = await chatwoot.deliver(hook, **{"X-Chatwoot-Signature": forged})

    assert refused.status_code == 401


@pytest.mark.parametrize("age", [400, -120])
async def test_webhook_of_another_time_is_refused(
    waiting: Talk, chatwoot: ChatwootServer, age: int
) -> None:
    body = b'{"event": "message_created"}'
    assert chatwoot.webhook is not None

    refused = await chatwoot.webhook.post(
        "/desk/v1/chatwoot/webhook", content=body, headers=signature(body, age=age)
    )

    assert refused.status_code == 401


async def test_webhook_out_of_form_is_refused(
    client: AsyncClient, chatwoot: ChatwootServer
) -> None:
    assert (await chatwoot.deliver({"id": "x"})).status_code == 422


async def test_webhook_of_another_conversation_is_of_no_effect(
    client: AsyncClient, chatwoot: ChatwootServer
) -> None:
    hook = {"event": "conversation_resolved", "id": 999_999}

    assert (await chatwoot.deliver(hook)).status_code == 204
    assert chatwoot.calls == []
