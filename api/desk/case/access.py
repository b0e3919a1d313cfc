"""Who may see the case of a conversation, and who may act on it: anybody else finds nothing."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.errors import ConversationNotFoundError
from api.desk.access.auth import SignedIn
from api.desk.case import repository as case_repository
from api.desk.case.repository import Head
from api.domain.agent_role import AgentRole
from api.domain.speaker import Speaker


def canonical_id(conversation_id: str) -> str:
    """The id as it is stored.

    Raises:
        ConversationNotFoundError: not the form of an id.
    """
    try:
        return str(UUID(conversation_id))
    except ValueError as error:
        raise ConversationNotFoundError from error


ConversationId = Annotated[str, Depends(canonical_id)]


async def readable(session: AsyncSession, conversation_id: str, agent: SignedIn) -> Head:
    """For who is in charge, for all while it waits (anyone may take it), for supervisors.

    Raises:
        ConversationNotFoundError: unknown, or none of these.
    """
    head = await case_repository.find_head(session, conversation_id)
    if head is None or not agent.role.includes(AgentRole.AGENT):
        raise ConversationNotFoundError
    waits = head.speaker is Speaker.QUEUED
    if not (waits or _in_charge(head, agent) or _supervises(agent)):
        raise ConversationNotFoundError
    return head


async def held_in_charge(session: AsyncSession, conversation_id: str, agent: SignedIn) -> Head:
    """The conversation, locked, for the agent in charge alone: who speaks to the user.

    Raises:
        ConversationNotFoundError: not in this agent's hands.
    """
    head = await case_repository.find_head(session, conversation_id, lock=True)
    if head is None or not _in_charge(head, agent):
        raise ConversationNotFoundError
    return head


async def require_charge(session: AsyncSession, conversation_id: str, agent: SignedIn) -> None:
    """The same, of what nothing is written for.

    Raises:
        ConversationNotFoundError: not in this agent's hands.
    """
    head = await case_repository.find_head(session, conversation_id)
    if head is None or not _in_charge(head, agent):
        raise ConversationNotFoundError


async def held_for_colleagues(session: AsyncSession, conversation_id: str, agent: SignedIn) -> Head:
    """The same, for supervisors too: what users never read.

    Raises:
        ConversationNotFoundError: unknown, or neither.
    """
    head = await case_repository.find_head(session, conversation_id, lock=True)
    if head is None or not (_in_charge(head, agent) or _supervises(agent)):
        raise ConversationNotFoundError
    return head


def _in_charge(head: Head, agent: SignedIn) -> bool:
    return head.speaker is Speaker.AGENT and head.agent_login == agent.login


def _supervises(agent: SignedIn) -> bool:
    return agent.role.includes(AgentRole.SUPERVISOR)
