"""The register on a page and in a file: what filters find, and that reading it is written."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import BASE, Desk, Post
from api.desk.tests.test_page_access import DARK, LIGHT, opened, violations

PAGE = "/desk/audit"
CONVERSATION = "7d8d0b5e-2f0c-4b54-9a8e-0c6f0d3d1a11"
# In Paris, the first is of the 23rd, the second of the 24th.
AT = [datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 1, tzinfo=UTC)]


@pytest.fixture
async def written(desk: Desk, database: Database) -> None:
    """Four acts, the latest last."""
    about = f"conversation:{CONVERSATION}"
    async with database.new_session.begin() as session:
        for entry in (
            AuditEntry(AT[0], "agent.1", "claim", about),
            AuditEntry(AT[1], "agent.2", "close", about),
            AuditEntry(AT[1], "agent.2", "show_board"),
            AuditEntry(AT[1], "agent.2", "act_on_sollicitation", "sollicitation:SOL-2026-000001"),
        ):
            audit_repository.add(session, entry)


async def _page(desk: Desk, **asked: Any) -> str:
    answer = await (await desk.agent("chef.1")).http.get(PAGE, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.text


def _acts(page: str) -> set[str]:
    """Which of the written four are told in the table."""
    table = page.partition("<tbody>")[2]
    told = {
        "Prise en charge d’une conversation",
        "Clôture d’une conversation",
        "Lecture de la file",
        "Acte sur une sollicitation",
    }
    return {act.split()[0] for act in told if f"<td>{act}</td>" in table}


async def _lines(post: Post, **asked: Any) -> list[dict[str, str]]:
    answer = await post.get("/audit/export", **asked)
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))


def _named(value: dict[str, str] | set[str]) -> str:
    """The same in every process, which a set's own order is not."""
    return str(sorted(value.items() if isinstance(value, dict) else value))


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Prise", "Clôture", "Lecture", "Acte"}),
        ({"agent": "agent.1"}, {"Prise"}),
        ({"agent": "agent.2", "action": "close"}, {"Clôture"}),
        ({"action": "read_queue"}, {"Lecture"}),
        ({"subject": CONVERSATION}, {"Prise", "Clôture"}),
        ({"subject": f"https://x.fr/desk/conversations/{CONVERSATION}"}, {"Prise", "Clôture"}),
        ({"subject": f"conversation:{CONVERSATION}"}, {"Prise", "Clôture"}),
        ({"subject": "sol-2026-000001"}, {"Acte"}),
        ({"until": "2026-11-23", "agent": ""}, {"Prise"}),
        ({"since": "2026-11-24", "until": "2026-11-24"}, {"Clôture", "Lecture", "Acte"}),
        ({"subject": "rien de tel"}, set[str]()),
        ({"agent": "\x00"}, {"Prise", "Clôture", "Lecture", "Acte"}),
    ],
    ids=_named,
)
async def test_filters_add_up(desk: Desk, asked: dict[str, str], found: set[str]) -> None:
    assert _acts(await _page(desk, **asked)) == found


@pytest.mark.usefixtures("written")
async def test_export_holds_what_the_same_filters_find(desk: Desk) -> None:
    lines = await _lines(await desk.agent("chef.1"), subject=f"conversation:{CONVERSATION}")

    assert [(line["Agent"], line["Code"], line["Date et heure"]) for line in lines] == [
        ("agent.2", "close", "2026-11-24T00:01:00+01:00"),
        ("agent.1", "claim", "2026-11-23T23:59:00+01:00"),
    ]


async def test_export_is_whole_however_long(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        for number in range(2001):
            entry = AuditEntry(AT[0], "agent.1", "claim", f"conversation:{number}")
            audit_repository.add(session, entry)

    lines = await _lines(await desk.agent("chef.1"), agent="agent.1")

    assert [line["Sujet"] for line in lines] == [
        f"conversation:{number}" for number in reversed(range(2001))
    ]


async def test_no_cell_of_the_export_is_a_formula(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        entry = AuditEntry(AT[0], "agent.1", "claim", "=HYPERLINK(1)", {"=a": "+b"})
        audit_repository.add(session, entry)

    [line] = await _lines(await desk.agent("chef.1"), agent="agent.1")

    assert (line["Sujet"], line["Précisions"]) == ("'=HYPERLINK(1)", "'=a=+b")


@pytest.mark.usefixtures("written")
async def test_reading_and_exporting_are_written_with_their_filters(desk: Desk) -> None:
    await _page(desk, agent="agent.2", subject="un mot qui a été dit")
    await _lines(await desk.agent("chef.1"), since="2026-11-24")

    shown = (await (await desk.agent("chef.1")).get("/audit", agent="chef.1")).json()["items"]

    told = [
        (item["action"]["code"], item["detail"]) for item in shown if "audit" in str(item["action"])
    ]
    assert told == [
        ("export_audit", {"since": "2026-11-24"}),
        ("read_audit", {"agent": "agent.2"}),
    ]


@pytest.mark.parametrize("path", [PAGE, f"{BASE}/audit/export"])
@pytest.mark.parametrize(("login", "status"), [("agent.1", 403), ("chef.1", 200), ("admin.1", 200)])
async def test_supervisors_and_operators_read_it(
    desk: Desk, login: str, status: int, path: str
) -> None:
    post = await desk.agent(login)

    assert (await post.http.get(path)).status_code == status
    account = (await post.http.get("/desk/account")).text
    assert (f'href="{PAGE}"' in account) is (status == 200)


@pytest.mark.parametrize("asked", [{"since": "hier"}, {"until": "0001-01-01"}, {"before": "0"}])
async def test_what_is_no_filter_is_refused(desk: Desk, asked: dict[str, str]) -> None:
    answer = await (await desk.agent("chef.1")).http.get(PAGE, params=asked)

    assert answer.status_code == 422


async def test_pages_follow_each_other(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        for number in range(51):
            at = AT[0] + timedelta(seconds=number)
            audit_repository.add(session, AuditEntry(at, "agent.1", "claim", f"reply:{number}"))

    first = await _page(desk, agent="agent.1")
    [before] = [part.partition('"')[0] for part in first.split("before=")[1:]]
    second = await _page(desk, agent="agent.1", before=before)

    assert first.count("<td>Prise en charge") == 50
    assert (second.count("<td>Prise en charge"), second.count("Plus anciennes")) == (1, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_supervisor_finds_who_had_a_conversation(
    desk_page: DeskPage, waiting: Talk, desk: Desk
) -> None:
    agent = await desk.agent("agent.2")
    await agent.claim(waiting.id)
    await desk_page.enter("chef.1")
    page = desk_page.page
    await page.get_by_role("link", name="Registre").click()
    await page.get_by_label("Agent", exact=True).select_option("agent.2")
    await page.get_by_label("Acte").select_option(label="Prise en charge d’une conversation")
    await page.get_by_label("Conversation ou").fill(
        f"{desk_page.url}/desk/conversations/{waiting.id}"
    )
    await desk_page.button("Rechercher").click()

    rows = page.locator("#main tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Maxime")
    async with page.expect_download() as saved:
        await page.get_by_role("link", name="Exporter en CSV").click()
    assert (await saved.value).suggested_filename == "registre.csv"
    await rows.get_by_role("link").click()
    await expect(page.get_by_label("Acte")).to_have_value("")
    await expect(page.get_by_label("Conversation ou")).to_have_value(f"conversation:{waiting.id}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("looks", [LIGHT, DARK], ids=["laptop", "dark tablet"])
@pytest.mark.usefixtures("written")
async def test_the_register_before_axe(
    browser: Browser, served: str, looks: dict[str, Any]
) -> None:
    desk = await opened(browser, served, looks)
    await desk.sign_in("admin.1")
    await desk.page.get_by_role("link", name="Registre").click()
    await expect(desk.page.locator("#main tbody tr").first).to_be_visible()
    assert await violations(desk) == []
    assert await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await desk.page.goto(f"{served}{PAGE}?agent=personne&before=2")
    await expect(desk.page.get_by_text("ne contient rien de tel")).to_be_visible()
    assert await violations(desk) == []
