"""What every write about one invoice needs: a transaction, who writes, which invoice, the key."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import SessionDep
from api.domain.reader import Reader
from api.portal.access import WritingReaderDep
from api.portal.idempotency import once
from api.portal.invoices.named import InvoiceName, NameDep
from api.portal.invoices.schemas import InvoiceRead

type Perform[B] = Callable[[AsyncSession, InvoiceName, B, Reader], Awaitable[InvoiceRead]]


class InvoiceWriting:
    """One write about one invoice, done once per key."""

    def __init__(
        self,
        session: SessionDep,
        reader: WritingReaderDep,
        name: NameDep,
        idempotency_key: Annotated[str | None, Header()] = None,
    ) -> None:
        self._session, self._reader, self._name = session, reader, name
        self._key = idempotency_key

    async def do[B: BaseModel](self, operation: str, body: B, perform: Perform[B]) -> InvoiceRead:
        return await once(
            self._session,
            reader=self._reader,
            key=self._key,
            operation=f"{operation} {self._name.said}",
            body=body,
            answer=InvoiceRead,
            perform=lambda: perform(self._session, self._name, body, self._reader),
        )


InvoiceWritingDep = Annotated[InvoiceWriting, Depends()]
