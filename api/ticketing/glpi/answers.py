"""What GLPI's answers mean, and how its searches are written."""

import re

from pydantic import TypeAdapter, ValidationError

from api.core.outside_call import Answer
from api.ticketing.answers import require_success
from api.ticketing.port import TicketingFailedError

# Errors that the documentation names: what GLPI says beside them is not kept.
_EXPIRED = "error_session_token_invalid"
_ERRORS = frozenset(
    {
        "error_item_not_found",
        "error_bad_array",
        "error_method_not_allowed",
        "error_right_missing",
        _EXPIRED,
        "error_session_token_missing",
        "error_app_token_parameters_missing",
        "error_wrong_app_token_parameter",
        "error_not_allowed_ip",
        "error_login_parameters_missing",
        "error_login_with_credentials_disabled",
        "error_glpi_login_user_token",
        "error_glpi_login",
        "error_itemtype_not_found_nor_commondbtm",
        "error_sql",
        "error_range_exceed_total",
        "error_glpi_add",
        "error_glpi_update",
    }
)


def checked(answer: Answer) -> Answer:
    """A success, or the documented code of the refusal. A session that ended is begun again."""
    if answer.is_success:
        return answer
    code = _code(answer)
    if code == _EXPIRED:
        raise TicketingFailedError(code)
    return require_success(answer, code)


def _code(answer: Answer) -> str | None:
    """Errors are `["CODE", "words"]`."""
    try:
        said = TypeAdapter(list[str]).validate_json(answer.body)
    except ValidationError:
        return None
    code = said[0].lower() if said else ""
    return code if code in _ERRORS else None


def criterion(place: int, field: int, kind: str, value: str) -> dict[str, str]:
    name = f"criteria[{place}]"
    link = {f"{name}[link]": "AND"} if place else {}
    return {
        **link,
        f"{name}[field]": str(field),
        f"{name}[searchtype]": kind,
        f"{name}[value]": value,
    }


def total_of(answer: Answer) -> int | None:
    """Of `Content-Range: 0-49/200`."""
    found = re.search(r"/\s*(\d+)\s*$", answer.headers.get("content-range", ""))
    return int(found[1]) if found else None
