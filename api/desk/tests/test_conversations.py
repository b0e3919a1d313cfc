import asyncio
from uuid import uuid4

import pytest
from httpx import AsyncClient

from api.chat.tests.talk import Talk
from api.desk.tests.post import Desk, Post


@pytest.fixture
async def owner(desk: Desk, waiting: Talk) -> Post:
    """The agent who has taken the user who waited."""
    post = await desk.agent("agent.1")
    assert (await post.claim(waiting.id)).status_code == 200
    return post


async def test_user_reads_what_the_agent_says(owner: Post, waiting: Talk) -> None:
    sent = await owner.say(waiting.id, "Bonjour, je regarde.")

    assert sent.status_code == 202
    last = (await waiting.events())[-1]
    assert last["seq"] == sent.json()["seq"]
    assert (last["from"], last["author"]) == ("agent", "Camille")
    assert last["text"] == "Bonjour, je regarde."
    assert last["content"][0]["type"] == "paragraph"


async def test_agent_reads_what_the_user_says(owner: Post, waiting: Talk) -> None:
    seq = await waiting.say("Merci de m’avoir répondu")

    page = (await owner.events(waiting.id)).json()

    assert page["last_seq"] == seq
    assert page["events"][-1]["from"] == "user"
    assert page["events"][-1]["text"] == "Merci de m’avoir répondu"


async def test_reading_waits_for_the_next_message(owner: Post, waiting: Talk) -> None:
    after = (await owner.events(waiting.id)).json()["last_seq"]
    reading = asyncio.create_task(owner.events(waiting.id, after, wait=20))

    seq = await waiting.say("Toujours là ?")

    assert [event["seq"] for event in (await reading).json()["events"]] == [seq]


async def test_same_client_id_writes_one_message(owner: Post, waiting: Talk) -> None:
    client_id = str(uuid4())

    posts = [owner.say(waiting.id, "Une fois", client_id) for _ in range(5)]
    answers = await asyncio.gather(*posts)

    assert len({answer.json()["seq"] for answer in answers}) == 1
    said = [event for event in await waiting.events() if event["from"] == "agent"]
    assert len(said) == 1


async def test_client_id_of_the_user_is_refused(owner: Post, waiting: Talk) -> None:
    client_id = str(uuid4())
    await waiting.post("/messages", {"client_id": client_id, "text": "de l’usager"})

    refused = await owner.say(waiting.id, "de l’agent", client_id)

    assert refused.status_code == 409
    assert refused.json()["code"] == "client_id_reused"


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [("  \n", 422, "empty_message"), ("x" * 5001, 413, "message_too_long")],
)
async def test_text_that_cannot_be_sent_is_refused(
    owner: Post, waiting: Talk, text: str, status: int, code: str
) -> None:
    refused = await owner.say(waiting.id, text)

    assert (refused.status_code, refused.json()["code"]) == (status, code)


@pytest.mark.parametrize("action", ["messages", "close", "transfer"])
async def test_conversation_of_another_agent_looks_unknown(
    desk: Desk, owner: Post, waiting: Talk, action: str
) -> None:
    other = await desk.agent("agent.2")
    body = {"client_id": str(uuid4()), "text": "Bonjour"} if action == "messages" else {}

    hidden = await other.act(waiting.id, action, body)
    unknown = await other.act(str(uuid4()), action, body)

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


async def test_log_of_another_agent_looks_unknown(desk: Desk, owner: Post, waiting: Talk) -> None:
    other = await desk.agent("agent.2")

    hidden, unknown = await other.events(waiting.id), await other.events(str(uuid4()))

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


async def test_log_of_one_who_waits_can_be_read_by_every_agent(desk: Desk, waiting: Talk) -> None:
    page = (await (await desk.agent("agent.2")).events(waiting.id)).json()

    assert "contacter un agent" in [event.get("text") for event in page["events"]]


async def test_conversation_with_the_assistant_is_not_for_agents(desk: Desk, talk: Talk) -> None:
    assert (await (await desk.agent("agent.1")).events(talk.id)).status_code == 404


async def test_waiting_user_cannot_be_answered_before_being_claimed(
    desk: Desk, waiting: Talk
) -> None:
    assert (await (await desk.agent("agent.1")).say(waiting.id, "Bonjour")).status_code == 404


async def test_closing_brings_the_assistant_back(owner: Post, waiting: Talk) -> None:
    closed = await owner.act(waiting.id, "close", {"reason": "question résolue"})

    assert closed.status_code == 204
    state, told, asked = (await waiting.events())[-3:]
    assert "vous a-t-il aidé" in asked["text"]
    assert state["state"]["speaker"] == "bot"
    assert (told["from"], told["type"]) == ("system", "message")
    assert "question résolue" in told["text"]
    assert (await owner.queue())["mine"] == []


async def test_after_closing_the_agent_cannot_write_any_more(owner: Post, waiting: Talk) -> None:
    await owner.act(waiting.id, "close")

    assert (await owner.say(waiting.id, "Encore un mot")).status_code == 404


async def test_user_may_call_an_agent_again_after_closing(owner: Post, waiting: Talk) -> None:
    await owner.act(waiting.id, "close")
    await waiting.say("contacter un agent")

    assert [row["id"] for row in (await owner.queue())["waiting"]] == [waiting.id]


async def test_transferred_conversation_waits_first_with_its_note(
    desk: Desk, owner: Post, waiting: Talk, client: AsyncClient
) -> None:
    later = await Talk.start(client)
    await later.say("contacter un agent")

    moved = await owner.act(waiting.id, "transfer", {"note": "Voir l’engagement 42"})

    assert moved.status_code == 204
    board = await (await desk.agent("agent.2")).queue()
    assert [row["id"] for row in board["waiting"]] == [waiting.id, later.id]
    assert board["waiting"][0]["note"]["text"] == "Voir l’engagement 42"
    assert board["waiting"][0]["note"]["author"] == "Camille"


async def test_user_is_told_of_the_transfer_but_not_of_the_note(owner: Post, waiting: Talk) -> None:
    await owner.act(waiting.id, "transfer", {"note": "Client difficile"})

    events = await waiting.events()
    assert "transmet votre demande" in events[-1]["text"]
    assert "difficile" not in str(events)


async def test_colleague_takes_over_and_reads_the_note(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    await owner.act(waiting.id, "transfer", {"note": "À rappeler"})
    colleague = await desk.agent("agent.2")

    await colleague.claim(waiting.id)

    [row] = (await colleague.queue())["mine"]
    assert row["note"]["text"] == "À rappeler"
    assert (await owner.events(waiting.id)).status_code == 404


async def test_erased_conversation_leaves_the_desk(owner: Post, waiting: Talk) -> None:
    await owner.act(waiting.id, "transfer", {"note": "À effacer aussi"})
    erased = await waiting.client.delete(waiting.url, headers=waiting.headers)

    assert erased.status_code < 300
    assert (await owner.queue()) == {"waiting": [], "mine": []}
