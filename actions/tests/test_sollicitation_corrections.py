"""What was answered before, changed in plain words."""

import pytest

from actions.tests.contract_portal import ContractPortal
from actions.tests.form_turns import ASKING_INVOICE, ASKING_SUB, ASKING_WORDS, SUMMARY, answer

OF_125 = "201700000125@00000000108396@2017"
OF_124 = "201700000124@00000000108396@2017"
SENT_TO_CLIENT = {**SUMMARY, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("non, la 125", "125"),
        ("c’est pour la facture 125", "125"),
        ("plutôt la facture 201700000125 svp", "201700000125"),
        ("la 125, pas la 124", "125"),
        ("en fait c'est la 125", "125"),
    ],
)
async def test_another_invoice_at_the_summary(
    portal: ContractPortal, text: str, number: str
) -> None:
    said = await answer(SUMMARY, text, "invoice_status", entities={"invoice_number": number})

    assert said.slots["sol_invoice"] == OF_125
    assert said.slots["sol_confirmed"] is None
    assert said.other_events == []


async def test_a_number_that_only_the_word_before_it_tells(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][0]["number"] = "F2"

    said = await answer(SUMMARY, "c’est pour la facture F2", "nlu_fallback")

    assert said.slots["sol_invoice"] == "F2@00000000108396@2017"


async def test_in_the_middle_it_is_noted_and_the_question_asked_again(
    portal: ContractPortal,
) -> None:
    entities = {"invoice_number": "125"}
    said = await answer(ASKING_WORDS, "non, la 125", "invoice_status", entities=entities)

    assert said.slots == {"sol_description": None, "sol_invoice": OF_125}
    assert said.text == "C’est noté : elle portera sur la facture 201700000125."


async def test_an_unknown_number_changes_nothing(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "sol_invoice": OF_124}
    entities = {"invoice_number": "999999"}

    said = await answer(slots, "non, la 999999", "invoice_status", entities=entities)

    assert "sol_invoice" not in said.slots
    assert "Je ne trouve pas la facture 999999" in said.text


async def test_several_of_one_number_are_told_apart(portal: ContractPortal) -> None:
    own = portal.invoices["manuela.martin"]
    own.append({**own[2], "year": 2018})
    entities = {"invoice_number": "201700000125"}

    said = await answer(SUMMARY, "non, la 201700000125", "invoice_status", entities=entities)

    assert said.payloads == [
        '/inform{"sol_invoice":"201700000125@00000000108396@2017"}',
        '/inform{"sol_invoice":"201700000125@00000000108396@2018"}',
    ]


async def test_their_button_chooses_one(portal: ContractPortal) -> None:
    own = portal.invoices["manuela.martin"]
    own.append({**own[2], "year": 2018})
    reference = "201700000125@00000000108396@2018"
    text = f'/inform{{"sol_invoice":"{reference}"}}'
    given = {"sol_invoice": reference, "sol_confirmed": text}

    assert (await answer(SUMMARY, text, given=given)).slots["sol_invoice"] == reference


@pytest.mark.parametrize("text", ["sans facture", "enlève la facture", "finalement pas de facture"])
async def test_the_invoice_may_be_taken_away(portal: ContractPortal, text: str) -> None:
    said = await answer({**SUMMARY, "sol_invoice": OF_124}, text, "nlu_fallback")

    assert said.slots["sol_invoice"] == "none"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("change la description", "sol_description"),
        ("Modifie le texte stp", "sol_description"),
        ("non, change la description", "sol_description"),
        ("CHANGEZ LA CATEGORIE", "sol_category"),
        ("je veux changer de catégorie", "sol_category"),
        ("mauvaise sous-catégorie", "sol_sub_category"),
        ("change de facture", "sol_invoice"),
        ("changer la structure", "sol_structure"),
    ],
)
async def test_an_answer_is_asked_anew(portal: ContractPortal, text: str, slot: str) -> None:
    said = await answer(SUMMARY, text, "nlu_fallback", confidence=0.7)

    assert said.slots[slot] is None
    assert said.slots["sol_confirmed"] is None
    assert said.messages == []


async def test_the_new_description_may_come_with_the_wish(portal: ContractPortal) -> None:
    text = "change la description : le montant est faux depuis lundi"

    said = await answer(SUMMARY, text, "faq_public_bodies_correct_received_amount", confidence=0.95)

    assert said.slots["sol_description"] == "le montant est faux depuis lundi"


@pytest.mark.parametrize(
    "text",
    ["change la catégorie en Compte et connexion", "mets la catégorie compte et connexion"],
)
async def test_the_new_category_may_come_with_the_wish(portal: ContractPortal, text: str) -> None:
    said = await answer(SUMMARY, text, "nlu_fallback")

    assert said.slots["sol_category"] == "COMPTE_CONNEXION"
    assert said.slots["sol_sub_category"] is None


async def test_a_category_is_changed_in_the_middle(portal: ContractPortal) -> None:
    said = await answer(ASKING_INVOICE, "change la catégorie", "nlu_fallback", confidence=0.7)

    assert said.slots["sol_category"] is None
    assert said.slots["sol_sub_category"] is None


async def test_what_was_changed_by_hand_is_no_guess(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "sol_guessed": "sol_category sol_description"}

    said = await answer(slots, "change la description", "nlu_fallback")

    assert said.slots["sol_guessed"] == "sol_category"


@pytest.mark.parametrize(
    "text",
    [
        "Modifier ma facture est impossible depuis lundi",
        "Ma facture 124 est rejetée sans raison valable",
        "Pour la mairie je ne vois pas le bouton de dépôt",
        "Je suis sans facture depuis trois semaines de sa part",
        "Changer de facture pour le département est impossible",
    ],
)
async def test_a_description_is_not_taken_for_a_correction(
    portal: ContractPortal, text: str
) -> None:
    said = await answer(ASKING_WORDS, text, "nlu_fallback", entities={"invoice_number": "124"})

    assert said.slots == {"sol_description": text}


# Who it is for


async def test_rather_for_the_town_hall_of_the_invoice(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "sol_invoice": OF_124}

    said = await answer(slots, "plutôt pour la mairie", "nlu_fallback")

    assert said.slots["sol_sub_category"] == "QUESTION_ENTITE_PUBLIQUE"
    assert "sol_addressee" not in said.slots


async def test_without_an_invoice_the_entity_is_looked_for(portal: ContractPortal) -> None:
    text = "plutôt pour l’agence technique départementale 31"

    said = await answer(SUMMARY, text, "nlu_fallback")

    assert said.slots["sol_sub_category"] == "QUESTION_ENTITE_PUBLIQUE"
    assert said.slots["sol_addressee"] == "25310197600020"


async def test_several_entities_are_offered(portal: ContractPortal) -> None:
    said = await answer(SUMMARY, "plutôt pour haute-garonne", "nlu_fallback")

    assert said.slots["sol_addressee"] is None
    assert len(said.payloads) == 5


async def test_rather_to_the_support(portal: ContractPortal) -> None:
    said = await answer(SENT_TO_CLIENT, "non plutôt au support", "request_agent", confidence=0.75)

    assert said.slots["sol_sub_category"] is None


async def test_in_the_name_of_another_of_ones_structures(portal: ContractPortal) -> None:
    said = await answer(
        SUMMARY, "plutôt pour bricovillard", "nlu_fallback", login="laurent.bonhomme"
    )

    assert said.slots["sol_structure"] == "00000000200012"


async def test_the_addressee_is_asked_where_no_invoice_tells_it(portal: ContractPortal) -> None:
    asking = {**ASKING_INVOICE, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE"}

    said = await answer(asking, "aucune", "deny")

    assert said.slots == {"sol_invoice": "none"}


async def test_an_invoice_tells_the_addressee(portal: ContractPortal) -> None:
    asking = {**ASKING_INVOICE, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE"}

    said = await answer(asking, "la 124", "invoice_status", entities={"invoice_number": "124"})

    assert said.slots == {"sol_invoice": OF_124, "sol_addressee": "none"}


@pytest.mark.parametrize(
    "text", ["25310197600020", "l’Agence technique départementale 31", "253 101 976 00020"]
)
async def test_the_addressee_is_a_public_entity_of_the_directory(
    portal: ContractPortal, text: str
) -> None:
    asking = {
        **ASKING_SUB,
        "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE",
        "sol_invoice": "none",
        "requested_slot": "sol_addressee",
    }

    said = await answer(asking, text, "structure_info")

    assert said.slots == {"sol_addressee": "25310197600020"}
