import pytest

from actions.sollicitations.filing import ActionCancelSollicitation, ActionSubmitSollicitation
from actions.sollicitations.listing import ActionListSollicitations
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run

DRAFT = {
    "sol_category": "FACTURES_EMISES",
    "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE",
    "sol_structure": "00000000108396",
    "sol_invoice": "201700000124",
    "sol_description": "Pourquoi est-elle rejetée ?",
    "sol_confirmed": "yes",
    "sol_draft": "3",
    "sol_addressee": "none",
    "sol_email": "none",
    "sol_code": "none",
}
NAMED = {**DRAFT, "sol_guessed": "sol_category"}


async def submit(**changed: object) -> Said:
    return await run(
        ActionSubmitSollicitation, text="/affirm", intent="affirm", slots={**DRAFT, **changed}
    )


async def test_a_reference_is_given(portal: ContractPortal) -> None:
    said = await submit()

    assert "sous la référence SOL-2026-000001" in said.text
    assert said.card["kind"] == "sollicitation"
    assert {"label": "Référence", "value": "SOL-2026-000001"} in said.card["fields"]
    assert said.payloads == ["/list_sollicitations"]


async def test_what_was_answered_is_what_is_sent(portal: ContractPortal) -> None:
    await submit()

    body, _ = portal.filed[f"{CONVERSATION}:3"]
    assert body == {
        "category": "FACTURES_EMISES",
        "sub_category": "QUESTION_ENTITE_PUBLIQUE",
        "structure_siret": "00000000108396",
        "invoice_number": "201700000124",
        "addressee_siret": None,
        "description": "Pourquoi est-elle rejetée ?",
        "conversation_id": CONVERSATION,
        "attach_transcript": False,
    }


async def test_no_invoice_is_sent_as_null(portal: ContractPortal) -> None:
    await submit(sol_invoice="none")

    assert portal.filed[f"{CONVERSATION}:3"][0]["invoice_number"] is None


async def test_a_replayed_turn_files_once(portal: ContractPortal) -> None:
    first, again = await submit(), await submit()

    assert len(portal.filed) == 1
    assert first.text == again.text


async def test_another_draft_is_another_sollicitation(portal: ContractPortal) -> None:
    await submit()
    await submit(sol_draft="9")

    assert len(portal.filed) == 2


async def test_once_filed_the_draft_is_forgotten(portal: ContractPortal) -> None:
    said = await submit()

    assert said.slots.pop("last_sollicitation") == "SOL-2026-000001"
    assert set(said.slots) == {
        *NAMED,
        "sol_dropped",
        "sol_files",
        "requested_slot",
        "last_sollicitation",
    }
    assert {said.slots[slot] for slot in NAMED} == {None}


@pytest.mark.parametrize("missing", ["sol_confirmed", "sol_description", "sol_category"])
async def test_an_unfinished_draft_is_never_sent(portal: ContractPortal, missing: str) -> None:
    said = await submit(**{missing: None})

    assert said.messages == []
    assert portal.requests == []


async def test_a_raw_answer_is_no_confirmation(portal: ContractPortal) -> None:
    assert (await submit(sol_confirmed="non merci")).messages == []


@pytest.mark.parametrize(
    ("status", "code", "slot"),
    [
        (422, "unknown_sub_category", "sol_sub_category"),
        (422, "unknown_category", "sol_category"),
        (404, "rattachement_not_found", "sol_structure"),
        (404, "invoice_not_found", "sol_invoice"),
        (422, "description_too_short", "sol_description"),
    ],
)
async def test_a_refusal_is_shown_and_the_answer_is_asked_again(
    portal: ContractPortal, status: int, code: str, slot: str
) -> None:
    portal.refusal = (status, code, "Voici pourquoi.")

    said = await submit()

    assert said.text == "Le portail a refusé votre sollicitation. Voici pourquoi."
    assert said.slots == {"sol_confirmed": None, slot: None}
    assert said.other_events == [("followup", "sollicitation_form")]


async def test_a_draft_changed_after_a_lost_answer_is_not_filed_twice(
    portal: ContractPortal,
) -> None:
    await submit()

    said = await submit(sol_description="Une autre description.")

    assert len(portal.filed) == 1
    assert "déjà déposée" in said.text
    assert said.slots["sol_draft"] is None


async def test_a_dropped_draft_is_forgotten(portal: ContractPortal) -> None:
    said = await run(ActionCancelSollicitation, text="/cancel", intent="cancel", slots=DRAFT)

    assert "rien n’a été envoyé" in said.text
    assert {said.slots[slot] for slot in NAMED} == {None}
    assert portal.requests == []


async def test_the_last_filed_is_listed_first(portal: ContractPortal) -> None:
    await submit()
    await submit(sol_draft="9", sol_invoice="none")

    said = await run(ActionListSollicitations, text="mes sollicitations")

    assert said.text.startswith("Vous avez 2 sollicitations au ")
    titles = [item["title"] for item in said.card["items"]]
    assert titles == ["Sollicitation SOL-2026-000002", "Sollicitation SOL-2026-000001"]


async def test_without_any_one_is_proposed(portal: ContractPortal) -> None:
    said = await run(ActionListSollicitations, text="mes sollicitations")

    assert said.text == "Vous n’avez déposé aucune sollicitation."
    assert said.payloads == ["/file_sollicitation"]
