"""What is about to be sent, in words and as a card, with what may still be changed."""

from actions import french_format as french
from actions.forms.files import named
from actions.invoice_reference import number_of
from actions.portal_client import PortalClient
from actions.portal_sollicitations import Category, SubCategory
from actions.reply import Button, Reply, button, card, led_by
from actions.sollicitations import files, slots
from actions.sollicitations.choices import categories, category_of, own_structures
from actions.sollicitations.questions import SollicitationQuestion
from actions.turn import Turn

_RECEIVERS = {"support": "le support de Chorus Pro", "public_client": "votre client public"}
_GUESSED = " (d’après notre échange)"
_OWN_WORDS = "Description (vos mots)"
_SEND_IT = (
    "Dois-je l’envoyer ? Avec notre conversation, son texte est joint : IBAN, numéros de carte "
    "bancaire et de sécurité sociale y sont masqués."
)


class ActionAskSolConfirmed(SollicitationQuestion):
    """The summary: nothing is sent before it is confirmed."""

    action_name = "action_ask_sol_confirmed"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        fields = await _fields(turn, portal)
        lines = [
            "Voici votre sollicitation :",
            *(f"- {label} : {value}" for label, value in fields),
        ]
        shown = led_by(_SEND_IT, card("summary", "Votre sollicitation", fields))
        reply.say("\n".join([*lines, _SEND_IT]), _decisions(turn), card=shown)


def _decisions(turn: Turn) -> list[Button]:
    anonymous = turn.login is None
    changes = [
        button("Modifier la description", "inform", sol_description=slots.EDIT),
        button("Changer de facture", "inform", sol_invoice=slots.EDIT),
        button("Changer de catégorie", "inform", sol_category=slots.EDIT),
        button("Garder en brouillon", "keep_draft"),
    ]
    of_account = {"Changer de facture", "Garder en brouillon"}
    return [
        button("Envoyer", "affirm"),
        button("Envoyer avec notre conversation", "affirm", sol_send=slots.WITH_TRANSCRIPT),
        *files.without_button(files.joined(turn)),
        *(each for each in changes if not anonymous or each["title"] not in of_account),
        button("Annuler", "cancel"),
    ]


async def _fields(turn: Turn, portal: PortalClient) -> list[tuple[str, str]]:
    category = category_of(turn.slot(slots.CATEGORY), await categories(portal))
    sub_category = category.sub_category(turn.slot(slots.SUB_CATEGORY)) if category else None
    guessed = slots.guessed(turn.slot(slots.GUESSED))
    words = _OWN_WORDS if slots.DESCRIPTION in guessed else "Description"
    return [
        ("Catégorie", _category(category, turn) + (_GUESSED if slots.CATEGORY in guessed else "")),
        ("Sous-catégorie", sub_category.label if sub_category else "—"),
        *await _of_account(turn, portal),
        (words, str(turn.slot(slots.DESCRIPTION))),
        ("Destinataire", await _receiver(sub_category, turn, portal)),
        *_answer_to(turn),
        *_files(turn),
    ]


def _category(category: Category | None, turn: Turn) -> str:
    return category.label if category else str(turn.slot(slots.CATEGORY))


async def _of_account(turn: Turn, portal: PortalClient) -> list[tuple[str, str]]:
    siret = slots.given(turn.slot(slots.STRUCTURE))
    if siret is None:
        return []
    names = {option.code: option.label for option in await own_structures(portal)}
    invoice = slots.given(turn.slot(slots.INVOICE))
    return [
        ("Structure", f"{names.get(siret, 'SIRET')} ({french.siret(siret)})"),
        ("Facture", number_of(invoice) if invoice else "aucune"),
    ]


async def _receiver(sub: SubCategory | None, turn: Turn, portal: PortalClient) -> str:
    if sub is None or sub.receiver == "support":
        return _RECEIVERS["support"]
    addressee = slots.given(turn.slot(slots.ADDRESSEE))
    invoice = slots.given(turn.slot(slots.INVOICE))
    if addressee:
        return f"{(await portal.structure(addressee)).name} ({french.siret(addressee)})"
    if invoice:
        return (await portal.invoice(invoice)).recipient.name
    return _RECEIVERS["public_client"]


def _files(turn: Turn) -> list[tuple[str, str]]:
    joined = files.joined(turn)
    return [("Fichiers joints", named(joined))] if joined else []


def _answer_to(turn: Turn) -> list[tuple[str, str]]:
    email = slots.given(turn.slot(slots.EMAIL))
    return [("Réponse à", email)] if email else []
