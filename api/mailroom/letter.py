"""The mail that tells one step of a sollicitation to one of its sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from api.core.clock import real_now
from api.core.settings import Settings
from api.domain.sollicitation_acts import Act, acts_for
from api.domain.sollicitations import SollicitationStatus
from api.mailroom.correspondent import Correspondent, Side
from api.mailroom.reply_address import reply_address
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep

MARKER = "Répondez au-dessus de cette ligne"

_TO_AUTHOR = {
    Act.SUBMIT: "Votre sollicitation est enregistrée.",
    Act.ASSIGN: "Votre sollicitation est prise en charge.",  # who does may have changed since
    Act.ANSWER: "{by} a répondu à votre sollicitation :",
    Act.ASK: "{by} vous demande un complément :",
    Act.FORWARD: "Votre sollicitation est transférée au support.",
    Act.CLOSE: "Votre sollicitation est clôturée.",
}
_TO_ASSIGNEE = {
    Act.SUBMIT: "Une nouvelle sollicitation est adressée à votre structure.",
    Act.ADD: "{by} apporte un complément :",
    Act.SEND_BACK: "{by} juge la réponse insatisfaisante :",
    Act.CLOSE: "Cette sollicitation est clôturée.",
}
_ANSWERING = {
    Side.AUTHOR: "Pour ajouter une information, répondez à ce message.",
    Side.ASSIGNEE: "Pour répondre à l’auteur, répondez à ce message.",
}
_OTHERWISE = "Cette sollicitation a changé d’état : {status}."


@dataclass(frozen=True, slots=True)
class Told:
    """A step, its files, and the `Message-ID` of what came before, oldest first."""

    sollicitation: Sollicitation
    step: SollicitationStep
    files: Sequence[SollicitationFile]
    before: Sequence[str]


def letter(settings: Settings, told: Told, to: Correspondent, message_id: str) -> EmailMessage:
    """Plain text. Answers go to an address of his own, where they can come back at all."""
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = to.email
    message["Subject"] = _subject(told.sollicitation)
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = message_id
    if told.before:
        message["In-Reply-To"] = told.before[-1]
        message["References"] = " ".join(told.before)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    address = answers_to(settings, told, to)
    if address:
        message["Reply-To"] = address
        message["X-Loop"] = loop_mark(settings)
    message.set_content(_body(settings, told, to, can_answer=address is not None))
    return message


def answers_to(settings: Settings, told: Told, to: Correspondent) -> str | None:
    """An address of his own; None where his answers cannot come back, or would not be taken."""
    if not to.may_answer:
        return None
    return reply_address(settings, told.sollicitation.reference, to.email)


def loop_mark(settings: Settings) -> str:
    """By which a mail of ours that comes back is known."""
    return f"sollicitation@{settings.mail_reply_domain}"


def sender_domain(settings: Settings) -> str:
    return parseaddr(settings.smtp_from)[1].rpartition("@")[2] or "localhost"


def _subject(sollicitation: Sollicitation) -> str:
    """The same from one step to the next: mail programs follow a thread by it as well."""
    title = " ".join(sollicitation.title.split()) or "Votre sollicitation"
    return f"[{sollicitation.reference}] {title}"


def _body(settings: Settings, told: Told, to: Correspondent, *, can_answer: bool) -> str:
    parts = ["Bonjour,", _lead(told, to.side)]
    if told.step.text:
        parts.append(told.step.text.strip())
    if told.files:
        names = ", ".join(file.name for file in told.files)
        where = "à lire sur le site" if to.login else "joints à ce message s’ils y tiennent"
        parts.append(f"Fichiers, {where} : {names}")
    parts += [*_how_to_go_on(settings, told, to, can_answer=can_answer)]
    parts.append(f"{settings.assistant_name}, assistante automatique")
    body = "\n\n".join(parts) + "\n"
    return f"--- {MARKER} ---\n\n{body}" if can_answer and not _is_closed(told) else body


def _lead(told: Told, side: Side) -> str:
    said = _TO_AUTHOR if side is Side.AUTHOR else _TO_ASSIGNEE
    lead = said.get(told.step.act, _OTHERWISE)
    return lead.format(by=told.step.author_name, status=told.step.status.label)


def _how_to_go_on(
    settings: Settings, told: Told, to: Correspondent, *, can_answer: bool
) -> list[str]:
    said = [f"Référence : {told.sollicitation.reference}"]
    if not can_answer:
        said.append("Ne répondez pas à ce message : personne ne le lirait.")
    elif _by_answering(to.side) in acts_for(to.side.party, told.step.status):
        said.append(_ANSWERING[to.side])
    if to.login:
        said.append(f"Suivre cette sollicitation : {_page(settings, told, to.side)}")
    return said


def _by_answering(side: Side) -> Act:
    """What an answer to the mail is taken for."""
    return Act.ADD if side is Side.AUTHOR else Act.ANSWER


def _page(settings: Settings, told: Told, side: Side) -> str:
    """Where it opens for that side, once he is signed in at the portal that sends him there."""
    name = "reference" if side is Side.AUTHOR else "recue"
    base = settings.public_url.rstrip("/")
    return f"{base}/sollicitations?{name}={told.sollicitation.reference}"


def _is_closed(told: Told) -> bool:
    return told.step.status is SollicitationStatus.CLOSED


def proof_letter(settings: Settings, to: str, code: str, message_id: str) -> EmailMessage:
    """The code that proves that somebody reads an address."""
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = to
    message["Subject"] = f"{code} : votre code de vérification"
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(
        f"Bonjour,\n\nVotre code de vérification : {code}\n\n"
        "Tapez-le dans la conversation ; il est valable quinze minutes à partir de votre demande, "
        "et ne sert qu’une fois. Ne le donnez à personne. Si vous n’avez rien demandé, ne tenez "
        f"pas compte de ce message.\n\n{settings.assistant_name}, assistante automatique\n"
    )
    return message
