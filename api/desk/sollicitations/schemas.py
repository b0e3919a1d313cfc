"""Bodies of `/desk/v1/sollicitations`."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.desk.sollicitations.views import View
from api.portal.invoices.schemas import InvoiceRead
from api.portal.me.schemas import OwnStructure
from api.portal.sollicitations.schemas import Named, SollicitationDetail, SollicitationRead
from api.portal.structures.schemas import PageAsked

# Ids are 32-bit in the tables: a larger one names nothing.
FileId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class InboxAsked(PageAsked):
    """`q` looks into the reference, the texts, the author and the structure."""

    view: View = View.OPEN
    q: Annotated[str, Field(max_length=200)] = ""


class InboxCounts(BaseModel):
    """How many are in each view, whatever is asked."""

    to_take: int = 0
    mine: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0


class InboxPage(BaseModel):
    """The page that was asked for; `total` counts what all the pages of the view hold."""

    items: list[SollicitationRead]
    total: int
    views: InboxCounts


class AuthorKnown(Named):
    """`login` is null, and there is no structure, for an anonymous author."""

    login: str | None
    structures: list[OwnStructure]


class TicketOut(BaseModel):
    """What stands for it in another program, `zammad` or `glpi`."""

    system: str
    ticket: str


class SupportDetail(SollicitationDetail):
    """`card`: the invoice as it is now, if its author sees it. `previous`: his latest others.

    `previous` holds nothing that a public client treats.
    """

    author: AuthorKnown  # pyright: ignore[reportIncompatibleVariableOverride]
    card: InvoiceRead | None
    previous: list[SollicitationRead]
    ticket: TicketOut | None


class ActIn(BaseModel):
    """`to`: the login of the agent who is put in charge, by a supervisor; nobody is oneself.

    `text` is limited by the service, which says so in French.
    """

    act: Literal["assign", "answer", "ask", "close"]
    text: Annotated[str, Field(max_length=50_000)] | None = None
    files: Annotated[list[FileId], Field(max_length=50)] = []
    to: Annotated[str, Field(max_length=64)] | None = None
