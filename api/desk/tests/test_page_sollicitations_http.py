"""What the pages of the inbox answer, without a browser."""

import re
from html import unescape
from typing import Any

import pytest

from api.desk.tests.post import Desk, Post
from api.desk.tests.sollicitation_builders import Inbox, Receiving
from api.domain.sollicitations import Receiver
from api.domain.sollicitations import SollicitationStatus as Status

LIST = "/desk/sollicitations"
HTMX = {"HX-Request": "true"}


@pytest.fixture
async def camille(desk: Desk) -> Post:
    return await desk.agent("agent.1")


async def _send(agent: Post, reference: str, **form: Any) -> Any:
    return await agent.http.post(f"{LIST}/{reference}/acts", data={"key": "k", **form})


async def test_refused_before_the_scripts_came_the_page_keeps_what_was_typed(
    inbox: Inbox, camille: Post
) -> None:
    reference = await inbox.filed()
    await Receiving(camille).done(reference, "assign")
    long = "Une très longue réponse. " * 200

    page = await _send(camille, reference, act="answer", text=long)

    assert page.status_code == 422
    assert "4000" in re.findall(r'role="alert">([^<]*)<', page.text)[0]
    assert long.strip() in page.text


async def test_a_number_that_no_file_has_is_refused(inbox: Inbox, camille: Post) -> None:
    reference = await inbox.filed()
    await Receiving(camille).done(reference, "assign")

    page = await _send(camille, reference, act="answer", text="Voici.", files=str(2**31))

    assert page.status_code == 422
    assert len((await Receiving(camille).read(reference))["history"]) == 2


async def test_a_refused_act_changes_nothing(inbox: Inbox, camille: Post, desk: Desk) -> None:
    reference = await inbox.filed()
    await Receiving(await desk.agent("agent.2")).done(reference, "assign")

    page = await _send(camille, reference, act="assign")

    history = (await Receiving(camille).read(reference))["history"]
    assert page.status_code == 409
    assert "Maxime" in page.text
    assert [step["act"]["code"] for step in history] == ["submit", "assign"]


async def test_sent_before_the_scripts_came_it_is_taken(inbox: Inbox, camille: Post) -> None:
    reference = await inbox.filed()

    answer = await _send(camille, reference, act="assign")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{LIST}/{reference}")
    assert (await Receiving(camille).read(reference))["assignee"]["name"] == "Camille"


@pytest.mark.parametrize("part", ["", "/live", "/reply", "/close"])
@pytest.mark.parametrize(
    "columns", [{"receiver": Receiver.PUBLIC_CLIENT}, {"status": Status.DRAFT}], ids=str
)
async def test_no_part_of_a_page_shows_what_is_not_the_supports(
    inbox: Inbox, camille: Post, columns: dict[str, Any], part: str
) -> None:
    reference = await inbox.filed("Secrète", **columns)

    answer = await camille.http.get(f"{LIST}/{reference}{part}", headers=HTMX)
    unknown = await camille.http.get(f"{LIST}/SOL-2026-999999{part}", headers=HTMX)

    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert "Secrète" not in answer.text


async def test_the_case_of_others_is_in_no_list(inbox: Inbox, camille: Post) -> None:
    await inbox.filed("Secrète", receiver=Receiver.PUBLIC_CLIENT)

    for view in ("to_take", "mine", "open", "overdue", "closed"):
        page = await camille.http.get(LIST, params={"view": view, "q": "Secrète"})
        quoted = re.findall(r"«\sSecrète\s»", unescape(page.text))
        assert page.text.count("Secrète") == len(quoted) + 1  # the field


@pytest.mark.parametrize("part", ["/list", "/{}/live"])
async def test_what_a_page_shows_already_is_not_sent_again(
    inbox: Inbox, camille: Post, part: str
) -> None:
    reference = await inbox.filed()
    path = LIST + part.format(reference)
    first = await camille.http.get(path)
    seen = re.findall(r'data-version="([^"]+)"', first.text)[0]
    same = await camille.http.get(path, params={"seen": seen})
    await Receiving(camille).done(reference, "assign")

    other = await camille.http.get(path, params={"seen": seen})

    assert (same.status_code, same.content) == (204, b"")
    assert other.status_code == 200


async def test_no_two_elements_of_one_sollicitation_have_one_name(
    inbox: Inbox, camille: Post
) -> None:
    reference = await inbox.filed()
    await Receiving(camille).done(reference, "assign")

    page = (await camille.http.get(f"{LIST}/{reference}")).text

    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", ["/list", "/count", "/{}", "/{}/live", "/{}/reply"])
async def test_nothing_without_a_session(desk: Desk, inbox: Inbox, path: str) -> None:
    reference = await inbox.filed("Secrète")

    answer = await desk.browser().http.get(LIST + path.format(reference))

    assert answer.status_code == 303
    assert "Secrète" not in answer.text


async def test_what_an_author_writes_is_text(inbox: Inbox, camille: Post) -> None:
    reference = await inbox.filed("<img src=x onerror=alert(1)>")

    for path in ("", f"/{reference}"):
        assert "<img" not in (await camille.http.get(LIST + path)).text


@pytest.mark.parametrize("asked", [{"page": 0}, {"view": "none"}, {"size": 1000}])
async def test_a_list_that_cannot_be_is_refused(camille: Post, asked: dict[str, Any]) -> None:
    assert (await camille.http.get(LIST, params=asked)).status_code == 422
