"""What only a real process shows: death in the middle of a turn, and a clean stop."""

from pathlib import Path

import pytest

from api.chat.tests.api_process import api_process
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Talk, kinds
from api.core.settings import get_settings
from api.tests.fresh_tables import lay_fresh_tables


@pytest.fixture
async def sqlite(tmp_path: Path, settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'kill.db'}")
    get_settings.cache_clear()
    await lay_fresh_tables(get_settings().resolved_database_url())


async def test_api_killed_in_the_middle_of_a_turn_answers_it_once(
    sqlite: None, bot: FakeBot
) -> None:
    async with api_process() as (api, http):
        talk = await Talk.start(http)
        bot.free.clear()
        seq = await talk.say("bonjour")
        await bot.called.wait()
        api.kill()
        bot.free.set()
        api.start()

        answer = await talk.answer_to(seq)
        await talk.ask("encore")
        events = await talk.events()

    assert kinds(answer) == ["message", "turn_end"]
    assert [event.get("text") for event in events].count("Bot : bonjour") == 1
    assert len(bot.processed) == 2


async def test_open_stream_does_not_hold_a_stopping_api(sqlite: None, bot: FakeBot) -> None:
    async with api_process() as (api, http):
        talk = await Talk.start(http)
        headers = {**talk.headers, "Accept": "text/event-stream"}
        async with http.stream("GET", f"{talk.url}/events", headers=headers) as response:
            lines = response.aiter_lines()
            await anext(lines)
            api.stop(seconds=14)
            rest = [line async for line in lines]

    assert any(line.startswith("data: ") for line in rest)
