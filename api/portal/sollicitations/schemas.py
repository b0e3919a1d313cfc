"""A sollicitation as both sides see it."""

from typing import Literal

from pydantic import BaseModel, Field

from api.domain.sollicitation_acts import Party
from api.domain.sollicitation_categories import Categories, Category, SubCategory
from api.domain.sollicitations import Tab
from api.portal.schemas import Coded, LocalInstant, StructureRef
from api.portal.sollicitations.categories import categories, open_to_all
from api.portal.structures.schemas import PageAsked


class Named(BaseModel):
    """A person as the other side knows him."""

    name: str


class InvoiceRef(BaseModel):
    """`supplier` is a SIRET: a number alone may be several suppliers', or of several years."""

    number: str
    supplier: str
    year: int


class SollicitationRead(BaseModel):
    """`receiver` is `support` or `public_client`; `tab` is that of its author's list."""

    reference: str
    status: Coded
    category: Coded
    sub_category: Coded
    structure: StructureRef | None
    invoice_number: str | None
    description: str
    receiver: str
    created_at: LocalInstant
    title: str
    author: Named
    addressee: StructureRef | None
    invoice: InvoiceRef | None
    assignee: Named | None
    submitted_at: LocalInstant | None
    updated_at: LocalInstant | None
    due_at: LocalInstant | None
    tab: Coded


class FileRead(BaseModel):
    """`size` in bytes; `href` is a path of this server."""

    id: int
    name: str
    size: int
    media_type: str
    href: str


class StepRead(BaseModel):
    """An act; `status` is the state that it led to."""

    id: int
    at: LocalInstant
    act: Coded
    by: Party
    author: str
    status: Coded
    text: str | None
    by_mail: bool
    files: list[FileRead]


class ActOffered(BaseModel):
    """What the caller may do now; `label` is that of its button."""

    act: str
    label: str
    needs_text: bool


class SollicitationDetail(SollicitationRead):
    """`files` are those of the caller that are not said yet: a draft's, or of a coming act."""

    history: list[StepRead]
    files: list[FileRead]
    acts: list[ActOffered]


class SollicitationsAsked(PageAsked):
    """A hundred at once, unless the query says fewer."""

    size: int = Field(default=100, ge=1, le=100)
    tab: Tab | None = None
    q: str = Field(default="", max_length=200)


class TabCounts(BaseModel):
    """How many are in each tab, whatever is asked."""

    actions_requises: int = 0
    en_cours: int = 0
    cloturees: int = 0
    brouillons: int = 0


class SollicitationPage(BaseModel):
    """The page that was asked for; `total` counts what all the pages hold."""

    items: list[SollicitationRead]
    total: int
    tabs: TabCounts


class ReceivedAsked(PageAsked):
    view: Literal["to_take", "mine", "open", "closed"] = "open"
    q: str = Field(default="", max_length=200)


class ViewCounts(BaseModel):
    to_take: int = 0
    mine: int = 0
    open: int = 0
    closed: int = 0


class ReceivedPage(BaseModel):
    items: list[SollicitationRead]
    total: int
    views: ViewCounts


class SubCategoryRead(BaseModel):
    """`placeholder`: no public source attests it."""

    code: str
    label: str
    receiver: str
    placeholder: bool

    @classmethod
    def of(cls, item: SubCategory) -> "SubCategoryRead":
        return cls(
            code=item.code,
            label=item.label,
            receiver=item.receiver,
            placeholder=not item.attested,
        )


class CategoryRead(BaseModel):
    """`about`: topics, or folders of the knowledge, that hint at it."""

    code: str
    label: str
    about: list[str]
    anonymous: bool
    placeholder: bool
    sub_categories: list[SubCategoryRead]

    @classmethod
    def of(cls, category: Category, *, anonymous: bool = False) -> "CategoryRead":
        """With what is in force; for an anonymous caller, what he may choose."""
        shown = [
            item
            for item in category.sub_categories
            if item.active and (not anonymous or open_to_all(category, item))
        ]
        return cls(
            code=category.code,
            label=category.label,
            about=list(category.about),
            anonymous=category.anonymous,
            placeholder=not category.attested,
            sub_categories=[SubCategoryRead.of(item) for item in shown],
        )


class CategoryPage(BaseModel):
    items: list[CategoryRead]

    @classmethod
    def of(cls, listed: Categories, *, anonymous: bool = False) -> "CategoryPage":
        every = (
            CategoryRead.of(category, anonymous=anonymous)
            for category in listed.items
            if category.active
        )
        return cls(items=[category for category in every if category.sub_categories])

    @classmethod
    def whole(cls) -> "CategoryPage":
        """What anybody with an account may choose."""
        return cls.of(categories())
