import pytest

from actions.sollicitations.questions import (
    ActionAskSolCategory,
    ActionAskSolDescription,
    ActionAskSolInvoice,
    ActionAskSolStructure,
    ActionAskSolSubCategory,
)
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import run
from actions.tests.form_turns import (
    ASKING_INVOICE,
    ASKING_SUB,
    ASKING_WORDS,
    OPENED,
    OPENING,
    SAVOIE,
    SUMMARY,
    WITH_ACCOUNT,
    answer,
    open_form,
)

INVOICE = "201700000124@00000000108396@2017"

# Opening


async def test_the_only_structure_is_not_asked(portal: ContractPortal) -> None:
    assert (await open_form()).slots == {**OPENING, "sol_structure": SAVOIE}


async def test_several_structures_are_asked(portal: ContractPortal) -> None:
    said = await open_form(login="laurent.bonhomme")

    assert said.slots == OPENING


async def test_what_was_written_while_waiting_for_an_agent_is_the_description(
    portal: ContractPortal,
) -> None:
    written = "Pourquoi ma facture 124\nest-elle rejetée ?"
    text = '/file_sollicitation{"sol_description":"…"}'

    said = await open_form(text=text, given={"sol_description": written})

    assert said.slots == {
        **OPENING,
        "sol_structure": SAVOIE,
        "sol_description": written,
    }
    assert said.text == ""


async def test_what_an_anonymous_user_wrote_while_waiting_is_kept_too(
    portal: ContractPortal,
) -> None:
    given = {"sol_description": "Je ne reçois pas mon code."}

    said = await open_form(text="/file_sollicitation{}", login=None, given=given)

    assert said.slots["sol_description"] == "Je ne reçois pas mon code."


async def test_the_draft_is_named_after_its_turn(portal: ContractPortal) -> None:
    first, again = await open_form(turn_id="c:12"), await open_form(turn_id="c:12")

    assert first.slots["sol_draft"] == again.slots["sol_draft"] == "12"


async def test_the_invoice_spoken_of_is_taken_over(portal: ContractPortal) -> None:
    said = await open_form(slots={"invoice_number": "124"})

    assert said.slots["sol_invoice"] == INVOICE


async def test_the_invoice_spoken_of_tells_the_structure(portal: ContractPortal) -> None:
    said = await open_form(slots={"invoice_number": "201700000999"}, login="laurent.bonhomme")

    assert said.slots["sol_structure"] == "00000000200012"


async def test_somebody_elses_invoice_is_not_taken_over(portal: ContractPortal) -> None:
    said = await open_form(slots={"invoice_number": "201700000999"})

    assert "sol_invoice" not in said.slots


async def test_a_missing_space_does_not_prevent_asking(portal: ContractPortal) -> None:
    said = await open_form(slots={"invoice_number": "124"}, login="pierre.dubois")

    assert said.slots == {**OPENING, "sol_structure": SAVOIE}


async def test_a_user_without_structure_is_told_so(portal: ContractPortal) -> None:
    said = await open_form(login="personne.seule", token="token-nobody")

    assert "n’est rattaché à aucune structure" in said.text
    assert said.slots["requested_slot"] is None


async def test_a_resumed_form_checks_what_it_held(portal: ContractPortal) -> None:
    held = {"sol_category": "FACTURES_EMISES", "sol_structure": SAVOIE}
    said = await open_form(slots={**held, "sol_draft": "3"}, given=held)

    assert said.slots == {**WITH_ACCOUNT, **held, "sol_sub_category": None}


# Questions


async def test_categories_are_buttons(portal: ContractPortal) -> None:
    said = await run(ActionAskSolCategory)

    assert said.titles == ["Factures émises", "Compte et connexion", "Autre"]
    assert said.payloads[0] == '/inform{"sol_category":"FACTURES_EMISES"}'


async def test_the_invoice_taken_over_is_recalled(portal: ContractPortal) -> None:
    said = await run(ActionAskSolCategory, slots={"sol_invoice": "201700000124"})

    assert said.text.startswith("Votre sollicitation portera sur la facture 201700000124.")


async def test_sub_categories_are_those_of_the_category(portal: ContractPortal) -> None:
    said = await run(ActionAskSolSubCategory, slots={"sol_category": "COMPTE_CONNEXION"})

    assert said.titles == ["Activation du compte", "Autre demande"]
    assert "« Compte et connexion »" in said.text


async def test_structures_are_those_of_validated_attachments(portal: ContractPortal) -> None:
    said = await run(ActionAskSolStructure, login="laurent.bonhomme")

    assert said.titles == ["Bricovillard", "Les Délices de Savoie"]


async def test_invoices_are_the_last_five_or_none(portal: ContractPortal) -> None:
    said = await run(ActionAskSolInvoice)

    assert said.titles[0] == "201700000128 (À recycler)"
    assert len(said.titles) == 6
    assert said.payloads[-1] == '/inform{"sol_invoice":"none"}'


async def test_without_the_space_no_invoice_can_be_chosen(portal: ContractPortal) -> None:
    said = await run(ActionAskSolInvoice, login="pierre.dubois")

    assert said.titles == ["Aucune facture"]


async def test_the_description_is_asked_in_one_sentence(portal: ContractPortal) -> None:
    assert (await run(ActionAskSolDescription)).text.count(".") == 1


async def test_the_summary_shows_what_will_be_sent(portal: ContractPortal) -> None:
    said = await run(ActionAskSolConfirmed, slots={**SUMMARY, "sol_invoice": "201700000124"})

    fields = {field["label"]: field["value"] for field in said.card["fields"]}
    assert said.card["kind"] == "summary"
    assert fields == {
        "Catégorie": "Factures émises",
        "Sous-catégorie": "Suivi d’une facture",
        "Structure": "Les Délices de Savoie (000 000 001 08396)",
        "Facture": "201700000124",
        "Description": "Je ne vois plus ma facture depuis lundi.",
        "Destinataire": "le support de Chorus Pro",
    }
    assert all(f"- {label} : {value}" in said.text for label, value in fields.items())


async def test_the_summary_offers_to_send_to_change_or_to_drop(portal: ContractPortal) -> None:
    said = await run(ActionAskSolConfirmed, slots=SUMMARY)

    assert said.titles[0] == "Envoyer"
    assert said.payloads[0] == "/affirm"
    assert '/inform{"sol_description":"__edit__"}' in said.payloads
    assert said.payloads[-1] == "/cancel"


# Answers


@pytest.mark.parametrize(
    "text",
    ["FACTURES_EMISES", "Factures émises", "factures emises", "factures émise", "1"],
)
async def test_a_category_may_be_typed(portal: ContractPortal, text: str) -> None:
    slots = {**OPENED, "requested_slot": "sol_category"}

    assert (await answer(slots, text)).slots["sol_category"] == "FACTURES_EMISES"


async def test_an_unknown_category_is_asked_again(portal: ContractPortal) -> None:
    said = await answer({**OPENED, "requested_slot": "sol_category"}, "bleu", "nlu_fallback")

    assert said.slots == {"sol_category": None}
    assert said.text == "Je n’ai pas reconnu cette catégorie."


async def test_a_single_sub_category_is_not_asked(portal: ContractPortal) -> None:
    said = await answer({**OPENED, "requested_slot": "sol_category"}, "AUTRE")

    assert said.slots == {"sol_category": "AUTRE", "sol_sub_category": "AUTRE_DEMANDE"}


async def test_another_category_drops_the_sub_category(portal: ContractPortal) -> None:
    said = await answer({**ASKING_INVOICE, "requested_slot": "sol_category"}, "Compte et connexion")

    assert said.slots == {
        "sol_category": "COMPTE_CONNEXION",
        "sol_sub_category": None,
        "sol_invoice": "none",  # an account has none
    }


@pytest.mark.parametrize("text", ["suivi d'une facture", "SUIVI_FACTURE", "suivi facture", "2"])
async def test_a_sub_category_may_be_typed(portal: ContractPortal, text: str) -> None:
    assert (await answer(ASKING_SUB, text)).slots == {"sol_sub_category": "SUIVI_FACTURE"}


async def test_a_sub_category_of_another_category_is_asked_again(portal: ContractPortal) -> None:
    assert (await answer(ASKING_SUB, "ACTIVATION_COMPTE")).slots == {"sol_sub_category": None}


@pytest.mark.parametrize("text", ["bricovillard", "00000000200012", "000 000 002 00012"])
async def test_a_structure_may_be_typed(portal: ContractPortal, text: str) -> None:
    slots = {**WITH_ACCOUNT, "sol_draft": "3", "requested_slot": "sol_structure"}
    said = await answer(slots, text, login="laurent.bonhomme")

    assert said.slots == {"sol_structure": "00000000200012"}


async def test_a_structure_that_is_not_ours_is_asked_again(portal: ContractPortal) -> None:
    slots = {**WITH_ACCOUNT, "sol_draft": "3", "requested_slot": "sol_structure"}

    assert (await answer(slots, "22310001700423")).slots == {"sol_structure": None}


@pytest.mark.parametrize("text", ["non", "aucune", "Aucune facture", "pas de facture", "none"])
async def test_the_invoice_may_be_left_out(portal: ContractPortal, text: str) -> None:
    said = await answer(ASKING_INVOICE, text, "deny")

    assert said.slots == {"sol_invoice": "none", "sol_addressee": "none"}


async def test_the_end_of_an_invoice_number_is_enough(portal: ContractPortal) -> None:
    entities = {"invoice_number": "124"}
    said = await answer(ASKING_INVOICE, "la 124", "invoice_status", entities=entities)

    assert said.slots == {"sol_invoice": INVOICE, "sol_addressee": "none"}


async def test_a_number_one_digit_off_is_proposed(portal: ContractPortal) -> None:
    said = await answer(ASKING_INVOICE, "201700100377", "invoice_status")

    assert said.slots == {"sol_invoice": None}
    assert said.payloads == ['/inform{"sol_invoice":"201700100376@00000000108396@2017"}']


async def test_without_the_space_the_form_goes_on_without_invoice(portal: ContractPortal) -> None:
    said = await answer(ASKING_INVOICE, "124", login="pierre.dubois")

    assert said.slots == {"sol_invoice": "none", "sol_addressee": "none"}
    assert "« Factures émises » ne vous est pas ouverte" in said.text


async def test_a_description_is_kept_as_it_was_typed(portal: ContractPortal) -> None:
    text = "  Je souhaite annuler ma facture 124, svp !  "

    said = await answer(ASKING_WORDS, text, "cancel", confidence=0.9)

    assert said.slots == {"sol_description": text.strip()}


@pytest.mark.parametrize(("text", "hint"), [("court", "10 caractères"), ("x" * 4001, "4000")])
async def test_a_description_has_limits(portal: ContractPortal, text: str, hint: str) -> None:
    said = await answer(ASKING_WORDS, text)

    assert said.slots == {"sol_description": None}
    assert hint in said.text


@pytest.mark.parametrize("text", ["/affirm", "oui", "Oui, envoyez", "ok", "je confirme", "envoyer"])
async def test_a_yes_confirms(portal: ContractPortal, text: str) -> None:
    assert (await answer(SUMMARY, text, "affirm")).slots == {"sol_confirmed": "yes"}


@pytest.mark.parametrize(
    "text", ["/deny", "non", "oui mais change la description", "pas encore", "peut-être", "c est"]
)
async def test_anything_else_sends_nothing(portal: ContractPortal, text: str) -> None:
    said = await answer(SUMMARY, text, "deny")

    assert said.slots == {"sol_confirmed": None}
    assert len(said.messages) == 1


async def test_a_part_may_be_answered_anew_from_the_summary(portal: ContractPortal) -> None:
    text = '/inform{"sol_description":"__edit__"}'

    said = await answer(SUMMARY, text, given={"sol_description": "__edit__", "sol_confirmed": text})

    assert said.slots == {"sol_description": None, "sol_confirmed": None}
    assert said.messages == []


async def test_another_category_from_the_summary_drops_the_sub_category(
    portal: ContractPortal,
) -> None:
    text = '/inform{"sol_category":"__edit__"}'

    said = await answer(SUMMARY, text, given={"sol_category": "__edit__", "sol_confirmed": text})

    assert said.slots == {"sol_category": None, "sol_sub_category": None, "sol_confirmed": None}


async def test_a_button_of_an_earlier_question_changes_that_answer(portal: ContractPortal) -> None:
    text = '/inform{"sol_invoice":"201700000124"}'
    given = {"sol_invoice": "201700000124", "sol_description": text}

    said = await answer(ASKING_WORDS, text, given=given)

    assert said.slots == {"sol_invoice": INVOICE, "sol_description": None}
