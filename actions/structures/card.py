"""A structure as a card, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import french_format as french
from actions.portal_models import Service, Structure
from actions.reply import Card, card

MAX_SERVICES = 8


@dataclass(frozen=True, slots=True)
class ServicePage:
    """`MAX_SERVICES` services of a structure, the open ones first; pages count from 1."""

    services: Sequence[Service]
    page: int
    pages: int

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def service_page(structure: Structure, page: int = 1) -> ServicePage:
    """The nearest page that exists."""
    ordered = sorted(structure.services, key=lambda service: not service.is_open)
    pages = max(1, -(-len(ordered) // MAX_SERVICES))
    page = min(max(page, 1), pages)
    start = (page - 1) * MAX_SERVICES
    return ServicePage(ordered[start : start + MAX_SERVICES], page, pages)


def structure_card(structure: Structure, page: int = 1) -> Card:
    shown = service_page(structure, page)
    fields = [
        ("SIRET", french.siret(structure.siret)),
        ("État", structure.state.label if structure.state else None),
        ("Ce qu’elle exige", _requirements(structure)),
        *[("Service", _service(service)) for service in shown.services],
        ("Page des services", f"{shown.page} sur {shown.pages}" if shown.pages > 1 else None),
        ("Mise à jour", _as_of(structure)),
    ]
    return card("structure", structure.name, fields, data=structure.data())


def describe(structure: Structure, page: int = 1) -> str:
    """The card in words."""
    state = f" (état : {structure.state.label})" if structure.state else ""
    lines = [
        f"{structure.name}, SIRET {french.siret(structure.siret)}{state}.",
        _requirements(structure),
        _services(structure, page),
        _sentence(_as_of(structure)),
    ]
    return "\n\n".join(line for line in lines if line)


def structures_card(title: str, structures: Sequence[Structure]) -> Card:
    items = [
        card(
            "structure",
            structure.name,
            [
                ("SIRET", french.siret(structure.siret)),
                ("Ce qu’elle exige", _requirements(structure)),
            ],
            data=structure.data(),
        )
        for structure in structures
    ]
    return card("structures", title, items=items)


def line(structure: Structure) -> str:
    """One structure in a list."""
    return f"- {structure.name} : {french.siret(structure.siret)}"


def _requirements(structure: Structure) -> str | None:
    """The portal's own sentence; a private structure requires nothing."""
    return structure.requires_label or None


def _services(structure: Structure, page: int) -> str | None:
    shown = service_page(structure, page)
    if not shown.services:
        return None
    count = french.count(len(structure.services), "service", "services")
    where = f", page {shown.page} sur {shown.pages}" if shown.pages > 1 else ""
    return "\n".join([f"{count}{where} :", *(f"- {_service(item)}" for item in shown.services)])


def _service(service: Service) -> str:
    """« DR – Direction des routes (ouvert, engagement obligatoire) »."""
    state = "ouvert" if service.is_open else "fermé"
    engagement = ", engagement obligatoire" if service.engagement_required else ""
    return f"{service.code} – {service.name} ({state}{engagement})"


def _as_of(structure: Structure) -> str | None:
    return f"données au {french.moment(structure.as_of)}" if structure.as_of else None


def _sentence(text: str | None) -> str | None:
    return f"{text[0].upper()}{text[1:]}." if text else None
