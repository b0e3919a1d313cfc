"""What is past its time is erased, and nothing else."""

import os
import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from api.core.db import Database
from api.core.settings import get_settings
from api.models.base import Base
from api.models.idempotent_write import IdempotentWrite
from api.models.notification import Notification
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.portal.sollicitations.sweeping import sweep
from api.portal.sollicitations.tests.people import DESCRIPTION, OWN, People

type GoTo = Callable[..., None]


@pytest.fixture
def database(people: People) -> Database:
    return people.client.app.state.database  # type: ignore[attr-defined]


@pytest.fixture
def on(settings_env: pytest.MonkeyPatch) -> GoTo:
    """Closed and last touched on the 24th of November 2026; three years, ninety days."""

    def go(day: str, **settings: str) -> None:
        for name, value in {"CLOCK": f"{day}T12:00:00+01:00", **settings}.items():
            settings_env.setenv(f"CHORALE_{name}", value)
        get_settings.cache_clear()

    return go


async def closed(people: People) -> str:
    """Treated, with a file, then closed by its author."""
    reference = await people.filed()
    file = (await people.join("anne", reference, "a.txt", b"texte")).json()["id"]
    await people.act("anne", reference, "add", "Voici.", files=[file])
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "answer", "Voilà.")
    answer = await people.act("anne", reference, "close")
    assert answer.status_code == 200
    return reference


async def left(people: People) -> list[str]:
    async with people.new_session.begin() as session:
        return list(await session.scalars(select(Sollicitation.reference).order_by("id")))


async def rows(people: People, *tables: type[Base]) -> list[int]:
    async with people.new_session.begin() as session:
        return [
            await session.scalar(select(func.count()).select_from(each)) or 0 for each in tables
        ]


async def test_one_closed_long_ago_goes_with_all_that_it_had(
    people: People, database: Database, on: GoTo
) -> None:
    await closed(people)
    folder = get_settings().data_dir / "sollicitation_files"
    before = time.time() - 2 * 24 * 3600
    for path in folder.iterdir():
        os.utime(path, (before, before))
    on("2029-11-24")

    await sweep(database)

    assert await left(people) == []
    assert await rows(people, SollicitationStep, SollicitationFile, Notification) == [0, 0, 0]
    assert list(folder.iterdir()) == []


async def test_the_day_before_it_stays(people: People, database: Database, on: GoTo) -> None:
    reference = await closed(people)
    on("2029-11-22")

    await sweep(database)

    assert await left(people) == [reference]
    assert await rows(people, SollicitationStep, SollicitationFile) == [5, 1]


async def test_one_still_open_stays_for_ever(people: People, database: Database, on: GoTo) -> None:
    reference = await people.filed()
    await closed(people)
    on("2040-01-01")

    await sweep(database)

    assert await left(people) == [reference]
    assert (await rows(people, Notification))[0] > 0


async def test_its_number_is_not_given_again(people: People, database: Database, on: GoTo) -> None:
    reference = await closed(people)
    on("2026-12-31", SOLLICITATION_RETENTION_DAYS="1")
    await sweep(database)

    again = await people.filed()

    assert (reference, again) == ("SOL-2026-000001", "SOL-2026-000002")


async def test_a_draft_that_nobody_touches_goes(
    people: People, database: Database, on: GoTo
) -> None:
    draft = await people.filed(draft=True)
    body = {"description": DESCRIPTION}
    for quoted in (draft, "2026-1"):
        answer = await people.call("anne", "PUT", f"{OWN}/{quoted}", json=body)
        assert answer.status_code == 200
    assert await rows(people, IdempotentWrite) == [2]
    on("2027-02-23")

    await sweep(database)

    assert await left(people) == []
    assert await rows(people, IdempotentWrite) == [0]


async def test_a_draft_that_is_worked_on_stays(
    people: People, database: Database, on: GoTo
) -> None:
    written, joined = await people.filed(draft=True), await people.filed(draft=True)
    on("2027-01-24")
    await people.call("anne", "PUT", f"{OWN}/{written}", json={"description": "Autre demande."})
    await people.join("anne", joined, "a.txt", b"texte")
    on("2027-03-01")

    await sweep(database)

    assert await left(people) == [written, joined]


async def test_zero_keeps_everything(people: People, database: Database, on: GoTo) -> None:
    kept = [await closed(people), await people.filed(draft=True)]
    on("2099-01-01", SOLLICITATION_RETENTION_DAYS="0", DRAFT_RETENTION_DAYS="0")

    await sweep(database)

    assert await left(people) == kept


async def test_more_than_one_transaction_holds(
    people: People, database: Database, on: GoTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.portal.sollicitations.retention._AT_ONCE", 2)
    for _ in range(5):
        await people.filed(draft=True)
    on("2028-01-01")

    await sweep(database)

    assert await left(people) == []
