"""Files dropped in the conversation that go with the sollicitation."""

import json
from typing import Any

import pytest

from actions.sollicitations.filing import (
    ActionCancelSollicitation,
    ActionKeepSollicitationDraft,
    ActionSubmitSollicitation,
)
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, action, run, user
from actions.tests.form_turns import ASKING_WORDS, SUMMARY, answer, open_form

QUOTE = {"id": "a1", "name": "devis.pdf"}
PHOTO = {"id": "b2", "name": "photo.png"}
ONE, BOTH = (
    json.dumps([["a1", "devis.pdf"]]),
    json.dumps([["a1", "devis.pdf"], ["b2", "photo.png"]]),
)

pytestmark = pytest.mark.usefixtures("portal")


def dropped(*files: dict[str, str]) -> dict[str, Any]:
    """What the gateway hands over when files come without words."""
    return {**user("/check_invoice", "check_invoice"), "metadata": {"attachments": list(files)}}


def with_files(slots: dict[str, Any], files: str = BOTH) -> dict[str, Any]:
    return {**slots, "sol_files": files}


async def test_what_was_dropped_before_is_to_be_joined() -> None:
    said = await open_form(before=[dropped(QUOTE), dropped(PHOTO), dropped(QUOTE)])

    assert said.slots["sol_files"] == BOTH


async def test_so_is_what_comes_with_the_wish() -> None:
    assert (await open_form(attachments=[QUOTE])).slots["sol_files"] == ONE


async def test_what_served_another_sollicitation_is_not() -> None:
    before = [dropped(QUOTE), action("action_submit_sollicitation"), dropped(PHOTO)]

    said = await open_form(before=before)

    assert json.loads(said.slots["sol_files"]) == [["b2", "photo.png"]]


async def test_the_last_ten_are_kept() -> None:
    files = [{"id": f"f{rank}", "name": f"{rank}.txt"} for rank in range(12)]

    said = await open_form(before=[dropped(*files)])

    assert [pair[0] for pair in json.loads(said.slots["sol_files"])] == [
        f"f{rank}" for rank in range(2, 12)
    ]


async def test_a_file_alone_in_the_form_is_joined_and_the_question_comes_again() -> None:
    said = await answer(
        ASKING_WORDS, "/check_invoice", "check_invoice", attachments=[QUOTE], confidence=0.99
    )

    assert said.text == "J’ai bien reçu « devis.pdf », à joindre à votre sollicitation."
    assert said.slots == {"sol_description": None, "sol_files": ONE}
    assert said.other_events == []


async def test_a_file_with_words_leaves_the_words_their_meaning() -> None:
    words = "Le devis joint n’a jamais été payé."

    said = await answer(ASKING_WORDS, words, attachments=[QUOTE])

    assert (said.slots["sol_description"], said.slots["sol_files"]) == (words, ONE)


async def test_a_yes_that_comes_with_a_file_is_to_another_summary() -> None:
    said = await answer(SUMMARY, "oui", "affirm", attachments=[QUOTE])

    assert (said.slots["sol_confirmed"], said.slots["sol_files"]) == (None, ONE)


async def test_the_summary_names_them_and_offers_to_leave_them() -> None:
    said = await run(ActionAskSolConfirmed, slots=with_files(SUMMARY))

    assert "- Fichiers joints : « devis.pdf », « photo.png »" in said.text
    shown = {"label": "Fichiers joints", "value": "« devis.pdf », « photo.png »"}
    assert shown in said.card["fields"]
    assert '/inform{"sol_files":"none"}' in said.payloads


async def test_without_files_nothing_is_said_of_them() -> None:
    said = await run(ActionAskSolConfirmed, slots=SUMMARY)

    assert "Fichier" not in said.text
    assert not any("fichier" in title for title in said.titles)


@pytest.mark.parametrize(
    "words",
    [
        "sans le fichier",
        "sans fichier",
        "non, sans les fichiers svp",
        "oui mais sans les pièces jointes",
        "enlève le document",
        "envoyez-la sans les fichiers",
        "pas les photos",
    ],
)
async def test_they_are_left_on_demand_and_nothing_is_sent(words: str) -> None:
    said = await answer(with_files(SUMMARY), words, "deny", confidence=0.9)

    assert said.text == "C’est noté, sans « devis.pdf », « photo.png »."
    assert said.slots == {"sol_confirmed": None, "sol_files": None}


@pytest.mark.parametrize("words", ["sans le fichier photo.png", "retire le document photo"])
async def test_one_is_left_by_its_name(words: str) -> None:
    said = await answer(with_files(SUMMARY), words, "deny", confidence=0.9)

    assert said.slots == {"sol_confirmed": None, "sol_files": ONE}


async def test_the_button_leaves_them() -> None:
    text = '/inform{"sol_files":"none"}'

    said = await answer(with_files(SUMMARY), text, entities={"sol_files": "none"})

    assert said.slots == {"sol_confirmed": None, "sol_files": None}


async def test_a_description_may_speak_of_a_file() -> None:
    words = "Je ne peux rien faire sans le fichier que vous gardez."

    said = await answer(with_files(ASKING_WORDS), words)

    assert said.slots == {"sol_description": words}


async def test_they_go_by_their_ids(portal: ContractPortal) -> None:
    slots = with_files({**SUMMARY, "sol_confirmed": "yes"})

    said = await run(ActionSubmitSollicitation, text="/affirm", intent="affirm", slots=slots)

    body, _ = portal.filed[f"{CONVERSATION}:3"]
    assert body["attachments"] == ["a1", "b2"]
    assert "Fichiers joints : « devis.pdf », « photo.png »." in said.text
    assert said.slots["sol_files"] is None


async def test_one_that_is_refused_is_said_and_the_rest_goes_on(portal: ContractPortal) -> None:
    portal.refused_files = {"a1": "Le fichier « devis.pdf » est vide."}
    slots = with_files({**SUMMARY, "sol_confirmed": "yes"})

    said = await run(ActionSubmitSollicitation, text="/affirm", intent="affirm", slots=slots)

    body, _ = portal.filed[f"{CONVERSATION}:3"]
    assert body["attachments"] == ["b2"]
    assert "Fichier joint : « photo.png »." in said.text
    assert "« devis.pdf » n’a pas pu être joint. Le fichier « devis.pdf » est vide." in said.text


async def test_when_all_are_refused_it_is_filed_without(portal: ContractPortal) -> None:
    portal.refused_files = {"a1": "Non.", "b2": "Non."}
    slots = with_files({**SUMMARY, "sol_confirmed": "yes"})

    said = await run(ActionSubmitSollicitation, text="/affirm", intent="affirm", slots=slots)

    assert "attachments" not in portal.filed[f"{CONVERSATION}:3"][0]
    assert "SOL-2026-000001" in said.text


async def test_a_draft_keeps_them_even_once_dropped(portal: ContractPortal) -> None:
    given_up = await run(ActionCancelSollicitation, intent="cancel", slots=with_files(SUMMARY, ONE))
    kept = {"sol_dropped": given_up.slots["sol_dropped"]}

    await run(ActionKeepSollicitationDraft, intent="keep_draft", slots=kept)

    body, _ = portal.filed[f"{CONVERSATION}:3:draft"]
    assert body["attachments"] == ["a1"]
