"""The values of an invoice, looked for in the words of a PDF, as the portal's own reader does.

Source of the keywords « SIRET client », « SIRET dest », « Ministère », « engagement », « EJ »,
« commande »: those of the entry filing/automatic-recognition; the others are what invoices say.
A value is taken from the line of its keyword only: a guess from afar would alarm for nothing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from api.domain.invoice_document import Party, Reading, ReadInvoice

# Three pages of an invoice hold less; the rest would only cost time. Our choice.
MAX_TEXT = 60_000
_MAX_SIRETS = 20

_SPACE = "[ \u00a0\u202f]"
_SEP = f"{_SPACE}{{0,3}}(?:n[°ºo]\\.?|num[ée]ro|[:#=])?{_SPACE}{{0,3}}[:#=]?{_SPACE}{{0,3}}"
_WORD = r"([A-Za-z0-9][A-Za-z0-9/_.\-]{0,59})"
_HAUTE_GARONNE = r"((?:CP|AP) ?\d{4} ?[/ -] ?[A-Z]?\d{3,}(?: ?[/ -] ?\d{1,2})?)(?![\w/])"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SIRET = re.compile(
    rf"(?<![\dA-Za-z])\d{{3}}(?:{_SPACE}|\.)?\d{{3}}(?:{_SPACE}|\.)?\d{{3}}{_SPACE}?\d{{5}}(?!\d)"
)
_FOR_RECIPIENT = re.compile(
    r"client|dest|minist[èe]re|acheteur|factur[ée]e? [àa]|adress[ée]e? [àa]", re.IGNORECASE
)
_NUMBERS = _compiled(
    rf"\bn[°ºo]\.?{_SPACE}?(?:de (?:la )?)?facture{_SEP}{_WORD}",
    rf"\bnum[ée]ro de (?:la )?facture{_SEP}{_WORD}",
    rf"\b(?:facture|avoir){_SPACE}{{0,3}}(?:n[°ºo]\.?|num[ée]ro|r[ée]f\.?|[:#]){_SPACE}{{0,3}}[:#]?{_SPACE}{{0,3}}{_WORD}",
    rf"\b(?:facture|avoir){_SPACE}{{1,3}}{_WORD}",
)
_ENGAGEMENTS = _compiled(
    rf"\bengagement(?: juridique)?{_SEP}{_HAUTE_GARONNE}",
    rf"\bengagement(?: juridique)?{_SEP}{_WORD}",
    rf"\bE\.?J\.?{_SEP}{_WORD}",
    rf"\bcommande{_SEP}{_HAUTE_GARONNE}",
    rf"\bcommande{_SEP}{_WORD}",
)
_SERVICES = _compiled(
    rf"\bcode[ -]?service(?: ex[ée]cutant)?{_SEP}{_WORD}",
    rf"\bservice ex[ée]cutant{_SEP}{_WORD}",
)
_MARKETS = _compiled(rf"\bmarch[ée](?: public)?{_SEP}{_WORD}")
_FRAMEWORKS = _compiled(rf"\bcadre de facturation{_SEP}(A\d{{1,2}})\b")
_CREDIT_NOTE = re.compile(
    r"^[ \t]*(?:facture d['’])?avoir\b[ \t]*(?:n[°ºo]|:|du\b|$)", re.IGNORECASE | re.MULTILINE
)

_FIGURES = r"(-?\d{1,3}(?:[ \u00a0\u202f.]\d{3})+[.,]\d{2}|-?\d+[.,]\d{2}|-?\d+)(?![\d%])"
_RATE = r"(?:[ (:àa]{0,4}\d{1,2}(?:[.,]\d{1,2})? ?%)?"
# Signs and « en euros » may stand before an amount; other words make it a mere number.
_PLAIN = r"[^\w\n%-]{0,25}"
# Some layouts put the amount on the line below its words.
_BELOW = rf"{_SPACE}?:?{_SPACE}?\n{_SPACE}?"
_TO_AMOUNT = (
    rf"{_RATE}(?:{_PLAIN}(?:(?:en|eur|euros?)\b{_PLAIN}){{0,2}}|{_BELOW})"
    rf"{_FIGURES}(?!{_SPACE}?%)"
)
_INCL_TAX = _compiled(rf"\b(?:total|montant)[^\n\d]{{0,15}}T\.?T\.?C\b{_TO_AMOUNT}")
_DUE = _compiled(rf"\bnet {_SPACE}?[àa] payer{_TO_AMOUNT}")
_EXCL_TAX = _compiled(rf"\b(?:total|montant)[^\n\d]{{0,15}}H\.?T\b{_TO_AMOUNT}")
_TAX = _compiled(rf"\b(?:total|montant)[^\n\d]{{0,15}}T\.?V\.?A\b{_TO_AMOUNT}")
_TAX_LINE = _compiled(rf"(?:^|\n)[ \t]*T\.?V\.?A\b{_TO_AMOUNT}")

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MONTH_NUMBERS = {
    **{name: rank for rank, name in enumerate(_MONTHS.split(), 1)},
    **{"fevrier": 2, "aout": 8, "decembre": 12},
}
_DAY = (
    r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:er)? (?P<m3>{'|'.join(_MONTH_NUMBERS)}) (?P<y3>\d{{4}}))(?!\d)"
)
_DATES = _compiled(
    rf"\bdate (?:de (?:la )?factur(?:e|ation)|d['’][ée]mission){_SEP}{_DAY}",
    rf"\b[ée]mise? le {_DAY}",
    rf"\b(?:facture|avoir)\b[^\n]{{0,60}}?\b(?:du|le) {_DAY}",
    rf"(?:^|\n)[ \t]*(?:date|le|fait le){_SEP}{_DAY}",
    rf"\b[A-ZÉÈ][\w-]+, le {_DAY}",
)
_IBAN = re.compile(r"\bIBAN\b[ :\u00a0]{0,4}([A-Z]{2}\d{2}(?: ?[A-Z0-9]){10,30})")
_FRENCH_IBAN = 27


@dataclass(frozen=True, slots=True)
class FoundSiret:
    """14 digits, and whether the words before say that they are the client's."""

    siret: str
    for_recipient: bool


def find_sirets(text: str) -> tuple[FoundSiret, ...]:
    """Every different SIRET of the text, in its order."""
    found: dict[str, bool] = {}
    for match in _SIRET.finditer(text[:MAX_TEXT]):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - 40) : match.start()].rpartition("\n")[2]
        found[digits] = found.get(digits, False) or bool(_FOR_RECIPIENT.search(before))
    return tuple(FoundSiret(*item) for item in list(found.items())[:_MAX_SIRETS])


def read_invoice_text(
    text: str, *, own: Collection[str] = (), public: Collection[str] = ()
) -> ReadInvoice:
    """What the words say; `own` and `public` are SIRETs known to be the sender's and clients'."""
    text = text[:MAX_TEXT]
    supplier, recipient = _parties(find_sirets(text), own, public)
    return ReadInvoice(
        reading=Reading.TEXT,
        number=_reference(_NUMBERS, text),
        kind="381" if _CREDIT_NOTE.search(text) else "380",
        issued_on=_date(text),
        framework=_first(_FRAMEWORKS, text),
        supplier=_party(supplier),
        recipient=_party(recipient),
        service_code=_reference(_SERVICES, text, digit=False),
        engagement=_reference(_ENGAGEMENTS, text),
        market=_reference(_MARKETS, text),
        currency=None,
        total_excl_tax=_amount(_EXCL_TAX, text),
        total_tax=_amount(_TAX, text) or _only_amount(_TAX_LINE, text),
        total_incl_tax=_amount(_INCL_TAX, text) or _amount(_DUE, text),
        due=_amount(_DUE, text),
        iban=_iban(text),
    )


def _parties(
    found: tuple[FoundSiret, ...], own: Collection[str], public: Collection[str]
) -> tuple[str | None, str | None]:
    sirets = [item.siret for item in found]
    announced = [item.siret for item in found if item.for_recipient and item.siret not in own]
    known = [siret for siret in sirets if siret in public and siret not in own]
    recipient = next(iter([*announced, *known]), None)
    others = [siret for siret in sirets if siret != recipient]
    mine = [siret for siret in others if siret in own]
    return next(iter([*mine, *others]), None), recipient


def _party(siret: str | None) -> Party:
    return Party("SIRET", siret) if siret else Party()


def _all(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    return next((match[1] for match in _all(patterns, text)), None)


def _reference(
    patterns: tuple[re.Pattern[str], ...], text: str, *, digit: bool = True
) -> str | None:
    """The first that looks like a reference: it has a digit, or is in capitals."""
    for match in _all(patterns, text):
        value = match[1].rstrip("./-_")
        if any(map(str.isdigit, value)) or (not digit and len(value) > 1 and value.isupper()):
            return value
    return None


def _amount(patterns: tuple[re.Pattern[str], ...], text: str) -> Decimal | None:
    """The last one, which sums up those before."""
    found = [match[1] for match in _all(patterns, text)]
    return _decimal(found[-1]) if found else None


def _only_amount(patterns: tuple[re.Pattern[str], ...], text: str) -> Decimal | None:
    """None when several lines have one: each rate its own, and no total."""
    found = [match[1] for match in _all(patterns, text)]
    return _decimal(found[0]) if len(found) == 1 else None


def _decimal(figures: str) -> Decimal | None:
    plain = re.sub(r"[ \u00a0\u202f]", "", figures)
    whole, decimals = re.fullmatch(r"(.*?)(?:[.,](\d{2}))?", plain, re.DOTALL).groups()  # type: ignore[union-attr]
    try:
        return Decimal(f"{re.sub(r'[.,]', '', whole)}.{decimals or '00'}")
    except InvalidOperation:
        return None


def _date(text: str) -> date | None:
    for match in _all(_DATES, text):
        day = _day(match)
        if day is not None:
            return day
    return None


def _day(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    year = part["y"] or part["y2"] or part["y3"]
    month = part["m"] or part["m2"] or str(_MONTH_NUMBERS.get((part["m3"] or "").lower(), 0))
    try:
        return date(int(year), int(month), int(part["d"] or part["d2"] or part["d3"]))
    except ValueError:
        return None


def _iban(text: str) -> str | None:
    match = _IBAN.search(text)
    if match is None:
        return None
    compact = match[1].replace(" ", "")
    return compact[:_FRENCH_IBAN] if compact.startswith("FR") else compact
