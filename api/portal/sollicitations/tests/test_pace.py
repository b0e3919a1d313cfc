"""What one author may file and say in an hour."""

from collections.abc import Callable

import pytest

from api.core.settings import get_settings
from api.portal.sollicitations.tests.people import OWN, People


@pytest.fixture
def an_hour_later(settings_env: pytest.MonkeyPatch) -> Callable[[], None]:
    def wait() -> None:
        settings_env.setenv("CHORALE_CLOCK", "2026-11-24T11:00:01+01:00")
        get_settings.cache_clear()

    return wait


async def test_acts_of_the_author_are_counted(people: People) -> None:
    reference = await people.filed()
    get_settings().sollicitation_acts_per_hour = 3  # its filing is one

    answers = [await people.act("anne", reference, "add", "Encore.") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["code"] == "too_many_acts"
    assert len((await people.read("anne", reference))["history"]) == 3


async def test_an_act_said_again_is_answered_alike_over_the_limit(people: People) -> None:
    reference = await people.filed()
    get_settings().sollicitation_acts_per_hour = 2
    first = await people.act("anne", reference, "add", "Encore.", key="once")

    again = await people.act("anne", reference, "add", "Encore.", key="once")

    assert (again.status_code, again.json()) == (200, first.json())


async def test_who_receives_is_not_counted(people: People) -> None:
    reference = await people.filed()
    get_settings().sollicitation_acts_per_hour = 1

    answers = [
        await people.act("rita", reference, act, "Un texte.") for act in ("assign", "ask", "answer")
    ]

    assert [answer.status_code for answer in answers] == [200] * 3


async def test_an_hour_later_one_goes_on(people: People, an_hour_later: Callable[[], None]) -> None:
    reference = await people.filed()
    an_hour_later()
    get_settings().sollicitation_acts_per_hour = 1

    assert (await people.act("anne", reference, "add", "Encore.")).status_code == 200


async def test_filings_are_counted_drafts_as_well(people: People) -> None:
    get_settings().sollicitations_per_hour = 2

    answers = [await people.file(draft=draft, key=f"f{draft}") for draft in (False, True)]
    refused = await people.file()
    again = await people.file(draft=False, key="fFalse")

    assert [answer.status_code for answer in answers] == [201, 201]
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_sollicitations")
    assert again.json()["reference"] == answers[0].json()["reference"]


async def test_filings_of_another_are_not_ones_own(people: People) -> None:
    get_settings().sollicitations_per_hour = 1
    await people.filed()

    answer = await people.call(
        "rita", "POST", OWN, json={"description": "Un brouillon.", "draft": True}
    )

    assert answer.status_code == 201
