"""Private notes: written once, read by colleagues, never by the user."""

from uuid import uuid4

import pytest
from httpx import AsyncClient

from api.chat.tests.talk import Talk
from api.desk.tests.case_builders import Case
from api.desk.tests.post import Desk


async def test_a_note_is_in_the_case_and_on_the_board(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)

    response = await case.note("  À rappeler demain.  ")

    assert response.status_code == 201
    assert response.json()["text"] == "À rappeler demain."
    assert response.json()["author"] == "Camille"
    assert (await case.read())["notes"] == [response.json()]
    [row] = (await case.post.queue())["mine"]
    assert row["note"]["text"] == "À rappeler demain."


async def test_the_same_note_again_is_written_once(client: AsyncClient, desk: Desk) -> None:
    case, client_id = await Case.open(client, desk), str(uuid4())

    first = await case.note("Une note", client_id)
    again = await case.note("Une note", client_id)

    assert first.json() == again.json()
    assert len((await case.read())["notes"]) == 1


async def test_the_user_never_reads_a_note(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    before = await case.talk.read()

    await case.note("CONFIDENTIEL")

    assert await case.talk.read() == before


async def test_a_supervisor_leaves_notes_without_being_in_charge(
    client: AsyncClient, desk: Desk
) -> None:
    case = await Case.open(client, desk)
    chef = Case(case.talk, await desk.agent("chef.1"))

    assert (await chef.note("Je prends la suite à midi.")).status_code == 201
    assert [note["author"] for note in (await case.read())["notes"]] == ["Dominique"]


async def test_a_colleague_leaves_none(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    other = Case(case.talk, await desk.agent("agent.2"))

    refused = await other.note("Coucou")

    assert (refused.status_code, refused.json()["code"]) == (404, "conversation_not_found")


async def test_who_waits_is_read_but_not_written_about(desk: Desk, waiting: Talk) -> None:
    case = Case(waiting, await desk.agent("agent.1"))

    assert (await case.note("Coucou")).status_code == 404


async def test_the_id_of_a_colleagues_note_is_refused(client: AsyncClient, desk: Desk) -> None:
    case, client_id = await Case.open(client, desk), str(uuid4())
    await case.note("Une note", client_id)

    refused = await Case(case.talk, await desk.agent("chef.1")).note("Une autre", client_id)

    assert (refused.status_code, refused.json()["code"]) == (409, "client_id_reused")


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
async def test_an_empty_note_is_refused(client: AsyncClient, desk: Desk, text: str) -> None:
    refused = await (await Case.open(client, desk)).note(text)

    assert (refused.status_code, refused.json()["code"]) == (422, "empty_note")
