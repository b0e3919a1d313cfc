"""What the query of `GET /portal/v1/invoices` asks for."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from api.domain.invoice_criteria import DatePattern, InvoiceCriteria, parse_cents
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact
from api.portal.errors import InvalidAmountError, InvalidDateError, UnknownInvoiceStatusError
from api.portal.structures.schemas import PageAsked


def read_criteria(
    status: Annotated[str, Query(max_length=2000)] = "",
    structure: Annotated[str, Query(max_length=2000)] = "",
    amount: Annotated[str, Query(max_length=20)] = "",
    date: Annotated[str, Query(max_length=30)] = "",
) -> InvoiceCriteria:
    """Case and spaces are ignored.

    * `status`: codes of states, separated by commas;
    * `structure`: SIRETs of the supplier or of the recipient, separated by commas;
    * `amount`: euros, `150` for any cents, `150.00` for these only; the sign aside;
    * `date`: `2017-05-26`, `2017-05`, `--05-26` (any year), `--05`, `2017-05-22/2017-05-28`: the
      day the invoice was issued, deposited, or reached its state.
    """
    return InvoiceCriteria(
        statuses=frozenset(_parse_status(code) for code in _listed(status)),
        sirets=frozenset(_listed(structure)),
        cents=_parse_amount(compact(amount)),
        day=_parse_date(compact(date)),
    )


class InvoicesAsked(PageAsked):
    """A hundred invoices at once, unless the query says fewer."""

    size: int = Field(default=100, ge=1, le=100)


InvoicesAskedDep = Annotated[InvoicesAsked, Depends()]
CriteriaDep = Annotated[InvoiceCriteria, Depends(read_criteria)]


def _listed(text: str) -> list[str]:
    return [part for part in map(compact, text.split(",")) if part]


def _parse_status(code: str) -> InvoiceStatus:
    try:
        return InvoiceStatus(code)
    except ValueError as error:
        raise UnknownInvoiceStatusError(code) from error


def _parse_amount(text: str) -> range | None:
    try:
        return parse_cents(text) if text else None
    except ValueError as error:
        raise InvalidAmountError(text) from error


def _parse_date(text: str) -> DatePattern | None:
    try:
        return DatePattern.parse(text) if text else None
    except ValueError as error:
        raise InvalidDateError(text) from error
