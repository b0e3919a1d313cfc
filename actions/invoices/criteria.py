"""« Celle du CD31 », « celle de 150 euros », « la dernière »: chosen without a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from actions import french_format as french
from actions.french_words import fold
from actions.invoices.status_words import StatusFilter, filter_said
from actions.portal_client import PortalClient
from actions.portal_models import Invoice
from actions.spoken_dates import date_pattern
from actions.structures.directory import Meant, meant_by
from actions.turn import Turn

Rank = Literal["last", "next", "previous", "first", "second", "third"]

_NOT_ITS_RANK = (
    r"(?! (?:fois|etape|version|mise|heure|minute|semaine|annee|relance|demande|question))"
)
_RANKS: tuple[tuple[Rank, str], ...] = (
    ("last", r"\b(?<!semaine )(?<!annee )derniere\b" + _NOT_ITS_RANK),
    ("next", r"\b(?:la|facture) (?:suivante|prochaine)\b|\bcelle d apres\b"),
    ("previous", r"\b(?:la|facture) precedente\b|\bcelle d avant\b"),
    ("first", r"\bla (?:premiere|1re|1ere)\b" + _NOT_ITS_RANK),
    ("second", r"\bla (?:deuxieme|seconde|2e|2eme)\b" + _NOT_ITS_RANK),
    ("third", r"\bla (?:troisieme|3e|3eme)\b" + _NOT_ITS_RANK),
)
# « la suspendue », « celle qui est rejetée »: the step chooses, it is not asked about.
_BY_STEP = re.compile(
    r"\b(?:celle|la|ma facture) (?:qui (?:est|a ete) )?(?:en )?(?:a )?"
    r"(?:rejet|refus|suspend|recycl|brouillon|paye|mise en|retourn|bloqu|depose|mandat|litige)"
)
# « Elle est partie à la mairie ? » is about the invoice spoken of, « celle de la mairie » is not.
_OF_ANOTHER = re.compile(r"\b(?:celles?|factures?|fact?)\b")


class UnknownStructureError(Exception):
    """No structure has the name that was said, which is the message."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What was said of an invoice; `said` is the date as the user wrote it."""

    structure: str | None = None
    siret: str | None = None
    amount: str | None = None
    date: str | None = None
    said: str | None = None
    rank: Rank | None = None
    step: StatusFilter | None = None

    def __bool__(self) -> bool:
        given = (self.structure, self.siret, self.amount, self.date, self.rank, self.step)
        return any(given)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`total` may exceed the number of invoices; `described` is « CD31, 150,00 € », or empty."""

    invoices: Sequence[Invoice]
    total: int
    described: str = ""


def criteria_said(turn: Turn) -> Criteria:
    """Falsy when this message says nothing of the kind."""
    said = turn.entity("date")
    folded = "" if turn.is_choice else fold(turn.text)
    return Criteria(
        structure=turn.entity("structure_name"),
        siret=_siret(turn.entity("siret")),
        amount=_amount(turn.entity("amount")),
        date=date_pattern(said, turn.today) if said else None,
        said=turn.typed("date") or said,
        rank=_rank(folded),
        step=filter_said(turn.text) if _BY_STEP.search(folded) else None,
    )


def means_the_last(turn: Turn, criteria: Criteria) -> bool:
    """Whether a question about « elle » only mentions what would otherwise choose an invoice."""
    return not criteria.rank and not _OF_ANOTHER.search(fold(turn.text))


async def choose(portal: PortalClient, criteria: Criteria) -> Chosen:
    """The user's invoices that fit; ranks are left to the caller.

    Raises:
        UnknownStructureError: the name means nothing here.
    """
    meant = await _meant(portal, criteria)
    page = await portal.invoices(
        statuses=criteria.step.codes if criteria.step else (),
        sirets=meant.sirets if meant else (),
        amount=criteria.amount,
        date=criteria.date,
    )
    return Chosen(page.items, page.count, _described(criteria, meant))


async def _meant(portal: PortalClient, criteria: Criteria) -> Meant | None:
    if criteria.siret:
        return Meant(french.siret(criteria.siret), [criteria.siret])
    if not criteria.structure:
        return None
    own = (await portal.invoices()).items
    parties = [party for invoice in own for party in (invoice.recipient, invoice.supplier)]
    meant = await meant_by(portal, criteria.structure, parties)
    if meant is None:
        raise UnknownStructureError(criteria.structure)
    return meant


def _described(criteria: Criteria, meant: Meant | None) -> str:
    amount = french.amount(Decimal(criteria.amount)) if criteria.amount else None
    date = criteria.said if criteria.date else None
    return ", ".join(filter(None, (meant.name if meant else None, amount, date)))


def _siret(said: str | None) -> str | None:
    digits = re.sub(r"\D", "", said or "")
    return digits or None


def _amount(said: str | None) -> str | None:
    """As the portal takes it: no decimals, or two."""
    try:
        value = Decimal(said) if said else None
    except InvalidOperation:
        return None
    if said is None or value is None or not 0 <= value < 10**12:
        return None
    return f"{value:.2f}" if "." in said else f"{value:.0f}"


def _rank(folded: str) -> Rank | None:
    return next((rank for rank, words in _RANKS if re.search(words, folded)), None)
