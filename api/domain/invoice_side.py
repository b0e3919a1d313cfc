"""On which side of an invoice somebody acts."""

from enum import StrEnum


class Side(StrEnum):
    """`SYSTEM` is the portal itself; `WORKS_MANAGER` the maîtrise d’œuvre, `WORKS_OWNER` the
    maîtrise d’ouvrage.
    """

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    VALIDATOR = "validator"
    SECOND_VALIDATOR = "second_validator"
    WORKS_MANAGER = "moe"
    WORKS_OWNER = "moa"
    SYSTEM = "system"
