"""What a hurried supplier asks, over the contract, answered by the real chain."""

from collections.abc import Callable

import httpx
import pytest

from tests.agent import Agent
from tests.stack import Stack
from tests.talk import Talk, card, labels, texts

type NewTalk = Callable[[str | None], Talk]
MANUELA = "manuela.martin"


def test_everything_says_that_it_is_ready(stack: Stack) -> None:
    ready = httpx.get(stack.url + "/readyz").json()
    assert ready == {"api": "ok", "bot": "ok", "actions": "ok", "knowledge": "ok"}


def test_the_first_words_say_that_it_is_automatic(stack: Stack, talk: NewTalk) -> None:
    Agent(stack.url)
    first = talk(None).events()[0]
    assert "assistante automatique" in first["text"]
    assert "Contacter un agent" in labels([first])


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("je ne vois pas l'espace Factures émises", "FAQ-028"),
        ("comment déposer ma facture", "FAQ-043"),
        ("comment saisir une facture sans logiciel", "FAQ-044"),
        ("quels sont les cadres de facturation", "FAQ-047"),
        ("quel cadre pour une facture déjà payée par carte d'achat", "FAQ-048"),
        ("de quoi j'ai besoin avant de déposer ma facture", "FAQ-046"),
        ("quel type de fichier je peux déposer", "FAQ-052"),
        ("je suis sous-traitant comment je facture", "FAQ-103"),
        ("ma facture est mise à disposition depuis longtemps", "FAQ-077"),
        ("ma facture est rejetée que dois-je faire", "FAQ-090"),
        ("ma facture est à recycler, que faire", "FAQ-085"),
        ("ma facture est suspendue, comment la compléter", "FAQ-087"),
        ("comment me rattacher à une structure", "FAQ-021"),
        ("comment créer un compte", "FAQ-001"),
        ("je n'ai pas reçu le mail d'activation", "FAQ-004"),
        ("mot de passe oublié", "FAQ-006"),
        ("comment suivre mes factures sur chorus pro", "FAQ-072"),
        ("comment créer un ticket sans être connecté", "FAQ-122"),
        ("quels sont les horaires du live chat", "FAQ-118"),
    ],
)
def test_a_question_gets_its_entry_with_source_and_review_date(
    talk: NewTalk, question: str, ref: str
) -> None:
    (answer,) = talk(None).say(question)

    assert answer["topic_ref"] == ref, answer["text"]
    assert answer["content"]
    assert all(source["title"] and source["reviewed_on"] for source in answer["sources"])


def test_status_of_an_invoice_then_of_another_by_its_last_digits(talk: NewTalk) -> None:
    user = talk(MANUELA)

    first = card(user.say("où en est ma facture 201700100376"))
    assert first["data"]["number"] == "201700100376"
    assert first["data"]["status"]["label"] == "Mise à disposition du destinataire"
    shown = {field["label"]: field["value"] for field in first["fields"]}
    assert "507,00" in str(shown)
    assert "26/05/2017" in str(shown)

    second = user.say("et la 124 ?")
    assert card(second)["data"]["number"] == "201700000124"
    assert "Montant de la facture erroné" in texts(second)


def test_a_number_one_digit_off_is_guessed_among_ones_own(talk: NewTalk) -> None:
    answer = talk(MANUELA).say("201700100377")
    assert "Vouliez-vous dire" in texts(answer)
    assert any("201700100376" in label for label in labels(answer))


def test_somebody_elses_invoice_looks_unknown(talk: NewTalk) -> None:
    user = talk(MANUELA)
    theirs = texts(user.say("où en est ma facture 17726"))
    unknown = texts(user.say("où en est ma facture 17999"))
    assert theirs.replace("17726", "") == unknown.replace("17999", "")


def test_anonymous_is_asked_to_log_in_then_is_served(stack: Stack, talk: NewTalk) -> None:
    user = talk(None)
    assert "connecté" in texts(user.say("où en est ma facture 201700100376"))

    identity = talk(MANUELA).identity
    answer = user.http.post(f"{user.path}/identity", json={"identity": identity})
    assert answer.is_success
    assert card(user.say("où en est ma facture 201700100376"))["kind"] == "invoice"


def test_lists_the_rejected_invoices(talk: NewTalk) -> None:
    listed = card(talk(MANUELA).say("mes factures rejetées"))
    assert [item["data"]["number"] for item in listed["items"]] == ["201700000124"]


def test_a_user_without_the_space_is_told_what_is_missing(talk: NewTalk) -> None:
    assert "Factures émises" in texts(talk("pierre.dubois").say("mes factures"))


def test_siret_of_a_structure_with_what_it_requires(talk: NewTalk) -> None:
    budgets = card(talk(None).say("quel est le SIRET du CD31"))["items"]
    assert len(budgets) == 8
    assert "22310001700423" in {budget["data"]["siret"] for budget in budgets}

    one = card(talk(None).say("la structure 22310001700423"))
    assert one["data"]["requires"] == {"service_code": True, "engagement": True, "either": False}


def test_not_understood_then_an_agent(stack: Stack, talk: NewTalk) -> None:
    Agent(stack.url)
    user = talk(None)
    first, second = (
        user.say("compte facture espace siret virement"),
        user.say("compte facture espace siret virement"),
    )
    assert first[0]["topic"] == second[0]["topic"] == "nlu_fallback"
    assert "Contacter un agent" in labels(second)


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"sol_category":"X"}', "//faq_filing_deposit_pdf"]
)
def test_a_typed_slash_is_not_a_command(talk: NewTalk, text: str) -> None:
    user = talk(None)
    user.say(text)
    assert "assistante automatique" in texts(user.say("bonjour"))
