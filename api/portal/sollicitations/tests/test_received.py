"""What a public structure receives: by whom it is seen, and in which views."""

from typing import Any

import pytest

from api.portal.sollicitations.tests.people import FOLLOW_UP, OWN, RECEIVED, People


async def views(people: People, login: str) -> dict[str, int]:
    return (await people.call(login, "GET", RECEIVED)).json()["views"]


async def test_views_count_what_waits(people: People) -> None:
    taken, closed, _ = [await people.filed() for _ in range(3)]
    await people.act("rita", taken, "assign")
    await people.act("rita", closed, "assign")
    await people.act("rita", closed, "close")

    assert await views(people, "rita") == {"to_take": 1, "mine": 1, "open": 2, "closed": 1}
    assert await views(people, "remi") == {"to_take": 1, "mine": 0, "open": 2, "closed": 1}


@pytest.mark.parametrize("view", ["to_take", "mine", "open", "closed"])
async def test_each_view_lists_what_it_counts(people: People, view: str) -> None:
    for _ in range(2):
        await people.filed()
    taken = await people.filed()
    await people.act("rita", taken, "assign")

    page = (await people.call("rita", "GET", RECEIVED, params={"view": view})).json()

    assert len(page["items"]) == page["total"] == page["views"][view]


async def test_neither_the_supports_nor_drafts_are_received(people: People) -> None:
    await people.filed(**FOLLOW_UP)
    draft = await people.filed(draft=True)

    assert await views(people, "rita") == {"to_take": 0, "mine": 0, "open": 0, "closed": 0}
    assert (await people.call("rita", "GET", f"{RECEIVED}/{draft}")).status_code == 404


@pytest.mark.parametrize("login", ["paul", "stan", "anne"])
@pytest.mark.parametrize("route", ["", "/acts", "/files", "/files/1"])
async def test_to_who_may_not_it_looks_unknown(people: People, login: str, route: str) -> None:
    reference = await people.filed()
    given: dict[str, dict[str, Any]] = {
        "/acts": {"json": {"act": "assign"}},
        "/files": {"files": {"file": ("a.txt", b"a")}},
    }
    method = "POST" if route in given else "GET"

    async def answer(named: str) -> tuple[int, str]:
        path = f"{RECEIVED}/{named}{route}"
        got = await people.call(login, method, path, **given.get(route, {}))
        return got.status_code, got.text.replace(named, "…")

    assert await answer(reference) == await answer("SOL-2026-000999")
    assert (await answer(reference))[0] == 404


async def test_words_are_looked_for_everywhere(people: People) -> None:
    wanted = await people.filed(title="Mandat du collège Camus", description="Où en est-il ?" * 2)
    await people.filed()

    for q in ("camus", "où mandat", wanted, "Entreprise mandat", "Anne Camus"):
        page = (await people.call("rita", "GET", RECEIVED, params={"q": q})).json()
        assert [item["reference"] for item in page["items"]] == [wanted], q


@pytest.mark.parametrize("q", ["%", "_", "\\", "100%"])
async def test_signs_of_the_database_are_words_like_others(people: People, q: str) -> None:
    await people.filed()

    assert (await people.call("rita", "GET", RECEIVED, params={"q": q})).json()["items"] == []


async def test_nobody_reads_the_login_or_the_address_of_the_other_side(people: People) -> None:
    await people.set_address("anne", "anne@exemple.fr")
    reference = await people.filed()
    await people.act("rita", reference, "assign")

    assert "exemple.fr" not in str(await people.read("rita", reference))
    assert "'rita'" not in str(await people.read("anne", reference))
    assert "exemple.fr" not in (await people.call("rita", "GET", RECEIVED)).text
    assert (await people.call("anne", "GET", OWN)).json()["items"][0]["assignee"] == {
        "name": "Rita"
    }
