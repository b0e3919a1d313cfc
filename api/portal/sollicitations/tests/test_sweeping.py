"""Bytes and rows that nobody needs any more go away, the others stay."""

import os
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.core.clock import now
from api.core.db import Database
from api.core.settings import get_settings
from api.models.mail_proof import MailProof
from api.portal.sollicitations.sweeping import sweep
from api.portal.sollicitations.tests.people import OWN, People

_TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def database(people: People) -> Database:
    return people.client.app.state.database  # type: ignore[attr-defined]


def kept() -> set[str]:
    """Contents of what is on the disk."""
    folder = get_settings().data_dir / "sollicitation_files"
    return {path.read_text() for path in folder.iterdir()} if folder.is_dir() else set()


def grow_old() -> None:
    before = time.time() - _TWO_DAYS
    for path in (get_settings().data_dir / "sollicitation_files").iterdir():
        os.utime(path, (before, before))


@pytest.fixture
def two_days_later(settings_env: pytest.MonkeyPatch) -> Callable[[], None]:
    def wait() -> None:
        settings_env.setenv("CHORALE_CLOCK", "2026-11-26T10:00:00+01:00")
        get_settings.cache_clear()

    return wait


async def test_bytes_that_no_row_names_go(people: People, database: Database) -> None:
    reference = await people.filed()
    said = (await people.join("anne", reference, "dit.txt", b"dit")).json()["id"]
    await people.act("anne", reference, "add", "Voici.", files=[said])
    back = (await people.join("anne", reference, "repris.txt", b"repris")).json()["id"]
    await people.call("anne", "DELETE", f"{OWN}/{reference}/files/{back}")
    grow_old()

    await sweep(database)

    assert kept() == {"dit"}


async def test_bytes_of_a_draft_thrown_away_go(people: People, database: Database) -> None:
    reference = await people.filed(draft=True)
    await people.join("anne", reference, "a.txt", b"brouillon")
    await people.call("anne", "DELETE", f"{OWN}/{reference}")
    grow_old()

    await sweep(database)

    assert kept() == set()


async def test_fresh_bytes_wait_for_their_row(people: People, database: Database) -> None:
    reference = await people.filed()
    file = (await people.join("anne", reference, "a.txt", b"neuf")).json()["id"]
    await people.call("anne", "DELETE", f"{OWN}/{reference}/files/{file}")

    await sweep(database)

    assert kept() == {"neuf"}


async def test_a_file_never_said_goes_after_a_day(
    people: People, database: Database, two_days_later: Callable[[], None]
) -> None:
    reference, draft = await people.filed(), await people.filed(draft=True)
    for each in (reference, draft):
        await people.join("anne", each, "a.txt", each.encode())
    grow_old()
    await sweep(database)
    assert len((await people.read("anne", reference))["files"]) == 1
    two_days_later()

    await sweep(database)

    assert (await people.read("anne", reference))["files"] == []
    assert len((await people.read("anne", draft))["files"]) == 1
    assert kept() == {draft}


async def test_proofs_go_when_they_serve_no_more(people: People, database: Database) -> None:
    ages = {"fresh": 0, "asked": 2, "proven": 20, "old": 40}
    async with people.new_session.begin() as session:
        for name, days in ages.items():
            at = now() - timedelta(days=days)
            verified = at if name in {"proven", "old"} else None
            session.add(
                MailProof(
                    conversation_id="c",
                    email=f"{name}@exemple.fr",
                    code_hash="",
                    sent_at=at,
                    expires_at=at,
                    verified_at=verified,
                )
            )

    await sweep(database)

    async with people.new_session.begin() as session:
        left = await session.scalars(select(MailProof.email).order_by(MailProof.email))
        assert list(left) == ["fresh@exemple.fr", "proven@exemple.fr"]


async def test_what_is_refused_for_want_of_room_is_not_kept(people: People) -> None:
    reference = await people.filed()
    for rank in range(20):
        await people.join("anne", reference, f"{rank}.txt", b"texte")

    again = await people.join("anne", reference, "19.txt", b"texte")
    refused = await people.join("anne", reference, "20.txt", b"de trop")

    assert (again.status_code, refused.status_code) == (201, 409)
    assert kept() == {"texte"}


async def test_what_the_other_side_did_not_say_takes_no_room(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.portal.sollicitations.pending_files._MAX_TOTAL", 10)
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.join("rita", reference, "a.txt", b"123456789")

    mine = await people.join("anne", reference, "b.txt", b"123456789")
    await people.act("anne", reference, "add", "Voici.", files=[mine.json()["id"]])
    more = await people.join("anne", reference, "c.txt", b"12")

    assert (mine.status_code, more.json().get("code")) == (201, "too_many_files")
