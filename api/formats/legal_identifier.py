"""Which of the identifiers of a CII or UBL party is the one that Chorus Pro routes by."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.domain.invoice_document import Party
from api.formats.party import SIRET_SCHEMES

_SIRET_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value and its scheme of ISO 6523, when the file gives one."""

    value: str | None
    scheme: str | None = None


def identified(
    candidates: Iterable[Identifier],
    *,
    vat: str | None,
    name: str | None,
    country: str | None,
) -> Party:
    """The party under its best identifier, the candidates being in order of preference.

    A SIRET is 14 digits (blanks ignored) whatever its scheme, else what stands under scheme 0009
    or 0002, however wrong. Failing that, a foreign VAT number stands for itself; of any other
    identifier the file does not say the type.
    """
    given = [Identifier("".join(one.value.split()), one.scheme) for one in candidates if one.value]
    siret = _siret(given)
    if siret:
        return Party("SIRET", siret, name, country)
    if vat and not vat.upper().startswith("FR"):
        return Party("UE_HORS_FRANCE", vat, name, country)
    return Party(None, given[0].value if given else None, name, country)


def _siret(given: list[Identifier]) -> str | None:
    for one in given:
        if one.value and len(one.value) == _SIRET_LENGTH and one.value.isdecimal():
            return one.value
    return next((one.value for one in given if one.scheme in SIRET_SCHEMES), None)
