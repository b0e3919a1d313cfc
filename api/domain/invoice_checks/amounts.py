"""Whether the amounts agree with each other. A cent of rounding a line is let through."""

from decimal import Decimal

from api.domain.invoice_checks.check import (
    Check,
    Problem,
    Problems,
    Severity,
    doubt_of_text,
    missing,
)
from api.domain.invoice_checks.subject import Subject

CENT = Decimal("0.01")
_ENTRY = "filing/amounts-and-currency"


def euros(value: Decimal) -> str:
    """« 1 507,50 », without a currency."""
    return f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")


def _apart(found: Decimal, expected: Decimal, roundings: int = 1) -> bool:
    return abs(found - expected) > CENT * roundings


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    if invoice.total_incl_tax is not None:
        return []
    return [
        missing(
            invoice,
            "Le montant TTC est absent.",
            "Je ne trouve pas le montant TTC dans le texte.",
        )
    ]


def _total(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    excl, tax, incl = invoice.total_excl_tax, invoice.total_tax, invoice.total_incl_tax
    if excl is None or tax is None or incl is None:
        return None
    if not _apart(excl + tax, incl):
        return []
    message = (
        f"Le total est faux : {euros(excl)} HT et {euros(tax)} de TVA font "
        f"{euros(excl + tax)} TTC, et non {euros(incl)}."
    )
    return [Problem(message, str(incl), severity=doubt_of_text(invoice))]


def _vat_bases(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.total_excl_tax is None or not invoice.vat:
        return None
    bases = [share.base for share in invoice.vat if share.base is not None]
    if len(bases) < len(invoice.vat):
        return None
    total = sum(bases, Decimal(0))
    if not _apart(total, invoice.total_excl_tax, len(bases)):
        return []
    message = (
        f"Les bases de TVA font {euros(total)}, et non le total HT de "
        f"{euros(invoice.total_excl_tax)}."
    )
    return [Problem(message, str(total))]


def _vat_taxes(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.total_tax is None or not invoice.vat:
        return None
    taxes = [share.tax for share in invoice.vat if share.tax is not None]
    if len(taxes) < len(invoice.vat):
        return None
    total = sum(taxes, Decimal(0))
    if not _apart(total, invoice.total_tax, len(taxes)):
        return []
    message = (
        f"Les montants de TVA par taux font {euros(total)}, et non le total de "
        f"{euros(invoice.total_tax)}."
    )
    return [Problem(message, str(total))]


def _vat_rates(subject: Subject) -> Problems:
    invoice = subject.invoice
    whole = [
        (share.rate, share.base, share.tax)
        for share in (invoice.vat if invoice else ())
        if share.rate is not None and share.base is not None and share.tax is not None
    ]
    if not whole:
        return None
    wrong = [(r, b, t) for r, b, t in whole if _apart(b * r / 100, t)]
    return [
        Problem(
            f"À {rate.normalize():f} %, {euros(base)} HT donnent {euros(base * rate / 100)} "
            f"de TVA, et non {euros(tax)}.",
            str(tax),
        )
        for rate, base, tax in wrong[:5]
    ]


def _lines(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.total_excl_tax is None or not invoice.line_totals:
        return None
    total = sum(invoice.line_totals, Decimal(0))
    if not _apart(total, invoice.total_excl_tax, len(invoice.line_totals)):
        return []
    message = (
        f"Les lignes font {euros(total)} HT, et non le total HT de {euros(invoice.total_excl_tax)}."
    )
    return [Problem(message, str(total))]


def _due(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.due is None or invoice.total_incl_tax is None:
        return None
    if abs(invoice.due) <= abs(invoice.total_incl_tax) + CENT:
        return []
    message = (
        f"Le net à payer, {euros(invoice.due)}, dépasse le total TTC, "
        f"{euros(invoice.total_incl_tax)}."
    )
    return [Problem(message, str(invoice.due))]


def _zero(subject: Subject) -> Problems:
    total = subject.invoice.total_incl_tax if subject.invoice else None
    if total is None:
        return None
    if total != 0:
        return []
    return [Problem("Le montant TTC est nul.", str(total))]


CHECKS = (
    Check(
        "amounts.missing",
        Severity.REFUSED,
        _ENTRY,
        "Indiquez le total TTC, annoncé par « Total TTC ».",
        _missing,
        "total_incl_tax",
    ),
    Check(
        "amounts.total",
        Severity.REFUSED,
        _ENTRY,
        "Refaites le calcul dans votre logiciel : votre client ne peut pas corriger un montant.",
        _total,
        "total_incl_tax",
    ),
    Check(
        "amounts.vat_bases",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez la base de chaque taux de TVA : leur somme est le total HT.",
        _vat_bases,
        "vat",
    ),
    Check(
        "amounts.vat_taxes",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez la TVA de chaque taux : leur somme est le total de la TVA.",
        _vat_taxes,
        "vat",
    ),
    Check(
        "amounts.vat_rates",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez le taux, la base et la TVA de cette ligne.",
        _vat_rates,
        "vat",
    ),
    Check(
        "amounts.lines",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez les lignes, et les remises ou les frais qui s’ajoutent au total.",
        _lines,
        "lines",
    ),
    Check(
        "amounts.due",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez le net à payer : c’est le total TTC, moins ce qui est déjà réglé.",
        _due,
        "due",
    ),
    Check(
        "amounts.zero",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez les montants avant d’envoyer.",
        _zero,
        "total_incl_tax",
    ),
)
