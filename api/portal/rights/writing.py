"""What every write on rights needs: a transaction, who writes, and the key that makes it once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import SessionDep
from api.domain.reader import Reader
from api.portal.access import WritingReaderDep
from api.portal.idempotency import once


@dataclass(frozen=True, slots=True)
class Write:
    session: AsyncSession
    reader: Reader
    key: str | None

    async def once[T: BaseModel](
        self, operation: str, body: BaseModel, answer: type[T], perform: Callable[[], Awaitable[T]]
    ) -> T:
        """As `api.portal.idempotency.once`."""
        return await once(
            self.session,
            reader=self.reader,
            key=self.key,
            operation=operation,
            body=body,
            answer=answer,
            perform=perform,
        )


def get_write(
    session: SessionDep,
    reader: WritingReaderDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Write:
    return Write(session, reader, idempotency_key)


WriteDep = Annotated[Write, Depends(get_write)]
