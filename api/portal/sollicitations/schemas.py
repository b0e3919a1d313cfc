"""What is filed, and what comes back."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from api.domain.plain_text import compact, storable
from api.domain.sollicitation_categories import Categories, Category
from api.portal.schemas import Coded, LocalInstant, StructureRef
from api.portal.structures.schemas import PageAsked

# Far over the limits that the service explains in French; this only bounds the work.
_Text = Annotated[str, StringConstraints(max_length=50_000)]
_Code = Annotated[str, StringConstraints(max_length=64)]


class SollicitationCreate(BaseModel):
    """The body of a filing, made canonical by `normalised` before anything else."""

    category: _Code
    sub_category: _Code
    structure_siret: _Code
    invoice_number: _Code | None = None
    description: _Text
    conversation_id: _Code | None = None

    def normalised(self) -> "SollicitationCreate":
        return self.model_copy(
            update={
                "category": compact(self.category),
                "sub_category": compact(self.sub_category),
                "structure_siret": compact(self.structure_siret),
                "invoice_number": compact(self.invoice_number or "") or None,
                "description": storable(self.description),
                "conversation_id": storable(self.conversation_id or "") or None,
            }
        )


class SollicitationRead(BaseModel):
    """`receiver` is `support` or `public_client`."""

    reference: str
    status: Coded
    category: Coded
    sub_category: Coded
    structure: StructureRef
    invoice_number: str | None
    description: str
    receiver: str
    created_at: LocalInstant


class SollicitationsAsked(PageAsked):
    """A hundred at once, unless the query says fewer."""

    size: int = Field(default=100, ge=1, le=100)


class SollicitationPage(BaseModel):
    """The page that was asked for; `total` counts what all the pages hold."""

    items: list[SollicitationRead]
    total: int


class SubCategoryRead(BaseModel):
    code: str
    label: str
    receiver: str


class CategoryRead(BaseModel):
    code: str
    label: str
    sub_categories: list[SubCategoryRead]

    @classmethod
    def of(cls, category: Category) -> "CategoryRead":
        return cls(
            code=category.code,
            label=category.label,
            sub_categories=[
                SubCategoryRead(code=item.code, label=item.label, receiver=item.receiver)
                for item in category.sub_categories
            ],
        )


class CategoryPage(BaseModel):
    items: list[CategoryRead]

    @classmethod
    def of(cls, categories: Categories) -> "CategoryPage":
        return cls(items=[CategoryRead.of(category) for category in categories.items])
