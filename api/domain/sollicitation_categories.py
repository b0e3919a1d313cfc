"""Categories and sub-categories of sollicitations, as the operator's file tells them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.domain.sollicitations import Receiver

DEFAULT = Path(__file__).parent / "data" / "sollicitation_categories.yml"


class SubCategory(BaseModel):
    """`attested`: seen in a public source; otherwise a placeholder of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"[A-Z0-9_]{2,64}")
    label: str = Field(min_length=2, max_length=120)
    receiver: Receiver = Receiver.SUPPORT
    attested: bool = False
    active: bool = True


class Category(BaseModel):
    """`about` names folders of the knowledge, or topics; `anonymous` is who may file there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"[A-Z0-9_]{2,64}")
    label: str = Field(min_length=2, max_length=120)
    sub_categories: tuple[SubCategory, ...] = Field(min_length=1)
    about: tuple[str, ...] = ()
    anonymous: bool = False
    attested: bool = False
    active: bool = True

    def sub_category(self, code: str) -> SubCategory | None:
        return next((item for item in self.sub_categories if item.code == code), None)

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        _require_distinct([item.code for item in self.sub_categories])
        return self


class Categories(BaseModel):
    """The whole list, in the order in which it is shown."""

    items: tuple[Category, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        _require_distinct([item.code for item in self.items])
        return self

    def find(self, code: str) -> Category | None:
        return next((item for item in self.items if item.code == code), None)


@cache
def read_categories(path: Path = DEFAULT) -> Categories:
    """The list of a file, read once.

    Raises:
        OSError, yaml.YAMLError, ValueError: not there, not YAML, or not such a list.
    """
    return Categories(items=yaml.safe_load(path.read_text(encoding="utf-8")))


def _require_distinct(codes: Sequence[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"codes en double : {', '.join(twice)}")
