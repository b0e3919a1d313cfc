"""How a structure is identified: seven kinds of identifiers, one of them the SIRET."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from stdnum.fr import siret as siret_rules

from api.domain.plain_text import compact

# Longest identifier that we keep: a bound of ours, sourced for the SIRET alone.
MAX_IDENTIFIER = 80
_SIRET = re.compile(r"[0-9]{14}")


class IdentifierType(StrEnum):
    """Values are those of the portal's API; `xml_code` those of its XML files (1 to 7).

    `form` says in French what is known of it. Source: docs/glossary.md. Only the form of
    the SIRET is published; each of the others is taken as it is written.
    """

    SIRET = "SIRET", "SIRET", 1, "14 chiffres : le SIREN (9), puis le NIC (5)"
    EU_ABROAD = (
        "UE_HORS_FRANCE",
        "Union européenne, hors France",
        2,
        "le numéro de TVA intracommunautaire",
    )
    OUTSIDE_EU = "HORS_UE", "Hors Union européenne", 3, ""
    RIDET = "RIDET", "RIDET (Nouvelle-Calédonie)", 4, ""
    TAHITI = "TAHITI", "TAHITI (Polynésie française)", 5, ""
    OTHER = "AUTRE", "En cours d’immatriculation", 6, ""
    PERSON = "PARTICULIER", "Particulier", 7, ""

    label: str
    xml_code: int
    form: str

    def __new__(cls, code: str, label: str, xml_code: int, form: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.xml_code = xml_code
        member.form = form
        return member

    @classmethod
    def of_xml_code(cls, xml_code: int) -> "IdentifierType":
        """Raises ValueError when it is none of 1 to 7."""
        found = next((item for item in cls if item.xml_code == xml_code), None)
        if found is None:
            raise ValueError(xml_code)
        return found

    @property
    def may_receive(self) -> bool:
        """The recipient of an invoice is always known by a SIRET."""
        return self is IdentifierType.SIRET


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of an identifier, in French.

    `problem`: it cannot be right. `warning`: it looks wrong and may be right all the same, since
    the SIRETs of the portal's own test data do not hold their check digits.
    """

    value: str
    problem: str | None = None
    warning: str | None = None


def judge(kind: IdentifierType, typed: str) -> Judgement:
    """An identifier as typed: spaces are dropped, letters put in capitals."""
    value = compact(typed)
    if not value:
        return Judgement(value, problem="L’identifiant est vide.")
    if len(value) > MAX_IDENTIFIER:
        return Judgement(value, problem=f"L’identifiant dépasse {MAX_IDENTIFIER} caractères.")
    return _judge_siret(value) if kind is IdentifierType.SIRET else Judgement(value)


def has_right_key(siret: str) -> bool:
    """Luhn's check digit, or La Poste's own rule. Test numbers of the portal fail it: only warn."""
    return siret_rules.is_valid(siret)


def _judge_siret(value: str) -> Judgement:
    if not _SIRET.fullmatch(value):
        return Judgement(value, problem="Un SIRET compte 14 chiffres, sans lettre ni signe.")
    if has_right_key(value):
        return Judgement(value)
    return Judgement(
        value, warning="La clé de contrôle de ce SIRET n’est pas bonne : vérifiez la saisie."
    )
