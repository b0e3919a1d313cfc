"""Sends the sollicitation, keeps it as a draft, or drops it."""

from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions import french_format as french
from actions.forms.files import named
from actions.guarded_action import GuardedAction
from actions.portal_client import NotFoundError, RefusedError
from actions.portal_sollicitations import SollicitationDetail
from actions.reply import Reply, button, led_by
from actions.sollicitations import files, slots
from actions.sollicitations.body import body_of, draft_body_of
from actions.sollicitations.card import sollicitation_card
from actions.sollicitations.slots import Event, close_keeping_answers, forget, idempotency_key
from actions.turn import Turn

_ALREADY_FILED = (
    "Une première version de cette sollicitation était déjà déposée : elle figure parmi les "
    "vôtres. Pour en déposer une autre, redemandez-le-moi."
)
_MINE = button("Mes sollicitations", "list_sollicitations")
_KEEP = button("La garder en brouillon", "keep_draft")
_AGAIN = button("Déposer une sollicitation", "file_sollicitation")
_RECEIVERS = {
    "support": "Le support de Chorus Pro va la traiter.",
    "public_client": "Elle est adressée à votre client public, qui vous répondra.",
}
_WITH_TRANSCRIPT = "Notre conversation y est jointe, ses coordonnées sensibles masquées."
_FOLLOW = "Vous pouvez suivre son avancement ici même ou sur le portail."
_BY_MAIL = "La réponse vous parviendra à {email} : notez cette référence."
# Which question a refusal of the portal is about; none but the summary when it does not say.
_ABOUT = (
    ("sub_category", slots.SUB_CATEGORY),
    ("category", slots.CATEGORY),
    ("addressee", slots.ADDRESSEE),
    ("email", slots.EMAIL),
    ("structure", slots.STRUCTURE),
    ("rattachement", slots.STRUCTURE),
    ("invoice", slots.INVOICE),
    ("description", slots.DESCRIPTION),
)


class ActionSubmitSollicitation(GuardedAction):
    """File the confirmed draft; silent when there is none (the form was closed otherwise)."""

    action_name = "action_submit_sollicitation"
    topic = "file_sollicitation"
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        sent = turn.slot(slots.CONFIRMED)
        if sent not in (slots.YES, slots.WITH_TRANSCRIPT) or not _is_complete(turn):
            return []
        slots.require_its_login(turn)
        try:
            async with turn.portal() as portal:
                filed, refused = await files.file_with_those_accepted(
                    portal, body_of(turn), key=idempotency_key(turn), known=files.joined(turn)
                )
        except (RefusedError, NotFoundError) as error:
            return _refused(reply, turn, error)
        said = f"{_confirmation(filed, turn)} {refused}".strip()
        shown = [] if turn.login is None else [_MINE]
        reply.say(said, shown, card=led_by(said, sollicitation_card(filed)))
        return [*forget(), SlotSet(slots.LAST, filed.reference)]

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.RETRY


class ActionCancelSollicitation(GuardedAction):
    """Nothing is kept, unless it is asked for at once."""

    action_name = "action_cancel_sollicitation"
    topic = "file_sollicitation"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        dropped = draft_body_of(turn) if turn.login else None
        offered = [_KEEP] if dropped else []
        reply.say("Votre sollicitation est abandonnée : rien n’a été envoyé.", offered)
        if dropped is None:
            return forget()
        kept = {"key": idempotency_key(turn), "body": dropped}
        return [*forget(), SlotSet(slots.DROPPED, kept)]


class ActionKeepSollicitationDraft(GuardedAction):
    """« Garde-la en brouillon »: the one under way, or the one that was just dropped."""

    action_name = "action_keep_sollicitation_draft"
    topic = "keep_draft"
    login_purpose = "Pour garder un brouillon"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        wanted = _to_keep(turn)
        if wanted is None:
            reply.say("Je n’ai aucune sollicitation en préparation à garder.", [_AGAIN])
            return []
        key, body = wanted
        async with turn.portal() as portal:
            draft, refused = await files.file_with_those_accepted(
                portal, body, key=f"{key}:draft", known=files.joined(turn)
            )
        reply.say(
            f"C’est gardé en brouillon sous la référence {draft.reference} : rien n’est envoyé. "
            "Vous le retrouverez dans l’onglet « Brouillons » de vos sollicitations, pour le "
            f"finir et l’envoyer. {refused}".rstrip(),
            [_MINE],
        )
        return [*forget(), SlotSet(slots.LAST, draft.reference)]

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()


def _to_keep(turn: Turn) -> tuple[str, dict[str, Any]] | None:
    body = draft_body_of(turn) if turn.slot(slots.DRAFT) else None
    if body:
        return idempotency_key(turn), body
    dropped = turn.slot(slots.DROPPED)
    if isinstance(dropped, dict) and "key" in dropped and "body" in dropped:
        return str(dropped["key"]), dict(dropped["body"])
    return None


def _is_complete(turn: Turn) -> bool:
    return all(turn.slot(slot) for slot in slots.SLOTS)


def _confirmation(filed: SollicitationDetail, turn: Turn) -> str:
    sent = f"Votre sollicitation est déposée sous la référence {filed.reference}"
    email = slots.given(turn.slot(slots.EMAIL))
    joined = turn.slot(slots.CONFIRMED) == slots.WITH_TRANSCRIPT
    sentences = (
        f"{sent}, le {french.moment(filed.filed_at)}.",
        _RECEIVERS.get(filed.receiver or "", ""),
        _WITH_TRANSCRIPT if joined else "",
        _joined_to(filed, turn),
        _BY_MAIL.format(email=email) if email else _FOLLOW,
    )
    return " ".join(filter(None, sentences))


def _joined_to(filed: SollicitationDetail, turn: Turn) -> str:
    """Those of the user, as the portal has them."""
    there = {file.name for step in filed.history[:1] for file in step.files}
    own = [file for file in files.joined(turn) if file.name in there]
    label = "Fichier joint" if len(own) == 1 else "Fichiers joints"
    return f"{label} : {named(own)}." if own else ""


def _refused(reply: Reply, turn: Turn, error: RefusedError | NotFoundError) -> list[Event]:
    if error.code == "idempotency_key_reused":
        # Filed by a call whose answer was lost; the user has changed the draft since.
        reply.say(_ALREADY_FILED, [] if turn.login is None else [_MINE])
        return forget()
    reply.say(f"Le portail a refusé votre sollicitation. {error}")
    slot = next((slot for word, slot in _ABOUT if word in error.code), None)
    also = [slots.CODE] if slot == slots.EMAIL else []
    emptied = [slots.CONFIRMED, *([slot] if slot else []), *also]
    return [*(SlotSet(name, None) for name in emptied), FollowupAction(slots.FORM)]
