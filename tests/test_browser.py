"""A supplier and an agent, each in a real Chromium, on the real stack."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.agent import Agent
from tests.browser import DeskAgent, Supplier
from tests.stack import Stack

type NewSupplier = Callable[[str], Supplier]


@pytest.fixture
def supplier(browser: Browser, stack: Stack) -> NewSupplier:
    return lambda login: Supplier(browser, stack.url, login)


@pytest.fixture
def empty_queue(stack: Stack) -> None:
    agent = Agent(stack.url)
    for conversation_id in agent.waiting():
        agent.claim(conversation_id)
        agent.close(conversation_id)


def test_a_question_is_answered_with_its_source(supplier: NewSupplier) -> None:
    someone = supplier("manuela.martin")
    someone.say("mot de passe oublié")
    expect(someone.log).to_contain_text("réinitialisation")
    expect(someone.log).to_contain_text("Source")


def test_the_status_of_an_invoice_is_a_card(supplier: NewSupplier) -> None:
    someone = supplier("manuela.martin")
    someone.say("où en est ma facture 201700100376")
    expect(someone.log).to_contain_text("Mise à disposition du destinataire")
    expect(someone.log.locator("dl").first).to_contain_text("507,00")


def test_a_reload_in_the_middle_loses_and_doubles_nothing(supplier: NewSupplier) -> None:
    someone = supplier("manuela.martin")
    someone.say("où en est ma facture 201700100376")
    someone.page.reload()
    expect(someone.log).to_contain_text("Mise à disposition du destinataire")
    expect(someone.log.get_by_text("où en est ma facture 201700100376")).to_have_count(1)
    expect(someone.log.locator("dl")).to_have_count(1)


@pytest.mark.usefixtures("empty_queue")
def test_hand_over_both_sides_live(supplier: NewSupplier, browser: Browser, stack: Stack) -> None:
    someone = supplier("manuela.martin")
    someone.say("contacter un agent")
    expect(someone.panel).to_contain_text("position 1")

    agent = DeskAgent(browser, stack.url)
    agent.take_first()
    expect(agent.log).to_contain_text("contacter un agent")
    agent.say("Bonjour, je m’en occupe.")
    expect(someone.log).to_contain_text("Bonjour, je m’en occupe.")
    someone.say("Merci, c’est la facture 124.")
    expect(agent.log).to_contain_text("Merci, c’est la facture 124.")

    agent.close()
    expect(someone.log).to_contain_text("vous a-t-il aidé")
    someone.say("merci")
    expect(someone.log).to_contain_text("Avec plaisir")


def test_a_sollicitation_filed_in_the_chat_appears_on_the_page(supplier: NewSupplier) -> None:
    someone = supplier("laurent.bonhomme")
    someone.say("je veux déposer une sollicitation")
    for choice in ("Compte et connexion", "Autre demande"):
        someone.log.locator("button:enabled", has_text=choice).last.click()
    expect(someone.log).to_contain_text("Décrivez votre demande")
    someone.say("Je ne reçois plus aucun courriel du portail.")
    someone.log.locator("button:enabled", has_text="Envoyer").first.click()
    expect(someone.log).to_contain_text("SOL-2026-")
    someone.page.get_by_role("link", name="Sollicitations", exact=True).click()
    expect(someone.page.get_by_role("main")).to_contain_text("SOL-2026-")


def test_the_keyboard_alone_is_enough(supplier: NewSupplier) -> None:
    someone = supplier("manuela.martin")
    someone.page.keyboard.type("comment déposer ma facture")
    someone.page.keyboard.press("Enter")
    expect(someone.log).to_contain_text("Déposer une facture")
    someone.page.keyboard.press("Escape")
    expect(someone.panel).to_be_hidden()
    expect(someone.page.get_by_role("button", name="Besoin d’aide")).to_be_focused()
