"""`python -m api.portal.sollicitations.check FILE`: whether a list of categories may be used."""

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.domain.sollicitation_categories import DEFAULT, Categories, read_categories


def main(arguments: Sequence[str]) -> int:
    """0 when the file reads; 1 otherwise, and the reasons in French."""
    if len(arguments) != 1:
        _say("Usage : python -m api.portal.sollicitations.check FICHIER")
        return 1
    path = Path(arguments[0])
    try:
        listed = read_categories(path)
    except (OSError, UnicodeDecodeError) as error:
        return _refuse(path, [f"illisible ({type(error).__name__})"])
    except yaml.YAMLError as error:
        return _refuse(path, [f"ce n’est pas du YAML : {error}"])
    except ValidationError as error:
        return _refuse(path, [_reason(item) for item in error.errors()])
    _tell(path, listed)
    return 0


def _refuse(path: Path, reasons: Sequence[str]) -> int:
    _say(f"{path} : refusé.")
    for reason in reasons:
        _say(f"  - {reason}")
    return 1


def _reason(item: ErrorDetails) -> str:
    place = ".".join(str(part) for part in item["loc"])
    return f"{place or 'liste'} : {item['msg']}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(path: Path, listed: Categories) -> None:
    pairs = sum(len(category.sub_categories) for category in listed.items)
    _say(f"{path} : {len(listed.items)} catégories, {pairs} sous-catégories.")
    gone = sorted(_codes(read_categories(DEFAULT)) - _codes(listed))
    if gone:
        _say("Absentes de cette liste (ce qui y est déposé s’affichera par son code) :")
        _say("  " + ", ".join(gone))


def _codes(listed: Categories) -> set[str]:
    return {
        f"{category.code}/{item.code}"
        for category in listed.items
        for item in category.sub_categories
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
