"""The e-mail of who has no account, proven by a code; the portal sends it and checks it."""

import re

from actions import french_format as french
from actions.forms.checked import Checked
from actions.french_words import fold
from actions.portal_client import PortalClient, RefusedError
from actions.reply import button
from actions.sollicitations import slots
from actions.turn import Turn

OFF = "mail_off"
_ADDRESS = re.compile(r"[^\s@<>()\"',;:]+@[^\s@<>()\"',;:]+\.[^\s@<>()\"',;:.]+")
_CODE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){5}(?!\d)")
_AGAIN = re.compile(
    r"\b(?:renv\w+|redonne\w*|nouveau code|autre code|rien recu|pas recu|jamais recu|"
    r"recu aucun|pas arrive|repet\w+)\b"
)
_OTHER = re.compile(
    r"\b(?:autre|changer?|mauvaise|pas la bonne|modifier|tromp\w+) (?:d |l |mon |d une )?"
    r"(?:adresse|e ?mail|mail|courriel)\b"
)
SEND_AGAIN = button("Renvoyer le code", "inform", sol_code=slots.AGAIN)
OTHER_ADDRESS = button("Autre adresse", "inform", sol_email=slots.EDIT)


class MailOffError(RefusedError):
    """This installation sends no mail: nothing can be filed without an account."""


async def check_email(text: str, turn: Turn, portal: PortalClient) -> Checked:
    """Sends a code to the address that `text` holds.

    Raises:
        MailOffError: no address can be proven here.
    """
    found = _ADDRESS.search(text)
    if found is None:
        return Checked(complaint="Je ne reconnais pas d’adresse électronique dans votre réponse.")
    address = found[0].rstrip(".")
    try:
        proof = await portal.send_code(address, key=f"{_key(turn)}:mail")
    except RefusedError as error:
        if error.code == OFF:
            raise MailOffError(str(error), error.code) from error
        return Checked(complaint=str(error))
    return Checked(proof.email, also={slots.CODE: None})


async def check_code(text: str, email: str | None, turn: Turn, portal: PortalClient) -> Checked:
    """The code itself, or the button that asks for another one."""
    if email is None:
        return Checked()
    if text == slots.AGAIN:
        return await _send_again(email, turn, portal)
    code = _CODE.search(text)
    if code is None:
        return Checked(complaint="J’attends les six chiffres du code.", buttons=[SEND_AGAIN])
    try:
        await portal.prove_mail(email, re.sub(r"\D", "", code[0]), key=f"{_key(turn)}:code")
    except RefusedError as error:
        return Checked(complaint=str(error), buttons=[SEND_AGAIN, OTHER_ADDRESS])
    return Checked(slots.PROVEN)


def other_than_code(text: str) -> dict[str, str]:
    """What is wanted instead of giving the code: another address, or the code again."""
    folded = fold(text)
    if _ADDRESS.search(text):
        return {slots.EMAIL: text}
    if _OTHER.search(folded):
        return {slots.EMAIL: slots.EDIT}
    return {slots.CODE: slots.AGAIN} if _AGAIN.search(folded) else {}


async def _send_again(email: str, turn: Turn, portal: PortalClient) -> Checked:
    try:
        proof = await portal.send_code(email, key=f"{_key(turn)}:mail")
    except RefusedError as error:
        return Checked(complaint=str(error))
    until = french.moment(proof.expires_at)
    return Checked(complaint=f"Un nouveau code est parti ; il est valable jusqu’au {until}.")


def _key(turn: Turn) -> str:
    """Of this turn: replayed, it sends nothing more."""
    return f"{turn.conversation_id}:{turn.id.rsplit(':', 1)[-1]}"
