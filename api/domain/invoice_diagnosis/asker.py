"""On which side of an invoice stands the one who asks."""

from enum import StrEnum


class Asker(StrEnum):
    """`other`: a validator, who is told where the invoice stands and nothing of its payment."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    OTHER = "other"
