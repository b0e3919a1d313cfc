"""Checks a file before it is sent: reads it, runs the rules, asks the directory, says what is."""

import asyncio
from dataclasses import replace

from api.core import clock
from api.core.db import NewSession
from api.core.tokens import Caller
from api.domain.invoice_checks.registry import examine
from api.domain.invoice_checks.subject import RulesResult, Subject
from api.portal.access import load_reader
from api.portal.conversation_files import find_conversation_file, stored_at
from api.portal.errors import AttachmentNotFoundError
from api.portal.invoice_checks.given_file import GivenFile, file_at
from api.portal.invoice_checks.known_facts import subject_of
from api.portal.invoice_checks.reading import ReadFile, read_given
from api.portal.invoice_checks.repository import InvoiceCheckRepository
from api.portal.invoice_checks.rules.worker import rules_worker, waiters
from api.portal.invoice_checks.schemas import InvoiceCheckRead


async def open_attachment(
    new_session: NewSession, attachment_id: str, *, caller: Caller
) -> GivenFile:
    """A file of the conversation that the caller's token was minted for.

    Raises:
        AttachmentNotFoundError: unknown, gone, or of another conversation.
    """
    async with new_session.begin() as session:
        found = await find_conversation_file(session, attachment_id, caller)
    try:
        return await asyncio.to_thread(file_at, stored_at(found), found.name)
    except OSError as error:
        raise AttachmentNotFoundError from error


async def check_file(
    new_session: NewSession, given: GivenFile, *, caller: Caller
) -> InvoiceCheckRead:
    """The report of a file; takes up to twenty seconds, during which no session is held."""
    read = await asyncio.to_thread(read_given, given)
    rules = await _rules(read)
    subject = replace(await _subject(new_session, read, caller), rules=rules)
    return InvoiceCheckRead.of(given, read.format, subject.invoice, examine(subject))


async def _rules(read: ReadFile) -> RulesResult | None:
    if read.xml is None:
        return None
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(waiters(), rules_worker().check, read.xml)


async def _subject(new_session: NewSession, read: ReadFile, caller: Caller) -> Subject:
    today = clock.today()
    async with new_session.begin() as session:
        reader = await load_reader(session, caller.login)
        repository = InvoiceCheckRepository(session, reader)
        return await subject_of(read, repository, today, logged_in=reader is not None)
