"""Whoever files: a user of the portal, or an anonymous conversation."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.core.tokens import Caller
from api.domain.reader import Reader
from api.domain.sollicitation_acts import Party
from api.models.sollicitation import Sollicitation
from api.models.user import User
from api.portal.access import CallerDep, get_reader
from api.portal.sollicitations.acting import Actor

ANONYMOUS_NAME = "Usager sans compte"


@dataclass(frozen=True, slots=True)
class Author:
    """`reader` is None for an anonymous caller, whose `conversation_id` is then known."""

    reader: Reader | None
    conversation_id: str | None = None

    @property
    def login(self) -> str | None:
        return self.reader.login if self.reader else None

    def owns(self) -> ColumnElement[bool]:
        """The condition by which a sollicitation is his."""
        if self.reader is not None:
            return Sollicitation.user_id == self.reader.user_id
        return and_(
            Sollicitation.user_id.is_(None),
            Sollicitation.conversation_id == self.conversation_id,
        )

    async def user(self, session: AsyncSession) -> User | None:
        return await session.get(User, self.reader.user_id) if self.reader else None

    def acting_on(self, own: Sollicitation) -> Actor:
        """In his own name, on one of his."""
        return Actor(Party.AUTHOR, own.author_name, self.login)


async def author_of(session: AsyncSession, caller: Caller) -> Author:
    """Raises AuthenticationRequiredError: a login unknown to the portal, or nobody at all."""
    if caller.login is None and caller.conversation_id is not None:
        return Author(None, caller.conversation_id)
    return Author(await get_reader(session, caller), caller.conversation_id)


async def _reading(session: ReadSessionDep, caller: CallerDep) -> Author:
    return await author_of(session, caller)


async def _writing(session: SessionDep, caller: CallerDep) -> Author:
    return await author_of(session, caller)


AuthorDep = Annotated[Author, Depends(_reading)]
WritingAuthorDep = Annotated[Author, Depends(_writing)]
