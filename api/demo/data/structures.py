"""Structures of the demonstration: three fictive suppliers and real public entities of France.

SIRETs and requirements of the Haute-Garonne budgets come from the department's guide for
suppliers (2020), those of its technical agency from the agency's own training (2017). The
suppliers are fictive, as are the names and codes of the services, which no source quotes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.domain.recipient_type import RecipientType
from api.domain.rights import Space

DELICES = "00000000108396"
BRICOVILLARD = "00000000200012"
VALMONT = "00000000300013"
ATD31 = "25310197600020"
CD31_PRINCIPAL = "22310001700423"
CD31_CATERING = "22310001700456"
CD31_TECHNICAL_PARK = "22310001700696"

SUPPLIER_SPACES = (
    Space.MANAGEMENT,
    Space.ISSUED_INVOICES,
    Space.SENT_SOLLICITATIONS,
    Space.FLOWS,
)
PUBLIC_SPACES = (
    Space.MANAGEMENT,
    Space.RECEIVED_INVOICES,
    Space.ISSUED_INVOICES,
    Space.SENT_SOLLICITATIONS,
    Space.RECEIVED_SOLLICITATIONS,
)


@dataclass(frozen=True, slots=True)
class DemoService:
    code: str
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class DemoStructure:
    """`strict`: code service and engagement are both mandatory, on invoices and services."""

    siret: str
    name: str
    aliases: Sequence[str] = ()
    public: bool = True
    strict: bool = False
    services: Sequence[DemoService] = ()
    recipient_type: RecipientType | None = None
    more_spaces: Sequence[Space] = ()

    @property
    def spaces(self) -> Sequence[Space]:
        """Open on it from the beginning."""
        return (*(PUBLIC_SPACES if self.public else SUPPLIER_SPACES), *self.more_spaces)


_DEPARTMENT = "Conseil départemental de la Haute-Garonne"
_DEPARTMENT_ALIASES = (
    "CD31",
    "Conseil départemental 31",
    "Département de la Haute-Garonne",
    "Département 31",
    "Haute-Garonne",
)


def _budget(
    siret: str, label: str, aliases: Sequence[str], *services: DemoService
) -> DemoStructure:
    names = (*(f"CD31 {alias}" for alias in aliases), *aliases, *_DEPARTMENT_ALIASES)
    return DemoStructure(
        siret,
        f"{_DEPARTMENT} – {label}",
        names,
        strict=True,
        services=services,
        recipient_type=RecipientType.LOCAL_BODY,
    )


DEMO_STRUCTURES: Sequence[DemoStructure] = (
    DemoStructure(DELICES, "Les Délices de Savoie", ("Délices de Savoie",), public=False),
    DemoStructure(
        BRICOVILLARD, "Bricovillard", public=False, more_spaces=(Space.INVOICES_TO_VALIDATE,)
    ),
    DemoStructure(
        CD31_PRINCIPAL,
        f"{_DEPARTMENT} – Budget principal",
        (*_DEPARTMENT_ALIASES, "CD31 principal", "CD31 budget principal", "Budget principal"),
        strict=True,
        services=(
            DemoService("DFD", "Direction des finances départementales"),
            DemoService("DR", "Direction des routes"),
            DemoService("DC", "Direction des collèges"),
            DemoService("DSI", "Direction des systèmes d’information"),
            DemoService("DAM", "Direction des achats et des moyens", active=False),
        ),
        recipient_type=RecipientType.LOCAL_BODY,
    ),
    _budget(
        CD31_CATERING,
        "Budget annexe Restauration",
        ("Restauration", "Budget restauration"),
        DemoService("REST-COL", "Restauration des collèges"),
        DemoService("REST-ADM", "Restauration administrative"),
    ),
    _budget(
        "22310001700183",
        "Budget annexe Cité Roguet",
        ("Cité Roguet", "Roguet"),
        DemoService("ROGUET", "Gestion de la cité Roguet"),
    ),
    _budget(
        CD31_TECHNICAL_PARK,
        "Budget annexe Parc technique",
        ("Parc technique",),
        DemoService("PT-ATL", "Atelier du parc technique"),
        DemoService("PT-MAG", "Magasin du parc technique"),
    ),
    _budget(
        "22310001700761",
        "Budget annexe Labo RD",
        ("Labo RD", "Laboratoire RD"),
        DemoService("LABO-RD", "Laboratoire RD"),
    ),
    _budget(
        "22310001700167",
        "Budget annexe Pépinières",
        ("Pépinières", "Pépinière"),
        DemoService("PEP", "Pépinières départementales"),
    ),
    _budget(
        "22310001700225",
        "Budget annexe Laboratoire Eau Air (EVA)",
        ("Laboratoire Eau Air", "Labo EVA", "EVA"),
        DemoService("EVA", "Laboratoire Eau Air"),
    ),
    _budget(
        "22310001700449",
        "Budget annexe Transports interurbains",
        ("Transports interurbains", "Transports"),
        DemoService("TRANSP", "Transports interurbains"),
    ),
    DemoStructure(
        ATD31,
        "Agence technique départementale de la Haute-Garonne (ATD31)",
        (
            "ATD31",
            "ATD 31",
            "Agence technique départementale 31",
            "Haute-Garonne",
            "Mairie ATD31",  # its demonstration user stands for a town hall
        ),
        recipient_type=RecipientType.LOCAL_BODY,
    ),
    DemoStructure(VALMONT, "Menuiserie Valmont", public=False),
)
