"""Accounts, as people and operators keep them in a browser."""

import time

import pytest
from playwright.async_api import expect

from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import PASSWORD
from api.domain import totp

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def enrol(desk: DeskPage) -> list[str]:
    """Codes at each sign-in from now on; returns the recovery codes."""
    await desk.page.goto(f"{desk.url}/desk/account")
    await desk.page.locator("#begin-password").fill(PASSWORD)
    await desk.button("Préparer l’activation").click()
    secret = (await desk.page.locator(".secret code").inner_text()).replace(" ", "")
    code = totp.code_at(secret, int(time.time()) // totp.STEP_SECONDS)
    await desk.page.get_by_label("Tapez le code").fill(code)
    await desk.page.wait_for_load_state("networkidle")
    await desk.button("Activer les codes").click()
    codes = desk.page.locator(".codes li")
    await expect(codes).to_have_count(10)
    return await codes.all_inner_texts()


async def test_a_recovery_code_opens_once_codes_are_asked(desk_page: DeskPage) -> None:
    await desk_page.enter()
    [first, *_] = await enrol(desk_page)
    await desk_page.sign_out()
    await desk_page.sign_in()
    await expect(desk_page.page.get_by_role("alert")).to_contain_text("incorrect")

    await desk_page.page.get_by_label("Mot de passe").fill(PASSWORD)
    await desk_page.page.get_by_label("Code à usage unique").fill(first)
    await desk_page.page.keyboard.press("Enter")

    await desk_page.ready()


async def test_a_wrong_first_code_can_be_typed_again(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.goto(f"{desk_page.url}/desk/account")
    await desk_page.page.locator("#begin-password").fill(PASSWORD)
    await desk_page.button("Préparer l’activation").click()
    secret = await desk_page.page.locator(".secret").inner_text()
    await desk_page.page.get_by_label("Tapez le code").fill("000000")
    await desk_page.button("Activer les codes").click()

    await expect(desk_page.page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
    await expect(desk_page.page.locator(".secret")).to_have_text(secret)


async def test_another_password_is_chosen(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.goto(f"{desk_page.url}/desk/account")
    await desk_page.page.locator("#current").fill(PASSWORD)
    await desk_page.page.locator("#new").fill("une-tout-autre-phrase")
    await desk_page.page.locator("#again").fill("une-tout-autre-phrase")
    await desk_page.button("Changer le mot de passe").click()
    await expect(desk_page.page.get_by_text("Votre mot de passe est changé")).to_be_visible()

    await desk_page.sign_out()
    await desk_page.sign_in(password="une-tout-autre-phrase")

    await desk_page.ready()


async def test_two_different_new_passwords_change_nothing(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.goto(f"{desk_page.url}/desk/account")
    await desk_page.page.locator("#current").fill(PASSWORD)
    await desk_page.page.locator("#new").fill("une-tout-autre-phrase")
    await desk_page.page.locator("#again").fill("une-autre-phrase-encore")
    await desk_page.button("Changer le mot de passe").click()

    await expect(desk_page.page.get_by_role("alert")).to_contain_text("diffèrent")


async def test_a_new_account_opens_with_its_initial_password_and_asks_for_another(
    desk_page: DeskPage,
) -> None:
    await desk_page.sign_in("admin.1")
    await desk_page.page.get_by_role("link", name="Comptes").click()
    await desk_page.page.get_by_label("Identifiant").fill("agent.9")
    await desk_page.page.get_by_label("Nom (lu").fill("Sacha")
    await desk_page.button("Créer").click()
    initial = await desk_page.page.locator(".secret code").inner_text()
    await desk_page.sign_out()

    await desk_page.sign_in("agent.9", initial)

    await expect(desk_page.page.get_by_text("choisir son mot de passe")).to_be_visible()
    await expect(desk_page.page).to_have_url(f"{desk_page.url}/desk/account")


async def test_a_closed_account_opens_no_more(desk_page: DeskPage) -> None:
    await desk_page.sign_in("admin.1")
    await desk_page.page.get_by_role("link", name="Comptes").click()
    await desk_page.button("Fermer agent.1").click()
    await expect(desk_page.button("Rouvrir agent.1")).to_be_visible()
    await desk_page.sign_out()

    await desk_page.sign_in("agent.1")

    await expect(desk_page.page.get_by_role("alert")).to_be_visible()


async def test_a_canned_reply_is_written_and_taken_away(desk_page: DeskPage) -> None:
    await desk_page.sign_in("chef.1")
    await desk_page.page.get_by_role("link", name="Réponses types").click()
    await desk_page.page.get_by_label("Raccourci").fill("horaires")
    await desk_page.page.get_by_label("Titre").fill("Horaires du poste")
    text = desk_page.page.get_by_label("Texte", exact=True)
    await text.fill("Bonjour {nom}, nous répondons à 8 h 30.")
    await desk_page.button("Ajouter").click()
    await expect(desk_page.page.get_by_text("est enregistrée")).to_be_visible()

    await desk_page.page.get_by_text("Horaires du poste").click()
    await desk_page.button("Supprimer Horaires du poste").click()

    await expect(desk_page.page.get_by_text("/horaires")).to_have_count(0)


async def test_a_closure_is_added_and_taken_away(desk_page: DeskPage) -> None:
    await desk_page.sign_in("chef.1")
    await desk_page.page.get_by_role("link", name="Ouverture").click()
    await desk_page.page.get_by_label("Du", exact=True).fill("2026-12-24T14:00")
    await desk_page.page.get_by_label("Au", exact=True).fill("2026-12-24T18:30")
    await desk_page.page.get_by_label("Motif").fill("Veille de fête")
    await desk_page.button("Ajouter").click()
    await expect(desk_page.page.get_by_text("24/12/2026 à 14 h 00")).to_be_visible()

    await desk_page.button("Supprimer la fermeture « Veille de fête »").click()

    await expect(desk_page.page.get_by_text("Aucune fermeture prévue.")).to_be_visible()
