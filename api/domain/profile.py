"""What the portal tells of a reader, in the words that the variants of an answer use."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from api.domain.rights import Role


class Audience(StrEnum):
    """Values are those of the knowledge bundle."""

    SUPPLIER = "fournisseur"
    PUBLIC_BODY = "entite_publique"


@dataclass(frozen=True, slots=True)
class Profile:
    """None where nothing is known, or where the reader's structures do not agree."""

    audience: Audience | None = None
    role: Role | None = None

    @classmethod
    def of(cls, rattachements: Iterable[tuple[bool, Role]]) -> Self:
        """From the validated rattachements: is the structure public, and the reader's role."""
        held = list(rattachements)
        audiences = {Audience.PUBLIC_BODY if public else Audience.SUPPLIER for public, _ in held}
        return cls(_only(audiences), _only({role for _, role in held}))


NOBODY = Profile()


def _only[T](values: set[T]) -> T | None:
    return next(iter(values)) if len(values) == 1 else None
