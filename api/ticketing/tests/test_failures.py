"""Calls that fail and answers that are lost: one ticket all the same, each note once, in order."""

import pytest
from httpx import AsyncClient

from api.chat.tests.running import database_of
from api.core.clock import real_now
from api.domain.sollicitation_acts import Act
from api.outgoing.tests.receiver import settled
from api.ticketing.tests.contract_server import ContractServer
from api.ticketing.tests.filing import AGENT, Filing
from api.ticketing.tests.test_tickets import PDF, codes


@pytest.mark.parametrize("fault", ["500", "429", "cut", "lost"])
async def test_one_ticket_when_its_opening_fails(
    tickets: ContractServer, client: AsyncClient, filing: Filing, fault: str
) -> None:
    tickets.faults = ["", fault] if tickets.writes_first else [fault]

    await filing.file()

    await settled(database_of(client))
    assert len(tickets.titles) == 1
    assert len(tickets.notes) == 1


@pytest.mark.parametrize("place", range(6))
async def test_each_note_and_file_once_when_answers_are_lost(
    tickets: ContractServer, client: AsyncClient, filing: Filing, place: int
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    tickets.chaos = [""] * place + ["lost"]
    await filing.act(number, Act.ADD, "Premier.", files={"un.pdf": PDF})
    await filing.act(number, Act.ADD, "Second.")

    await settled(database_of(client))
    assert [note.splitlines()[-1] for note in tickets.notes[1:]] == ["Fichiers : un.pdf", "Second."]
    assert tickets.files == [("un.pdf", PDF)]


async def test_files_of_the_opening_are_not_lost_with_its_answer(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.faults = ["", "lost", "lost"] if tickets.writes_first else ["lost"]

    await filing.file(files={"demande.pdf": PDF})

    await settled(database_of(client))
    assert tickets.files == [("demande.pdf", PDF)]


async def test_retry_after_is_respected(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.chaos = ["429"]
    tickets.retry_after = "1"
    begun = real_now()

    await filing.file()

    await settled(database_of(client))
    assert (real_now() - begun).total_seconds() >= 1
    assert len(tickets.titles) == 1


@pytest.mark.parametrize("status", ["401", "403", "422"])
async def test_a_clear_refusal_is_given_up_at_once(
    tickets: ContractServer, client: AsyncClient, filing: Filing, status: str
) -> None:
    tickets.faults = ["", status] if tickets.writes_first else [status]

    await filing.file()

    assert await codes(client) == [f"status_{status}"]
    assert tickets.titles == []


async def test_what_was_given_up_is_made_good_by_the_next_step(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.chaos = ["403"]
    number = await filing.file()
    await settled(database_of(client))
    await filing.act(number, Act.ADD, "Premier.")

    await settled(database_of(client))
    assert [note.splitlines()[-1] for note in tickets.notes] == [
        "Ma facture n’avance plus.",
        "Premier.",
    ]


async def test_a_program_that_was_away_is_caught_up_with(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.chaos = ["503", "cut", "500"]
    number = await filing.file()
    await filing.assign(number)
    await filing.act(number, Act.ANSWER, "C’est fait.", by=AGENT)
    await filing.act(number, Act.CLOSE)

    await settled(database_of(client))
    assert len(tickets.notes) == 4
    assert tickets.is_closed


async def test_an_answer_of_another_form_is_not_believed(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.faults = ["", "200"] if tickets.writes_first else ["200"]

    await filing.file()

    await settled(database_of(client))
    assert len(tickets.titles) == 1
