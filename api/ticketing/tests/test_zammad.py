"""What is Zammad's own."""

import pytest
from httpx import AsyncClient

from api.chat.tests.running import database_of
from api.core.settings import Settings
from api.domain.sollicitation_acts import Act
from api.outgoing.tests.receiver import settled
from api.ticketing.tests.filing import Filing
from api.ticketing.tests.test_tickets import codes
from api.ticketing.tests.zammad_server import ME, ZammadServer


async def test_a_lost_ticket_is_found_though_the_index_is_late(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    zammad.index_is_late = True
    zammad.faults = ["lost"]

    await filing.file()

    await settled(database_of(client))
    assert len(zammad.tickets) == 1


async def test_a_lost_ticket_is_found_by_the_index_among_many_newer(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    zammad.retry_after = "1"
    zammad.chaos = ["", "", "", "lost", "503"]
    number = await filing.file()
    await zammad.until(lambda: len(zammad.calls) >= 5)
    for _ in range(60):
        zammad.add_ticket("Une autre demande")
    await filing.act(number, Act.ADD, "Premier.")

    await settled(database_of(client))
    assert len([title for title in zammad.titles if title.startswith("[SOL")]) == 1


async def test_articles_are_plain_text_for_agents_alone(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file("<script>alert(1)</script>")

    await settled(database_of(client))
    [article] = zammad.articles
    assert (article["content_type"], article["internal"]) == ("text/plain", True)
    assert "<script>alert(1)</script>" in article["body"]


async def test_the_customer_is_our_own_account(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    await filing.file()

    await settled(database_of(client))
    assert zammad.only["customer_id"] == ME


async def test_a_merged_ticket_is_left_alone(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    zammad.set_state(zammad.only["id"], "merged")
    await filing.act(number, Act.ADD, "Après.")

    assert await codes(client) == ["ticket_gone"]
    assert len(zammad.articles) == 1


async def test_a_ticket_that_an_agent_closed_is_not_closed_again(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    number = await filing.file()
    await settled(database_of(client))
    zammad.set_state(zammad.only["id"], "closed")
    await filing.act(number, Act.CLOSE)

    await settled(database_of(client))
    assert [call for call in zammad.calls if call.startswith("PUT")] == []


@pytest.mark.parametrize(
    ("wrong_setting", "code"),
    [("TICKETING_TOKEN", "status_401"), ("TICKETING_GROUP", "status_422")],
    indirect=["wrong_setting"],
)
async def test_a_wrong_setting_is_told_to_the_operator(
    zammad: ZammadServer,
    wrong_setting: None,
    client: AsyncClient,
    code: str,
) -> None:
    await Filing(database_of(client)).file()

    assert await codes(client) == [code]


async def test_missing_rights_are_told_to_the_operator(
    zammad: ZammadServer, client: AsyncClient, filing: Filing
) -> None:
    zammad.has_rights = False

    await filing.file()

    assert await codes(client) == ["status_403"]


def test_zammad_without_a_group_is_refused(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_TICKETING", "zammad")
    settings_env.setenv("CHORALE_TICKETING_URL", "https://zammad.exemple.fr")
    settings_env.setenv("CHORALE_TICKETING_TOKEN", "x")

    with pytest.raises(ValueError, match="un groupe"):
        Settings()
