"""Both sides act in turn: what is possible, what is refused, and what the history says."""

from typing import Any

import pytest

from api.domain.sollicitation_acts import Act
from api.portal.sollicitations.tests.people import FOLLOW_UP, People


def acts(detail: dict[str, Any]) -> list[str]:
    return [item["act"] for item in detail["acts"]]


async def test_from_the_question_to_the_end(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "ask", "Quel est le numéro d’engagement ?")
    await people.act("anne", reference, "add", "EJ-2026-12")
    await people.act("rita", reference, "answer", "Le mandat part demain.")
    await people.act("anne", reference, "send_back", "Vous l’aviez déjà dit.")
    await people.act("rita", reference, "answer", "Il est parti.")
    await people.act("anne", reference, "close")

    detail = await people.read("anne", reference)

    assert [step["status"]["code"] for step in detail["history"]] == [
        "SOUMISE",
        "AFFECTEE",
        "DEMANDE_COMPLEMENT",
        "EN_COURS",
        "REPONDUE",
        "RENVOYEE",
        "REPONDUE",
        "CLOTUREE",
    ]
    assert [step["by"] for step in detail["history"]] == [
        *("author", "receiver", "receiver", "author"),
        *("receiver", "author", "receiver", "author"),
    ]
    assert (detail["status"]["code"], detail["acts"]) == ("CLOTUREE", [])


async def test_one_takes_it_before_answering(people: People) -> None:
    reference = await people.filed()

    answer = await people.act("rita", reference, "answer", "Voici.")

    assert (answer.status_code, answer.json()["code"]) == (409, "assign_first")


async def test_what_is_not_possible_says_what_is(people: People) -> None:
    reference = await people.filed()

    answer = await people.act("anne", reference, "send_back", "Non.")

    assert "à l’état « Soumise »" in answer.json()["detail"]
    assert "« Ajouter une information », « Clôturer »" in answer.json()["detail"]


async def test_what_another_is_in_charge_of_is_his(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "ask", "Lequel ?")

    taken = await people.act("remi", reference, "answer", "Voici.")

    assert (taken.status_code, taken.json()["code"]) == (409, "assigned_to_another")
    assert "Rita" in taken.json()["detail"]


async def test_a_manager_alone_takes_over(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")

    refused = await people.act("remi", reference, "assign")
    taken = await people.act("maud", reference, "assign")

    assert (refused.status_code, refused.json()["code"]) == (409, "assigned_to_another")
    assert (taken.status_code, taken.json()["assignee"]) == (200, {"name": "Maud"})


async def test_what_changes_hands_waits_for_the_same_side(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    await people.act("rita", reference, "ask", "Lequel ?")

    taken = await people.act("maud", reference, "assign")

    assert taken.json()["status"]["code"] == "DEMANDE_COMPLEMENT"


async def test_to_take_it_again_adds_nothing(people: People) -> None:
    reference = await people.filed()
    first = await people.act("rita", reference, "assign")

    again = await people.act("rita", reference, "assign")

    assert (again.status_code, again.json()) == (200, first.json())


@pytest.mark.parametrize("act", ["answer", "ask"])
@pytest.mark.parametrize("text", [None, "", "  \n"])
async def test_some_acts_want_a_text(people: People, act: str, text: str | None) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")

    answer = await people.act("rita", reference, act, text)

    assert (answer.status_code, answer.json()["code"]) == (422, "text_required")


async def test_a_text_of_four_thousand_characters_at_most(people: People) -> None:
    reference = await people.filed()

    longest = await people.act("anne", reference, "add", "é" * 4000)
    longer = await people.act("anne", reference, "add", "é" * 4001)

    assert longest.status_code == 200
    assert (longer.status_code, longer.json()["code"]) == (422, "text_too_long")


async def test_the_same_key_acts_once(people: People) -> None:
    reference = await people.filed()
    first = await people.act("anne", reference, "add", "Une précision.", key="once")

    again = await people.act("anne", reference, "add", "Une précision.", key="once")
    other = await people.act("anne", reference, "add", "Tout autre chose.", key="once")

    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert len((await people.read("anne", reference))["history"]) == 2


async def test_both_sides_may_choose_the_same_key(people: People) -> None:
    reference = await people.filed()

    await people.act("anne", reference, "add", "Une précision.", key="same")
    taken = await people.act("rita", reference, "assign", key="same")

    assert taken.status_code == 200


async def test_a_key_is_required_to_act(people: People) -> None:
    reference = await people.filed()

    answer = await people.act("anne", reference, "add", "Une précision.", key=" ")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_required")


async def test_forwarded_it_is_the_supports(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")

    forwarded = await people.act("rita", reference, "forward", "Ce n’est pas pour nous.")
    await people.support(reference, Act.ASSIGN)
    await people.support(reference, Act.ANSWER, "Réponse du support.")

    own, theirs = await people.read("anne", reference), await people.read("rita", reference)
    assert (forwarded.status_code, forwarded.json()["acts"]) == (200, [])
    assert (own["receiver"], own["status"]["code"]) == ("support", "REPONDUE")
    assert (theirs["status"]["code"], len(theirs["history"])) == ("TRANSFEREE_SUPPORT", 3)
    assert "Réponse du support." not in str(theirs)


async def test_the_support_forwards_to_nobody(people: People) -> None:
    reference = await people.filed(**FOLLOW_UP)
    await people.support(reference, Act.ASSIGN)

    with pytest.raises(Exception, match="n’est pas possible"):
        await people.support(reference, Act.FORWARD)


@pytest.mark.parametrize("act", ["submit", "assign", "answer", "forward", "send_back"])
async def test_an_author_does_not_act_as_the_other_side(people: People, act: str) -> None:
    reference = await people.filed()

    answer = await people.act("anne", reference, act, "Un texte.")

    assert (answer.status_code, answer.json()["code"]) == (409, "act_not_possible")


async def test_what_is_offered_follows_whose_turn_it_is(people: People) -> None:
    reference = await people.filed()
    first = acts(await people.read("rita", reference))
    await people.act("rita", reference, "assign")
    mine, others = await people.read("rita", reference), await people.read("remi", reference)
    await people.act("rita", reference, "answer", "Voici.")
    author = await people.read("anne", reference)

    assert first == ["assign"]
    assert acts(mine) == ["answer", "ask", "forward", "close"]
    assert acts(others) == []
    assert acts(author) == ["add", "send_back", "close"]


async def test_it_is_due_again_when_it_comes_back(people: People) -> None:
    reference = await people.filed()
    filed = await people.read("anne", reference)
    await people.act("rita", reference, "assign")
    asked = await people.act("rita", reference, "ask", "Lequel ?")
    completed = await people.act("anne", reference, "add", "Celui-ci.")

    assert filed["due_at"] == "2026-12-01T10:00:00+01:00"
    assert asked.json()["due_at"] is None
    assert completed.json()["due_at"] == "2026-12-01T10:00:00+01:00"
