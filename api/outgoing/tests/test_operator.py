"""`python -m api.outgoing`, on what the settings name."""

import asyncio

import pytest

from api.core.db import Database
from api.core.outgoing import post
from api.core.settings import get_settings
from api.outgoing import repository
from api.outgoing.__main__ import main
from api.outgoing.tests.receiver import rows
from api.tests.fresh_tables import lay_fresh_tables


@pytest.fixture
def given_up(database_url: str, settings_env: pytest.MonkeyPatch) -> None:
    """Two deliveries given up, and one that is owed."""
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    asyncio.run(_prepare())


async def _prepare() -> None:
    await lay_fresh_tables(get_settings().resolved_database_url())
    database = Database(get_settings().resolved_database_url())
    async with database.new_session.begin() as session:
        for key in ("a", "b", "c"):
            await post(session, "webhook", key, {"secret": "personal"})
        for delivery in await repository.lease(session, "webhook", 2):
            await repository.give_up(session, delivery, "status_500")
    await database.dispose()


async def _dead() -> list[int]:
    database = Database(get_settings().resolved_database_url())
    found = [row.id for row in await rows(database) if row.dead_at]
    await database.dispose()
    return found


def test_counts_each_kind(given_up: None, capsys: pytest.CaptureFixture[str]) -> None:
    main([])

    said = capsys.readouterr().out
    assert said == "webhook : 1 à envoyer, dont 0 en retard ; 2 abandonnés\n"


def test_shows_what_was_given_up_without_its_body(
    given_up: None, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["dead"])

    said = capsys.readouterr().out
    assert len(said.splitlines()) == 2
    assert "status_500" in said
    assert "personal" not in said


def test_sends_one_again(given_up: None, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = asyncio.run(_dead())

    main(["retry", str(first)])

    assert asyncio.run(_dead()) == [second]
    assert capsys.readouterr().out == "Envois repris : 1.\n"


def test_sends_all_again(given_up: None) -> None:
    main(["retry", "--all"])

    assert asyncio.run(_dead()) == []


@pytest.mark.parametrize("words", [["retry"], ["retry", "1", "--all"]])
def test_wants_numbers_or_all(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)

    assert "--all" in capsys.readouterr().err
