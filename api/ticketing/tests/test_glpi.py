"""What is GLPI's own."""

import pytest
from httpx import AsyncClient

from api.chat.tests.running import database_of
from api.core.settings import Settings
from api.domain.sollicitation_acts import Act
from api.outgoing.tests.receiver import settled
from api.ticketing.tests.filing import Filing
from api.ticketing.tests.glpi_server import ENTITY, GlpiServer, read_html
from api.ticketing.tests.test_tickets import PDF, codes

ATTACK = "<img src=x onerror=alert(1)> & </p><script>alert(1)</script>"


async def test_what_somebody_wrote_is_text_and_nothing_else(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file(ATTACK)
    await filing.act(number, Act.ADD, ATTACK)

    await settled(database_of(client))
    assert [read_html(content).tags for content in glpi.contents] == [{"p", "strong"}] * 2
    assert [ATTACK in note for note in glpi.notes] == [True, True]


async def test_notes_that_glpi_gives_back_escaped_are_known_again(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    glpi.escapes = True
    number = await filing.file()
    await filing.act(number, Act.ADD, "Premier.")
    await settled(database_of(client))
    await filing.act(number, Act.ADD, "Second.")

    await settled(database_of(client))
    assert len(glpi.followups) == 2


async def test_a_note_is_not_doubled_behind_more_than_a_page_of_others(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    for place in range(450):
        glpi.somebody_writes(f"Note {place}")
    await filing.act(number, Act.ADD, "Premier.")
    await settled(database_of(client))
    await filing.act(number, Act.ADD, "Second.")

    await settled(database_of(client))
    assert len(glpi.followups) == 452


async def test_tickets_are_opened_in_the_entity(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file()

    await settled(database_of(client))
    assert glpi.only["entities_id"] == ENTITY


async def test_sessions_are_given_back(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    glpi.faults = ["", "500"]

    await filing.file()

    await settled(database_of(client))
    assert glpi.sessions == {}


async def test_a_session_that_ended_is_begun_again(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    glpi.ends_sessions_at = 4

    await filing.file()

    assert await codes(client) == []
    assert len(glpi.tickets) == 1


async def test_a_file_that_glpi_does_not_take_holds_nothing_back(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    glpi.takes = 10
    number = await filing.file(files={"grand.pdf": PDF})
    await filing.act(number, Act.CLOSE)

    await settled(database_of(client))
    assert glpi.documents == []
    assert glpi.is_closed


@pytest.mark.parametrize(
    ("wrong_setting", "code"),
    [
        ("TICKETING_TOKEN", "error_glpi_login_user_token"),
        ("TICKETING_APP_TOKEN", "error_wrong_app_token_parameter"),
    ],
    indirect=["wrong_setting"],
)
async def test_a_wrong_token_is_told_to_the_operator(
    glpi: GlpiServer,
    wrong_setting: None,
    client: AsyncClient,
    code: str,
) -> None:
    await Filing(database_of(client)).file()

    assert await codes(client) == [code]


async def test_missing_rights_are_told_to_the_operator(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    glpi.has_rights = False

    await filing.file()

    assert await codes(client) == ["error_right_missing"]


async def test_a_ticket_that_a_technician_closed_takes_no_more_notes(
    glpi: GlpiServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    glpi.only["status"] = 6
    await filing.act(number, Act.ADD, "Encore.")

    assert await codes(client) == ["error_glpi_add"]


def test_an_entity_is_a_number(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_TICKETING", "glpi")
    settings_env.setenv("CHORALE_TICKETING_URL", "https://glpi.exemple.fr")
    settings_env.setenv("CHORALE_TICKETING_TOKEN", "x")
    settings_env.setenv("CHORALE_TICKETING_GROUP", "Support")

    with pytest.raises(ValueError, match="entité"):
        Settings()
