"""What the form takes from the conversation, and says that it took."""

from collections.abc import Mapping

import pytest

from actions.sollicitations.guessing import guess
from actions.sollicitations.own_words import own_words
from actions.sollicitations.personal_secrets import holds_secret
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import run, tracker, user
from actions.tests.form_turns import SUMMARY, open_form
from actions.turn import Turn

INVOICE = "201700000124@00000000108396@2017"
UNPAID = "La mairie ne me règle pas depuis deux mois"


def said(text: str, intent: str) -> dict[str, object]:
    return user(text, intent)


async def test_the_category_is_guessed_from_the_entry_answered_before(
    portal: ContractPortal,
) -> None:
    opened = await open_form(before=[said("/faq_tracking_rejected", "faq_tracking_rejected")])

    assert opened.slots["sol_category"] == "FACTURES_EMISES"
    assert opened.slots["sol_sub_category"] == "SUIVI_FACTURE"


async def test_a_guess_is_said_to_be_one(portal: ContractPortal) -> None:
    opened = await open_form(before=[said("/faq_tracking_rejected", "faq_tracking_rejected")])

    guessed = "J’ai choisi la catégorie « Factures émises » (« Suivi d’une facture »)"
    assert f"{guessed} d’après notre échange" in opened.text


async def test_what_was_spoken_of_last_counts(portal: ContractPortal) -> None:
    before = [
        said("/faq_tracking_rejected", "faq_tracking_rejected"),
        said("/faq_account_forgotten_password", "faq_account_forgotten_password"),
    ]

    assert (await open_form(before=before)).slots["sol_category"] == "COMPTE_CONNEXION"


async def test_a_diagnosis_of_what_is_not_paid_leads_to_the_client(
    portal: ContractPortal,
) -> None:
    opened = await open_form(before=[said(UNPAID, "explain_unpaid")])

    assert opened.slots["sol_sub_category"] == "QUESTION_ENTITE_PUBLIQUE"


async def test_without_a_topic_the_category_is_asked(portal: ContractPortal) -> None:
    assert "sol_category" not in (await open_form(before=[said("bonjour", "greet")])).slots


async def test_an_invoice_alone_tells_the_category(portal: ContractPortal) -> None:
    opened = await open_form(slots={"last_invoice": INVOICE})

    assert opened.slots["sol_category"] == "FACTURES_EMISES"
    assert opened.slots["sol_invoice"] == INVOICE


async def test_the_invoice_of_the_message_outranks_the_one_shown_before(
    portal: ContractPortal,
) -> None:
    opened = await open_form(
        text="ouvre un ticket pour la 125",
        entities={"invoice_number": "125"},
        slots={"last_invoice": INVOICE},
    )

    assert opened.slots["sol_invoice"] == "201700000125@00000000108396@2017"


async def test_begun_again_nothing_is_guessed(portal: ContractPortal) -> None:
    before = [said("/faq_tracking_rejected", "faq_tracking_rejected")]

    assert "sol_category" not in (await open_form(intent="start_over", before=before)).slots


async def test_a_category_that_was_given_is_not_guessed(portal: ContractPortal) -> None:
    before = [said("/faq_tracking_rejected", "faq_tracking_rejected")]
    opened = await open_form(before=before, given={"sol_category": "AUTRE"})

    assert opened.slots["sol_category"] == "AUTRE"
    assert "d’après notre échange" not in opened.text


async def test_of_an_account_no_invoice_is_asked(portal: ContractPortal) -> None:
    before = [said("/faq_account_forgotten_password", "faq_account_forgotten_password")]

    assert (await open_form(before=before)).slots["sol_invoice"] == "none"


def test_nothing_is_guessed_where_no_category_is_about_it() -> None:
    turn = Turn(tracker(before=[said("x", "faq_tracking_rejected")]))

    assert guess(turn, [], None, []) is None


# The user's own words


async def test_his_last_question_is_proposed_as_description(portal: ContractPortal) -> None:
    opened = await open_form(before=[said(UNPAID, "explain_unpaid")])

    assert opened.slots["sol_description"] == UNPAID
    assert "je reprends vos propres mots" in opened.text


def words_after(*events: Mapping[str, object]) -> str | None:
    return own_words(
        Turn(
            tracker(
                text="un ticket",
                intent="file_sollicitation",
                before=[dict(event) for event in events],
            )
        )
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Bonjour, comment allez-vous aujourd’hui ?", "greet"),
        ('/inform{"sol_category":"AUTRE"}', "inform"),
        ("je voudrais parler à un agent", "request_agent"),
        ("oui d’accord", "affirm"),
        ("mon mot de passe est Toto2024 et rien ne marche", "faq_account_forgotten_password"),
        ("virez la facture sur FR76 3000 6000 0112 3456 7890 189 svp", "nlu_fallback"),
        ("ma carte 4970 1000 0000 0055 est refusée partout", "nlu_fallback"),
        ("mon numéro 2 55 08 14 168 025 38 est refusé ici", "nlu_fallback"),
    ],
)
def test_what_is_no_matter_is_never_proposed(text: str, intent: str) -> None:
    assert words_after(said(text, intent)) is None


def test_the_wish_itself_is_left_out_of_its_message() -> None:
    text = "Bonjour, mon écran reste blanc depuis lundi : ouvrez un ticket au support, merci."

    assert words_after(said(text, "file_sollicitation")) == "mon écran reste blanc depuis lundi"


def test_the_last_three_are_proposed_in_their_order() -> None:
    texts = [f"ma question numéro {rank} reste sans réponse" for rank in range(4)]

    found = words_after(*(said(text, "nlu_fallback") for text in texts))

    assert found == "\n".join(texts[1:])


def test_answers_to_a_form_are_no_questions() -> None:
    opened = {"event": "active_loop", "name": "operation_form"}
    closed = {"event": "active_loop", "name": None}

    assert words_after(opened, said("le service des routes du nord", "inform"), closed) is None


@pytest.mark.parametrize(
    "text",
    [
        "ma facture 201700100376 est rejetée",
        "le SIRET 25310197600020 est refusé",
        "j’ai oublié mon mot de passe : que faire ?",
        "appelez le 01 02 03 04 05",
    ],
)
def test_what_is_no_secret_is_kept(text: str) -> None:
    assert not holds_secret(text)


# The summary says it


async def test_the_summary_marks_what_was_guessed(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "sol_guessed": "sol_category sol_description"}

    said = await run(ActionAskSolConfirmed, slots=slots)

    assert "- Catégorie : Factures émises (d’après notre échange)" in said.text
    assert "- Description (vos mots) : " in said.text


async def test_the_summary_names_the_client_that_the_invoice_tells(
    portal: ContractPortal,
) -> None:
    slots = {**SUMMARY, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE", "sol_invoice": INVOICE}

    said = await run(ActionAskSolConfirmed, slots=slots)

    assert "- Facture : 201700000124\n" in said.text
    assert "- Destinataire : Agence technique départementale 31" in said.text


async def test_the_summary_sends_with_or_without_the_conversation(
    portal: ContractPortal,
) -> None:
    said = await run(ActionAskSolConfirmed, slots=SUMMARY)

    assert said.titles[:2] == ["Envoyer", "Envoyer avec notre conversation"]
    assert said.payloads[:2] == ["/affirm", '/affirm{"sol_send":"with_transcript"}']
    assert "y sont masqués" in said.text
