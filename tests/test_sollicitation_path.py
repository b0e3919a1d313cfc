"""A sollicitation from the chat to its end: its author and an agent, each in a real Chromium."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser import DeskAgent, Supplier, open_page
from tests.stack import Stack
from tests.talk import Talk

WISH = "Je ne reçois plus aucun courriel du portail."
FILE = "retours.txt"
FIRST, WHY, SECOND = "Vérifiez vos indésirables.", "Ils sont vides.", "Votre adresse est corrigée."


def file(someone: Supplier) -> str:
    """By the conversation; the reference that it gives."""
    someone.say("je veux déposer une sollicitation")
    for choice in ("Compte et connexion", "Autre demande"):
        someone.log.locator("button:enabled", has_text=choice).last.click()
    expect(someone.log).to_contain_text("Décrivez votre demande")
    someone.say(WISH)
    summary = someone.log.locator("dl").last
    expect(summary).to_contain_text("le support de Chorus Pro")
    expect(summary).to_contain_text(WISH)
    drop(someone)
    expect(summary).to_contain_text(f"« {FILE} »")
    someone.log.locator("button:enabled", has_text="Envoyer").first.click()
    told = someone.log.get_by_text(re.compile(r"déposée sous la référence SOL-\d{4}-\d{6}"))
    found = re.search(r"SOL-\d{4}-\d{6}", told.first.inner_text())
    assert found
    return found.group()


def drop(someone: Supplier) -> None:
    """A file without words."""
    with someone.page.expect_file_chooser() as chooser:
        someone.panel.get_by_role("button", name="Joindre un fichier").click()
    chooser.value.set_files({"name": FILE, "mimeType": "text/plain", "buffer": b"550 refused"})
    expect(someone.panel).to_contain_text(FILE)
    someone.panel.get_by_label("Votre message").press("Enter")


def open_at_desk(agent: DeskAgent, url: str, reference: str) -> Page:
    agent.page.goto(f"{url}/desk/sollicitations")
    agent.page.locator(f"#open-{reference}").click()
    expect(agent.page.get_by_role("heading", level=1)).to_contain_text(reference)
    return agent.page


def answer(desk: Page, text: str) -> None:
    desk.get_by_label("Votre réponse").fill(text)
    desk.get_by_role("button", name="Répondre", exact=True).click()
    expect(desk.locator(".history")).to_contain_text(text)


def test_from_the_chat_to_its_end(browser: Browser, stack: Stack) -> None:
    login = "laurent.bonhomme"
    reference = file(Supplier(browser, stack.url, login))

    desk = open_at_desk(DeskAgent(browser, stack.url, "agent.1"), stack.url, reference)
    expect(desk.locator(".history").get_by_role("link", name=FILE)).to_be_visible()
    desk.locator("#take").click()
    answer(desk, FIRST)

    own = open_page(
        browser,
        f"{stack.url}/sollicitations?reference={reference}#identite="
        f"{Talk(stack.url, login).identity}",
    )
    history, main = own.locator(".history"), own.get_by_role("main")
    expect(main).to_contain_text(reference)
    expect(history).to_contain_text(FIRST)
    main.get_by_role("radio", name="ne me convient pas").check()
    main.get_by_label("Ce qui ne convient pas").fill(WHY)
    main.get_by_role("button", name="Renvoyer la réponse").click()
    expect(history).to_contain_text(WHY)

    expect(desk.locator(".history")).to_contain_text(WHY)
    answer(desk, SECOND)

    own.reload()
    expect(history).to_contain_text(SECOND)
    main.get_by_role("radio", name="Clôturer").check()
    main.get_by_role("button", name="Clôturer définitivement").click()
    expect(history.get_by_role("listitem").last).to_contain_text("Clôturée")
    expect(desk.locator("#live")).to_contain_text("Clôturée")
    assert reference in desk.url
    filed = Talk(stack.url, login).portal(f"/sollicitations/{reference}")
    assert [step["act"]["code"] for step in filed["history"]] == [
        "submit",
        "assign",
        "answer",
        "send_back",
        "answer",
        "close",
    ]
