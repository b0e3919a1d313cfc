"""Canned replies: written by supervisors and editors, taken by agents with variables filled."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.desk.access.auth import SignedIn
from api.desk.canned import repository as canned_repository
from api.desk.canned.schemas import CannedIn, CannedOut
from api.desk.case.access import readable
from api.desk.case.errors import (
    CannedReplyNotFoundError,
    InvalidCannedReplyError,
    ShortcutTakenError,
    UnknownVariableError,
)
from api.desk.case.facts import Facts, load_facts
from api.desk.case.spoken import sollicitations_spoken_of
from api.domain import canned_variables as variables
from api.domain.rights import RattachementState
from api.domain.theme import Theme
from api.domain.typed_text import cleaned
from api.models.canned_reply import CannedReply
from api.portal.sollicitations import service as sollicitation_service

_SHORTCUT = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_MAX_TITLE, _MAX_TEXT = 120, 4000
_THEMES = frozenset(theme.value for theme in Theme)


async def list_replies(session: AsyncSession) -> list[CannedOut]:
    """By shortcut, as they were written."""
    return [CannedOut.model_validate(row) for row in await canned_repository.all_replies(session)]


async def list_filled(
    session: AsyncSession, conversation_id: str, agent: SignedIn
) -> list[CannedOut]:
    """The same, with what is known of this conversation in the place of the variables.

    Raises:
        ConversationNotFoundError: see `case_access.readable`.
    """
    facts = await load_facts(session, await readable(session, conversation_id, agent))
    return await list_filled_with(session, await _values(session, facts, agent))


async def list_filled_with(
    session: AsyncSession, values: Mapping[str, str | None]
) -> list[CannedOut]:
    """By variable, None for what is not known."""
    return [_filled(reply, values) for reply in await list_replies(session)]


async def create(session: AsyncSession, agent: SignedIn, wanted: CannedIn) -> CannedReply:
    """Write a reply; the very same again changes nothing.

    Raises:
        InvalidCannedReplyError, UnknownVariableError: what is refused, in French.
        ShortcutTakenError: the shortcut is that of another reply.
    """
    checked = _checked(wanted)
    known = await canned_repository.find_by_shortcut(session, checked.shortcut)
    if known is not None:
        if CannedIn.model_validate(known, from_attributes=True) != checked:
            raise ShortcutTakenError(checked.shortcut)
        return known
    return await _write(session, agent, CannedReply(), checked)


async def replace(
    session: AsyncSession, agent: SignedIn, reply_id: int, wanted: CannedIn
) -> CannedReply:
    """Write it over.

    Raises:
        CannedReplyNotFoundError: unknown, or removed.
        InvalidCannedReplyError, UnknownVariableError, ShortcutTakenError: as for a new one.
    """
    checked = _checked(wanted)
    reply = await canned_repository.find(session, reply_id)
    if reply is None:
        raise CannedReplyNotFoundError
    holder = await canned_repository.find_by_shortcut(session, checked.shortcut)
    if holder is not None and holder.id != reply_id:
        raise ShortcutTakenError(checked.shortcut)
    return await _write(session, agent, reply, checked)


async def _write(
    session: AsyncSession, agent: SignedIn, reply: CannedReply, checked: CannedIn
) -> CannedReply:
    reply.shortcut, reply.title = checked.shortcut, checked.title
    reply.text, reply.theme = checked.text, checked.theme
    reply.updated_at, reply.updated_by = clock.now(), agent.login
    if not await canned_repository.save(session, reply):
        raise ShortcutTakenError(checked.shortcut)
    return reply


def _checked(wanted: CannedIn) -> CannedIn:
    """As it is stored."""
    shortcut = wanted.shortcut.strip().removeprefix("/").lower()
    title, text = " ".join(cleaned(wanted.title).split()), cleaned(wanted.text)
    if not _SHORTCUT.fullmatch(shortcut):
        raise InvalidCannedReplyError(
            "Le raccourci compte de 1 à 32 lettres sans accent, chiffres ou tirets."
        )
    if not 0 < len(title) <= _MAX_TITLE:
        raise InvalidCannedReplyError(f"Le titre compte de 1 à {_MAX_TITLE} caractères.")
    if not 0 < len(text) <= _MAX_TEXT:
        raise InvalidCannedReplyError(f"Le texte compte de 1 à {_MAX_TEXT} caractères.")
    if wanted.theme is not None and wanted.theme not in _THEMES:
        raise InvalidCannedReplyError("Ce thème n’existe pas.")
    if unknown := variables.unknown_variables(text):
        raise UnknownVariableError(unknown)
    return CannedIn(shortcut=shortcut, title=title, text=text, theme=wanted.theme)


def _filled(reply: CannedOut, values: Mapping[str, str | None]) -> CannedOut:
    filled = variables.fill(reply.text, values)
    return reply.model_copy(update={"text": filled.text, "missing": list(filled.missing)})


async def _values(session: AsyncSession, facts: Facts, agent: SignedIn) -> dict[str, str | None]:
    """None for what is not known, or not without doubt."""
    account = facts.account
    return {
        variables.NAME: account.me.name if account else None,
        variables.AGENT: agent.name,
        variables.INVOICE: facts.invoices[0].number if facts.invoices else None,
        variables.STRUCTURE: _structure(facts),
        variables.REFERENCE: await _reference(session, facts),
    }


def _structure(facts: Facts) -> str | None:
    """The user's only one, or that on his side of the invoice last spoken of."""
    mine = facts.account.me.structures if facts.account else []
    validated = RattachementState.VALIDATED.value
    own = {item.siret: item.name for item in mine if item.attachment.code == validated}
    if len(own) == 1:
        return next(iter(own.values()))
    parties: Sequence[str] = ()
    if facts.invoices:
        parties = (facts.invoices[0].supplier.siret, facts.invoices[0].recipient.siret)
    sides = {siret for siret in parties if siret in own}
    return own[sides.pop()] if len(sides) == 1 else None


async def _reference(session: AsyncSession, facts: Facts) -> str | None:
    """That of the sollicitation last shown here, if it is the user's."""
    shown = sollicitations_spoken_of(facts.spoken)
    if facts.account is None or not shown:
        return None
    page = await sollicitation_service.list_own(session, reader=facts.account.reader)
    own = {item.reference for item in page.items}
    return next((reference for reference in shown if reference in own), None)
