"""Codes and texts that CII and UBL demand and that `ReadInvoice` does not carry."""

from decimal import Decimal

UNIT = "C62"  # UN/ECE Recommendation 20: one, a piece
# EN 16931 demands terms when something is due (BR-CO-25); the law gives the delay.
PAYMENT_TERMS = "Paiement dans le délai prévu par la réglementation"


def tax_category(rate: Decimal | None) -> str:
    """UNTDID 5305: S, standard rate, or Z, zero rate."""
    return "S" if rate else "Z"
