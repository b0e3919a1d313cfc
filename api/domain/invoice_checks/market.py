"""The number of the market."""

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import Subject

MAX_MARKET = 50


def _too_long(subject: Subject) -> Problems:
    market = subject.invoice.market if subject.invoice else None
    if not market:
        return None
    if len(market) <= MAX_MARKET:
        return []
    message = f"Le numéro de marché compte {len(market)} caractères : la limite est {MAX_MARKET}."
    return [Problem(message, shown(market))]


CHECKS = (
    Check(
        "market.too_long",
        Severity.REFUSED,
        "filing/field-lengths",
        "Demandez à votre client une forme courte, sans l’abréger vous-même.",
        _too_long,
        "market",
    ),
)
