from typing import Any

import pytest

from actions.commands import ActionGoBack, ActionStartOver
from actions.tests.conversation import run, user
from actions.welcome import ActionGreet

FORM = "sollicitation_form"
OPENED: dict[str, Any] = {"event": "active_loop", "name": FORM}
BUTTONS = [{"title": "Ma facture est rejetée", "payload": "/faq_tracking_rejected"}]
OFFERED = {"event": "bot", "text": "Vouliez-vous dire :", "data": {"buttons": BUTTONS}}


def asked(*slots: str) -> list[dict[str, Any]]:
    return [
        OPENED,
        *({"event": "slot", "name": "requested_slot", "value": slot} for slot in slots),
    ]


async def test_starting_over_empties_the_form() -> None:
    said = await run(ActionStartOver, text="recommencer", loop=FORM, slots={"sol_draft": "3"})

    assert "depuis le début" in said.text
    assert set(said.slots.values()) == {None}
    assert {"sol_category", "sol_description", "sol_draft"} <= set(said.slots)


async def test_starting_over_outside_a_form_forgets_the_context_and_says_so() -> None:
    slots = {"invoice_number": "124", "siret": None, "session_started_metadata": {"a": 1}}

    said = await run(ActionStartOver, text="on repart de zéro", slots=slots)

    assert said.text.startswith("C’est oublié")
    assert said.slots == {"invoice_number": None}
    assert "/ask_invoice_status" in said.payloads


@pytest.mark.parametrize(
    ("before", "current", "emptied"),
    [
        (asked("sol_category", "sol_sub_category"), "sol_sub_category", "sol_category"),
        # The only structure was never asked: « retour » passes over it.
        (
            asked("sol_category", "sol_sub_category", "sol_invoice"),
            "sol_invoice",
            "sol_sub_category",
        ),
        (asked("sol_category", "sol_invoice", "sol_description"), "sol_description", "sol_invoice"),
        (asked("sol_description", "sol_confirmed"), "sol_confirmed", "sol_description"),
    ],
)
async def test_going_back_asks_the_previous_question(
    before: list[dict[str, Any]], current: str, emptied: str
) -> None:
    said = await run(
        ActionGoBack, text="retour", loop=FORM, before=before, slots={"requested_slot": current}
    )

    assert emptied in said.slots
    assert set(said.slots) <= {emptied, "sol_sub_category"}


async def test_there_is_nothing_before_the_first_question() -> None:
    said = await run(
        ActionGoBack,
        text="retour",
        loop=FORM,
        before=asked("sol_category"),
        slots={"requested_slot": "sol_category"},
    )

    assert said.text.startswith("C’est la première question")
    assert said.events == []


async def test_a_form_filled_before_does_not_count() -> None:
    before = [*asked("sol_category", "sol_sub_category"), *asked("sol_sub_category")]

    said = await run(
        ActionGoBack,
        text="retour",
        loop=FORM,
        before=before,
        slots={"requested_slot": "sol_sub_category"},
    )

    assert said.events == []


async def test_outside_a_form_the_last_choices_are_offered_again() -> None:
    said = await run(ActionGoBack, text="retour", before=[user("ma fac", None), OFFERED])

    assert said.payloads == ["/faq_tracking_rejected"]


async def test_without_choices_a_polite_word_is_said() -> None:
    said = await run(ActionGoBack, text="retour")

    assert said.text.startswith("Il n’y a pas de choix précédent")


async def test_a_greeting_in_a_form_is_short() -> None:
    said = await run(ActionGreet, text="bonjour", loop=FORM)

    assert said.text == "Bonjour ! Reprenons où nous en étions."
    assert said.payloads == []
