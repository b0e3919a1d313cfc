"""Messages of another desk: told once, whoever took their name before them."""

from uuid import uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.desk.port import hearing
from api.desk.port.desk import AgentMessage, Heard

_SAID = AgentMessage(mark=7, agent="nadia", agent_name="Nadia", text="Bonjour.")


async def _hear(talk: Talk) -> list[int]:
    async with database_of(talk.client).new_session.begin() as session:
        return await _written(session, talk)


async def _written(session: AsyncSession, talk: Talk) -> list[int]:
    heard = Heard(messages=[_SAID], over=False, mark=_SAID.mark, last=_SAID.mark)
    return await hearing.write_down(session, talk.id, heard)


async def _texts(talk: Talk) -> list[str]:
    return [event["text"] for event in await talk.events() if event["from"] == "agent"]


async def test_what_is_heard_again_is_told_once(waiting: Talk) -> None:
    late = [await _hear(waiting) for _ in range(3)]

    assert (late, await _texts(waiting)) == ([[], [], []], ["Bonjour."])


async def test_user_who_guesses_the_name_of_an_answer_does_not_silence_it(waiting: Talk) -> None:
    guessed = str(uuid5(hearing._NAMESPACE, f"{waiting.id}:{_SAID.mark}"))  # pyright: ignore[reportPrivateUsage]
    taken = await waiting.post("/messages", {"client_id": guessed, "text": "Il y a quelqu’un ?"})

    late = [await _hear(waiting) for _ in range(3)]

    assert taken.status_code == 202
    assert (late, await _texts(waiting)) == ([[], [], []], ["Bonjour."])
