"""« Où en est ma sollicitation 123 », « mes sollicitations », brouillons et conversation jointe."""

import pytest

from actions.sollicitations.filing import (
    ActionCancelSollicitation,
    ActionKeepSollicitationDraft,
    ActionSubmitSollicitation,
)
from actions.sollicitations.listing import ActionListSollicitations
from actions.sollicitations.spoken_reference import read_reference
from actions.tests import contract_sollicitations as data
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run
from actions.tests.form_turns import SUMMARY, answer

NOW = "2026-11-21T14:05:00+01:00"
ANSWER = data.step("answer", "Réponse", "Votre facture est bien arrivée.")


def own(number: int, status: str = "SOUMISE", *steps: dict[str, object]) -> dict[str, object]:
    body = {
        "category": "FACTURES_EMISES",
        "sub_category": "SUIVI_FACTURE",
        "structure_siret": "00000000108396",
        "invoice_number": None,
        "description": "Ma facture n’avance pas.",
    }
    return data.in_status(data.filed(number, body), status, *steps)


async def ask(text: str, **turn: object) -> Said:
    intent = "list_sollicitations"
    return await run(ActionListSollicitations, text=text, intent=intent, now=NOW, **turn)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("où en est ma sollicitation 123", "123"),
        ("ticket n° 045 svp", "45"),
        ("SOL-2026-000123", "SOL-2026-000123"),
        ("sol 2026 123 ou ca en est", "SOL-2026-000123"),
        ("et la 2026-123 ?", "2026-123"),
        ("ou en é mon tiket 87", "87"),
        ("ma solicitation numero 12", "12"),
        ("et la 12 ?", "12"),
        ("mes sollicitations", None),
        ("où en est ma facture 201700000124", None),
        ("j’ai 3 tickets en cours", None),
    ],
)
def test_a_reference_is_read_as_people_say_it(text: str, reference: str | None) -> None:
    assert read_reference(text) == reference


async def test_one_says_its_state_since_when_and_the_answer(portal: ContractPortal) -> None:
    portal.own_filed = [own(12, "REPONDUE", ANSWER)]

    said = await ask("où en est ma sollicitation 12")

    assert "SOL-2026-000012 est à l’état « Répondue » depuis le 21/11/2026 à 10 h 12" in said.text
    assert "Réponse de Camille Agent, le 21/11/2026 à 10 h 12" in said.text
    assert "« Votre facture est bien arrivée. »" in said.text
    assert said.card["kind"] == "sollicitation"


async def test_one_offers_what_can_be_done_with_it(portal: ContractPortal) -> None:
    portal.own_filed = [own(12, "REPONDUE", ANSWER)]

    said = await ask("où en est ma sollicitation 12")

    assert said.titles == [
        "Ajouter une information",
        "La réponse ne me convient pas",
        "Clôturer",
        "Mes sollicitations",
    ]
    assert said.payloads[1] == '/send_back_sollicitation{"sol_reference":"SOL-2026-000012"}'


async def test_a_closed_one_offers_nothing_more(portal: ContractPortal) -> None:
    portal.own_filed = [own(12, "CLOTUREE")]

    assert (await ask("ticket 12")).titles == ["Mes sollicitations"]


async def test_the_one_shown_is_remembered(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    assert (await ask("ticket 12")).slots == {"last_sollicitation": "SOL-2026-000012"}


async def test_its_number_is_not_kept_as_an_invoice(portal: ContractPortal) -> None:
    portal.own_filed = [own(23)]

    said = await ask("ou en est mon ticket 2026-23", entities={"invoice_number": "2026-23"})

    assert said.slots == {"last_sollicitation": "SOL-2026-000023", "invoice_number": None}


async def test_an_unknown_one_is_said_so(portal: ContractPortal) -> None:
    said = await ask("ticket 99")

    assert "Je ne trouve pas de sollicitation 99 parmi les vôtres" in said.text
    assert said.payloads == ["/list_sollicitations"]


async def test_what_waits_for_the_user_comes_first(portal: ContractPortal) -> None:
    portal.own_filed = [own(2, "REPONDUE", ANSWER), own(3), own(4, "CLOTUREE")]

    said = await ask("mes sollicitations")

    assert [item["title"][-2:] for item in said.card["items"]] == ["02", "04", "03"]
    assert "Actions requises : 1, En cours : 1, Clôturées : 1, Brouillons : 0" in said.text


async def test_each_may_be_opened(portal: ContractPortal) -> None:
    portal.own_filed = [own(2, "REPONDUE", ANSWER)]

    said = await ask("mes sollicitations")

    assert said.titles == ["SOL-2026-000002 (Répondue)"]
    assert said.payloads == ['/list_sollicitations{"sol_reference":"SOL-2026-000002"}']


async def test_its_button_opens_it(portal: ContractPortal) -> None:
    portal.own_filed = [own(2), own(3)]
    reference = "SOL-2026-000003"
    text = f'/list_sollicitations{{"sol_reference":"{reference}"}}'

    assert reference in (await ask(text, entities={"sol_reference": reference})).text


async def test_an_anonymous_user_is_told_to_log_in(portal: ContractPortal) -> None:
    assert "vous devez être connecté" in (await ask("mes sollicitations", login=None)).text


# With the conversation

DRAFT = {**SUMMARY, "sol_addressee": "none", "sol_draft": "3"}


@pytest.mark.parametrize(
    "text",
    ["envoyer avec notre conversation", "oui, avec la conversation", "ok avec notre échange"],
)
async def test_the_conversation_is_joined_on_consent(portal: ContractPortal, text: str) -> None:
    said = await answer(SUMMARY, text, "affirm")

    assert said.slots == {"sol_confirmed": "with_transcript"}


async def test_its_button_joins_it(portal: ContractPortal) -> None:
    text = '/affirm{"sol_send":"with_transcript"}'
    said = await answer(SUMMARY, text, "affirm", entities={"sol_send": "with_transcript"})

    assert said.slots == {"sol_confirmed": "with_transcript"}


@pytest.mark.parametrize("text", ["sans la conversation", "oui mais pas avec notre conversation"])
async def test_without_a_clear_consent_it_is_not(portal: ContractPortal, text: str) -> None:
    assert (await answer(SUMMARY, text, "deny")).slots == {"sol_confirmed": None}


async def test_the_consent_is_sent(portal: ContractPortal) -> None:
    slots = {**DRAFT, "sol_confirmed": "with_transcript"}
    said = await run(ActionSubmitSollicitation, text="/affirm", intent="affirm", slots=slots)

    assert portal.filed[f"{CONVERSATION}:3"][0]["attach_transcript"] is True
    assert "Notre conversation y est jointe" in said.text


async def test_sent_in_both_ways_it_is_filed_once(portal: ContractPortal) -> None:
    for sent in ("yes", "with_transcript"):
        slots = {**DRAFT, "sol_confirmed": sent}
        await run(ActionSubmitSollicitation, text="/affirm", intent="affirm", slots=slots)

    assert len(portal.filed) == 1


# Drafts


async def keep(**slots: object) -> Said:
    return await run(
        ActionKeepSollicitationDraft, text="garde-la en brouillon", intent="keep_draft", slots=slots
    )


async def test_a_draft_is_kept_when_asked(portal: ContractPortal) -> None:
    said = await keep(**DRAFT)

    body, _ = portal.filed[f"{CONVERSATION}:3:draft"]
    assert body["draft"] is True
    assert body["description"] == DRAFT["sol_description"]
    assert "gardé en brouillon sous la référence SOL-2026-000001" in said.text


async def test_kept_twice_it_is_one_draft(portal: ContractPortal) -> None:
    await keep(**DRAFT)
    await keep(**DRAFT)

    assert len(portal.filed) == 1


async def test_dropped_it_is_not_kept_unless_asked(portal: ContractPortal) -> None:
    said = await run(ActionCancelSollicitation, text="annuler", intent="cancel", slots=DRAFT)

    assert portal.requests == []
    assert said.titles == ["La garder en brouillon"]


async def test_what_was_just_dropped_may_be_kept(portal: ContractPortal) -> None:
    dropped = await run(ActionCancelSollicitation, text="annuler", intent="cancel", slots=DRAFT)

    await keep(**dropped.slots)

    assert list(portal.filed) == [f"{CONVERSATION}:3:draft"]


async def test_without_anything_to_keep_it_is_said(portal: ContractPortal) -> None:
    said = await keep()

    assert "aucune sollicitation en préparation" in said.text
    assert portal.requests == []


async def test_what_is_unfinished_is_left_out_of_a_draft(portal: ContractPortal) -> None:
    await keep(sol_draft="3", sol_category="AUTRE", sol_structure="none")

    body, _ = portal.filed[f"{CONVERSATION}:3:draft"]
    assert body == {"category": "AUTRE", "conversation_id": CONVERSATION, "draft": True}
