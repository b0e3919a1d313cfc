"""Invoices and statuses that the formats can carry, drawn at random."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.domain.status_document import FlowErrorLine, ReadStatus
from api.formats.model import Envelope, PivotInvoice, ValidationStep
from api.formats.party import CODE_OF_TYPE
from api.formats.pivot_requirements import EMISSIONS, FRAMEWORKS, PAYMENT_MEANS, RESENT

# Controls, surrogates and unassigned characters cannot be in XML, or not for sure.
_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """A text that says something, without the blanks that readers trim."""
    return st.text(_LETTERS, min_size=1, max_size=most).map(str.strip).filter(bool)


def amounts(least: str = "-9999999.99", places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(least), Decimal("9999999.99"), places=places)


def maybe[T](values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | values


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_zones = st.sampled_from([UTC, timezone(timedelta(hours=2))])
_first, _last = datetime(1900, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 (hypothesis adds zones)
moments = st.datetimes(_first, _last) | st.datetimes(_first, _last, timezones=_zones)
sirets = st.from_regex(r"[0-9]{14}", fullmatch=True)
countries = st.sampled_from(["FR", "BE", "NC", "PF"])
shares = st.builds(VatShare, amounts("0"), amounts(), amounts())
lines = st.builds(Line, texts(), amounts(places=4), amounts(places=4), amounts(), amounts("0"))
_media_types = st.sampled_from(["application/pdf", "text/csv"])
structured_files = st.builds(AttachedFile, texts(50), _media_types, st.binary(max_size=200))
structured_parties = st.builds(Party, st.just("SIRET"), sirets, texts(), countries) | st.builds(
    Party,
    st.just("UE_HORS_FRANCE"),
    st.from_regex(r"(BE|DE)[0-9]{9}", fullmatch=True),
    texts(),
    countries,
)


@st.composite
def structured_invoices(draw: st.DrawFn) -> ReadInvoice:
    """Any invoice that CII and UBL can carry."""
    means = draw(maybe(st.sampled_from(PAYMENT_MEANS)))
    return ReadInvoice(
        number=draw(texts(20)),
        kind=draw(st.sampled_from(["380", "381"])),
        issued_on=draw(days),
        framework=draw(maybe(st.integers(1, 25).map(lambda number: f"A{number}"))),
        supplier=draw(structured_parties),
        recipient=draw(structured_parties),
        service_code=draw(maybe(texts(100))),
        engagement=draw(maybe(texts(50))),
        market=draw(maybe(texts(50))),
        currency=draw(st.sampled_from(["EUR", "XPF"])),
        total_excl_tax=draw(amounts()),
        total_tax=draw(amounts()),
        total_incl_tax=draw(amounts()),
        due=draw(amounts()),
        vat=tuple(draw(st.lists(shares, min_size=1, max_size=3))),
        iban=draw(maybe(texts(34))) if means else None,
        payment_means=means,
        origin_number=draw(maybe(texts(20))),
        note=draw(maybe(texts(200))),
        lines=tuple(draw(st.lists(lines, min_size=1, max_size=3))),
        attachments=tuple(draw(st.lists(structured_files, max_size=2))),
    )


cpp_parties = st.builds(Party, st.sampled_from(sorted(CODE_OF_TYPE)), texts(), texts(), countries)
recipients = st.builds(Party, st.just("SIRET"), sirets, maybe(texts()), st.none())
pivot_files = st.builds(
    AttachedFile,
    texts(50),
    _media_types,
    st.binary(max_size=200),
    st.sampled_from(["01", "02"]),
    maybe(texts(50)),
)
_steps = st.builds(
    ValidationStep,
    days,
    st.sampled_from(["1", "10", "03"]),
    maybe(texts()),
    maybe(texts()),
    cpp_parties.filter(lambda party: party.identifier_type != "PARTICULIER"),
)


@st.composite
def pivot_invoices(draw: st.DrawFn) -> PivotInvoice:
    """Any invoice that the pivot can carry; the tax is the difference of the totals."""
    excl_tax, tax = draw(amounts()), draw(amounts())
    invoice = ReadInvoice(
        number=draw(texts(20)),
        kind=draw(st.sampled_from(["380", "381"])),
        issued_on=draw(days),
        framework=draw(st.sampled_from(FRAMEWORKS)),
        supplier=draw(cpp_parties),
        recipient=draw(recipients),
        service_code=draw(maybe(texts(100))),
        engagement=draw(maybe(texts(50))),
        market=draw(maybe(texts(50))),
        currency=draw(st.sampled_from(["EUR", "XPF"])),
        total_excl_tax=excl_tax,
        total_tax=tax,
        total_incl_tax=excl_tax + tax,
        due=draw(amounts()),
        vat=tuple(draw(st.lists(shares, max_size=3))),
        iban=draw(maybe(texts(34))),
        payment_means=draw(st.sampled_from(PAYMENT_MEANS)),
        origin_number=draw(maybe(texts(20))),
        lines=tuple(draw(st.lists(lines, max_size=3))),
        attachments=tuple(draw(st.lists(pivot_files, min_size=1, max_size=2))),
    )
    return PivotInvoice(
        invoice,
        cpro_id=draw(maybe(st.integers(0, 10**12).map(str))),
        resent=draw(st.sampled_from(RESENT)),
        delivered_on=draw(maybe(days)),
        received_on=draw(days),
        works_received_on=draw(maybe(days)),
        service_name=draw(maybe(texts())),
        emission=draw(st.sampled_from(EMISSIONS)),
        validations=tuple(draw(st.lists(_steps, max_size=2))),
    )


_partners = st.from_regex(r"[A-Z0-9]{3,8}", fullmatch=True)
envelopes = st.builds(
    Envelope, texts(20), maybe(days), _partners, maybe(texts()), _partners, maybe(texts())
)
invoice_statuses = st.builds(
    ReadStatus,
    code=st.integers(1, 41).map(lambda code: f"{code:02}"),
    complement=maybe(texts()),
    comment=maybe(texts()),
    at=moments,
    invoice_number=texts(20),
    invoice_date=maybe(days),
    mandate_number=maybe(texts()),
    supplier=cpp_parties,
    recipient=recipients,
    producer=maybe(texts()),
)
_errors = st.builds(FlowErrorLine, texts(), texts(), texts(), maybe(texts()))
flow_statuses = st.builds(
    ReadStatus,
    code=st.integers(90, 96).map(str),
    complement=maybe(texts(40)),
    comment=maybe(texts()),
    at=moments,
    flow_id=texts(),
    producer=maybe(st.from_regex(r"[A-Z0-9]{8}", fullmatch=True)),
    errors=st.lists(_errors, max_size=3).map(tuple),
)
