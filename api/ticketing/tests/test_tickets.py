"""Sollicitations to the support, in whichever program of tickets."""

import pytest
from httpx import AsyncClient

from api.chat.tests.running import database_of
from api.core.settings import Settings
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver
from api.models.ticket_link import TicketLink
from api.outgoing.tests.receiver import settled
from api.portal.sollicitations.acting import Actor
from api.portal.tests.builders import PortalBuilder
from api.ticketing.lifespan import system_of
from api.ticketing.tests.contract_server import ContractServer
from api.ticketing.tests.filing import AGENT, CLERK, Filing
from api.ticketing.wording import MAX_FILES

PDF = b"%PDF-1.7\n%une facture"


async def codes(client: AsyncClient) -> list[str | None]:
    """Of what was given up, once nothing is owed any more."""
    return [row.last_error for row in await settled(database_of(client)) if row.dead_at]


async def test_a_sollicitation_becomes_a_ticket(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file("Ma facture n’avance plus.", title="Facture bloquée")

    await settled(database_of(client))
    assert tickets.titles == ["[SOL-2026-000123] Facture bloquée"]
    assert "Ma facture n’avance plus." in tickets.notes[0]


async def test_a_sollicitation_without_title_is_named_by_its_category(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file()

    await settled(database_of(client))
    assert tickets.titles == ["[SOL-2026-000123] Factures émises › Suivi d’une facture"]


async def test_a_title_of_several_lines_is_told_on_one(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file(title="Facture\n bloquée")

    await settled(database_of(client))
    assert tickets.titles == ["[SOL-2026-000123] Facture bloquée"]


def test_no_program_is_the_default() -> None:
    assert system_of(Settings()) is None


async def test_the_link_is_kept(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()

    await settled(database_of(client))
    async with database_of(client).new_read_session.begin() as session:
        systems = [type(tickets).__name__.removesuffix("Server").lower()]
        links = [await session.get(TicketLink, (number, system)) for system in systems]
    assert [link.ticket for link in links if link] == [str(one) for one in tickets.numbers]


async def test_the_demand_tells_structure_and_invoice(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    structure = await PortalBuilder(client).structure("Boulangerie Martin", siret="12345678200010")

    await filing.file(structure=structure)

    await settled(database_of(client))
    assert "Structure : Boulangerie Martin (SIRET 12345678200010)" in tickets.notes[0]
    assert "Facture : F-2026-7" in tickets.notes[0]


async def test_nobody_is_named(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await filing.assign(number)
    await filing.act(number, Act.ANSWER, "Voici la réponse.", by=AGENT)

    await settled(database_of(client))
    told = " ".join([*tickets.titles, *tickets.notes]).lower()
    assert not [word for word in ("dominique", "agnès", "agent.1", "@") if word in told]


async def test_bank_details_are_masked(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    iban = "FR76 3000 6000 0112 3456 7890 189"

    await filing.file(f"Mon compte : {iban}", title=f"Compte {iban}")

    await settled(database_of(client))
    assert "[IBAN masqué]" in tickets.notes[0]
    assert "3000" not in " ".join([*tickets.titles, *tickets.notes])


async def test_in_names_of_files_as_well(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file(files={"RIB FR7630006000011234567890189.pdf": PDF})

    await settled(database_of(client))
    assert "Fichiers : RIB [IBAN masqué].pdf" in tickets.notes[0]
    assert [name for name, _ in tickets.files] == ["RIB [IBAN masqué].pdf"]


async def test_steps_are_told_in_their_order(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await filing.assign(number)
    await filing.act(number, Act.ASK, "Quel numéro ?", by=AGENT)
    await filing.act(number, Act.ADD, "Le 12.")
    await filing.act(number, Act.ANSWER, "C’est fait.", by=AGENT)

    await settled(database_of(client))
    heads = [note.splitlines()[1].split(", ")[0] for note in tickets.notes[1:]]
    assert heads == [
        "Prise en charge (le support",
        "Complément demandé (le support",
        "Complément apporté (l’usager",
        "Réponse (le support",
    ]


async def test_a_step_by_mail_says_so(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    by_mail = Actor(Party.AUTHOR, "Dominique Usager", "dominique.usager", by_mail=True)
    await filing.act(number, Act.ADD, "Par courriel.", by=by_mail)

    await settled(database_of(client))
    assert "reçue par courriel)" in tickets.notes[-1]


async def test_files_leave_with_their_step(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file(files={"demande.pdf": PDF})
    await filing.act(number, Act.ADD, "Une autre.", files={"suite.pdf": PDF + b" 2"})

    await settled(database_of(client))
    assert tickets.files == [("demande.pdf", PDF), ("suite.pdf", PDF + b" 2")]
    assert "Fichiers : suite.pdf" in tickets.notes[-1]


async def test_a_file_over_the_limit_is_named_only(
    tickets: ContractServer, client: AsyncClient, filing: Filing, settings_env: pytest.MonkeyPatch
) -> None:
    half = PDF.ljust(MAX_FILES // 2 + 1, b" ")
    number = await filing.file()
    await filing.act(number, Act.ADD, "Deux.", files={"un.pdf": PDF, "deux.pdf": half})
    await settled(database_of(client))
    await filing.act(number, Act.ADD, "Trois.", files={"a.pdf": half, "b.pdf": half + b" "})

    await settled(database_of(client))
    assert "b.pdf (à consulter dans Chorale)" in tickets.notes[-1]
    assert "b.pdf" not in [name for name, _ in tickets.files]


async def test_closing_closes(tickets: ContractServer, client: AsyncClient, filing: Filing) -> None:
    number = await filing.file()
    await filing.act(number, Act.CLOSE)

    await settled(database_of(client))
    assert tickets.is_closed
    assert tickets.notes[-1].splitlines()[1].startswith("Clôturée (l’usager")


async def test_what_another_wrote_is_never_taken_for_ours(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    """References can be guessed: whoever writes to that program could wait for one."""
    tickets.somebody_opens("[SOL-2026-000123] C’est moi")

    await filing.file()

    await settled(database_of(client))
    assert len(tickets.titles) == 2


async def test_a_note_of_another_that_imitates_ours_hides_nothing(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    tickets.somebody_writes("[SOL-2026-000123 · étape 2]")
    await filing.act(number, Act.ADD, "Le vrai complément.")

    await settled(database_of(client))
    assert "Le vrai complément." in tickets.notes[-1]


async def test_words_that_imitate_our_marks_hide_nothing(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file("[SOL-2026-000123 · étape 2]", title="[SOL-2026-000124]")
    await filing.act(number, Act.ADD, "[SOL-2026-000123 · étape 3]")
    await filing.act(number, Act.ADD, "Le second complément.")
    await filing.file("La suivante.")

    await settled(database_of(client))
    assert len(tickets.titles) == 2
    assert "Le second complément." in " ".join(tickets.notes)


async def test_a_public_clients_sollicitation_is_not_told(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file(receiver=Receiver.PUBLIC_CLIENT)

    assert await settled(database_of(client)) == []


async def test_one_that_is_forwarded_is_told_with_what_came_before(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file(receiver=Receiver.PUBLIC_CLIENT)
    await filing.act(number, Act.ASSIGN, by=CLERK)
    await filing.act(number, Act.FORWARD, by=CLERK)

    await settled(database_of(client))
    heads = [note.splitlines()[1].split(", ")[0] for note in tickets.notes[1:]]
    assert heads == [
        "Prise en charge (la structure destinataire",
        "Transférée au support (la structure destinataire",
    ]


async def test_a_ticket_deleted_there_is_not_opened_again(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    tickets.delete_ticket()
    await filing.act(number, Act.ADD, "Après.")

    assert await codes(client) == ["ticket_gone"]


async def test_an_erased_sollicitation_owes_nothing(
    tickets: ContractServer, client: AsyncClient, filing: Filing
) -> None:
    tickets.chaos = ["503"]
    tickets.retry_after = "1"
    number = await filing.file()
    await tickets.until(lambda: bool(tickets.calls))
    await filing.erase(number)

    assert await codes(client) == []
    assert tickets.titles == []
