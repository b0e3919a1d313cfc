"""Sollicitations as the portal gives them (`/sollicitations`, `/mail-proofs`)."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from actions.invoice_reference import refer_to
from actions.portal_models import Labelled, Party, Resource

Receiver = Literal["support", "public_client"]
# The acts by which a receiver says something; he adds nothing else but what the mails tell him.
_SAID = frozenset({"answer", "ask", "close", "forward"})


class SubCategory(Labelled):
    receiver: Receiver = "support"


class Category(Labelled):
    """`about`: folders of the knowledge, and intents, that it is about."""

    about: tuple[str, ...] = ()
    sub_categories: tuple[SubCategory, ...] = ()

    def sub_category(self, code: str | None) -> SubCategory | None:
        return next((item for item in self.sub_categories if item.code == code), None)


class InvoiceNamed(Resource):
    """`supplier` is a SIRET."""

    number: str
    supplier: str | None = None
    year: int | None = None

    @property
    def reference(self) -> str:
        return refer_to(self.number, self.supplier, self.year)


class Named(Resource):
    name: str


class FiledFile(Resource):
    name: str


class Step(Resource):
    """One act of the history; `by` is the side that did it, `status` what came of it."""

    at: datetime
    act: Labelled
    by: Literal["author", "receiver"]
    author: str | None = None
    status: Labelled | None = None
    text: str | None = None
    files: tuple[FiledFile, ...] = ()


class PossibleAct(Resource):
    """What the caller may do now."""

    act: str
    label: str
    needs_text: bool = False


class Sollicitation(Resource):
    """`structure` and `invoice` are absent of one that was filed without account."""

    reference: str
    status: Labelled
    category: Labelled | None = None
    sub_category: Labelled | None = None
    structure: Party | None = None
    addressee: Party | None = None
    invoice_number: str | None = None
    invoice: InvoiceNamed | None = None
    assignee: Named | None = None
    title: str | None = None
    description: str = ""
    receiver: Receiver | None = None
    tab: Labelled | None = None
    created_at: datetime
    submitted_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def filed_at(self) -> datetime:
        return self.submitted_at or self.created_at


class SollicitationDetail(Sollicitation):
    """With its history, the first step first, and what the caller may do."""

    history: tuple[Step, ...] = ()
    acts: tuple[PossibleAct, ...] = ()

    def allows(self, act: str) -> bool:
        return any(each.act == act for each in self.acts)

    @property
    def since(self) -> datetime:
        """When it came into its state, as far as the history tells."""
        last = max((step.at for step in self.history), default=self.updated_at or self.created_at)
        for step in reversed(self.history):
            if step.status is None or step.status.code != self.status.code:
                break
            last = step.at
        return last

    @property
    def last_answer(self) -> Step | None:
        """The last words of the receiver."""
        said = [
            step
            for step in self.history
            if step.by == "receiver" and step.text and step.act.code in _SAID
        ]
        return said[-1] if said else None


class SollicitationPage(BaseModel):
    """`tabs`: how many there are in each tab of the author's list, by its code."""

    items: list[Sollicitation]
    total: int = 0
    tabs: dict[str, int] = {}

    @property
    def count(self) -> int:
        return max(self.total, len(self.items))


class MailProof(Resource):
    """A code is on its way to `email`."""

    email: str
    expires_at: datetime
