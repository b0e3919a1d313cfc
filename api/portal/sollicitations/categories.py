"""The categories in force: the operator's file, or ours."""

from dataclasses import dataclass

from api.core.settings import get_settings
from api.domain.sollicitation_categories import (
    DEFAULT,
    Categories,
    Category,
    SubCategory,
    read_categories,
)
from api.domain.sollicitations import Receiver
from api.portal.errors import UnknownCategoryError, UnknownSubCategoryError
from api.portal.schemas import Coded
from api.portal.sollicitations.errors import CategoryNeedsAccountError

_NOT_SAID = "Non précisée"


def categories() -> Categories:
    return read_categories(get_settings().sollicitation_categories or DEFAULT)


@dataclass(frozen=True, slots=True)
class Pair:
    """What decides who receives."""

    category: Category
    sub_category: SubCategory

    @property
    def receiver(self) -> Receiver:
        return self.sub_category.receiver


def chosen_pair(category_code: str, sub_category_code: str, *, anonymous: bool) -> Pair:
    """Both in force today, and open to whoever has no account when he has none.

    Raises:
        UnknownCategoryError, UnknownSubCategoryError: not in the list, or withdrawn.
        CategoryNeedsAccountError: not for an anonymous caller.
    """
    category = categories().find(category_code)
    if category is None or not category.active:
        raise UnknownCategoryError
    sub_category = category.sub_category(sub_category_code)
    if sub_category is None or not sub_category.active:
        raise UnknownSubCategoryError(category.label)
    if anonymous and not open_to_all(category, sub_category):
        raise CategoryNeedsAccountError
    return Pair(category, sub_category)


def open_to_all(category: Category, sub_category: SubCategory) -> bool:
    """Whoever has no account writes to the support alone."""
    return category.anonymous and sub_category.receiver is Receiver.SUPPORT


def coded_pair(category_code: str, sub_category_code: str) -> tuple[Coded, Coded]:
    """Of what was filed, which may have left the list since; a draft may not say it yet."""
    category = categories().find(category_code)
    sub_category = category.sub_category(sub_category_code) if category else None
    return (
        _coded(category_code, category.label if category else None),
        _coded(sub_category_code, sub_category.label if sub_category else None),
    )


def _coded(code: str, label: str | None) -> Coded:
    return Coded(code=code, label=label or code or _NOT_SAID)
