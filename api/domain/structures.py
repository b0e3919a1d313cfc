"""Structures of the directory: their states, and what a public one requires on an invoice."""

from dataclasses import dataclass
from typing import Self

from api.domain.labelled import LabelledEnum

# Every public structure has this service, which the portal creates by itself.
PUBLIC_INVOICES_SERVICE = "FACTURES_PUBLIQUES"
PUBLIC_INVOICES_SERVICE_NAME = "Service des factures publiques"


class StructureState(LabelledEnum):
    """Values are portal codes, but the last: the portal names that state and no code for it."""

    ACTIVE = "ACTIVE", "Active"
    INACTIVE = "INACTIVE", "Inactive"
    ACTIVATING = "ACTIVATION_EN_COURS", "Activation en cours"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be on an invoice; `either` means one of the two, and then stands alone."""

    service_code: bool = False
    engagement: bool = False
    either: bool = False

    @classmethod
    def of(cls, *, service_code: bool, engagement: bool, either: bool) -> Self:
        """From the portal's three parameters, of which « either » wins over the other two."""
        if either:
            return cls(either=True)
        return cls(service_code=service_code, engagement=engagement)

    @property
    def label(self) -> str:
        if self.either:
            return "Le code service ou le numéro d’engagement est obligatoire (l’un des deux)."
        if self.service_code and self.engagement:
            return "Le code service et le numéro d’engagement sont obligatoires."
        if self.service_code:
            return "Le code service est obligatoire."
        if self.engagement:
            return "Le numéro d’engagement est obligatoire."
        return "Ni le code service ni le numéro d’engagement ne sont obligatoires."
