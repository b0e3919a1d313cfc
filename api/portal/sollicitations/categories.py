"""The categories in force: the operator's file, or ours."""

from api.core.settings import get_settings
from api.domain.sollicitation_categories import DEFAULT, Categories, read_categories


def categories() -> Categories:
    return read_categories(get_settings().sollicitation_categories or DEFAULT)
