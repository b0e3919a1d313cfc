"""What Pydantic refuses, said in French at the line of the key."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.place import Key, Place
from knowledge.problems import Problem

_EXPECTED = {
    "string_type": "un texte (mettez des guillemets)",
    "tuple_type": "une liste",
    "date_type": "une date AAAA-MM-JJ sans guillemets",
    "model_type": "un bloc de clés",
}


def field_problems(error: ValidationError, place: Place, *prefix: str | int) -> list[Problem]:
    """One problem a field, at its line; `prefix` is the path of the validated value."""
    return [_field_problem(details, place, prefix) for details in error.errors()]


def _field_problem(details: ErrorDetails, place: Place, prefix: Key) -> Problem:
    key = (*prefix, *details["loc"])
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in key) or "en-tête"
    match details["type"]:
        case "missing":
            return place.error("missing_key", f"la clé « {name} » manque.", *key)
        case "extra_forbidden":
            return place.error("unknown_key", f"la clé « {name} » est inconnue.", *key)
        case "string_too_short":
            return place.error("empty_value", f"« {name} » est vide.", *key)
        case "enum":
            allowed = details.get("ctx", {}).get("expected", "").replace(" or ", ", ")
            message = f"« {name} » : valeur inconnue ; admises : {allowed}."
            return place.error("invalid_value", message, *key)
        case "string_pattern_mismatch":
            message = f"« {name} » : « {details['input']} » n’a pas la forme voulue."
            return place.error("invalid_form", message, *key)
        case kind:
            expected = _EXPECTED.get(kind, "une autre sorte de valeur")
            return place.error("wrong_type", f"« {name} » : {expected} est attendu.", *key)
