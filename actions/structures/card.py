"""A structure as a card, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import french_format as french
from actions.portal_models import Service, Structure
from actions.reply import Card, card, led_by, toned

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
    fields = [
        ("SIRET", french.siret(structure.siret)),
        ("État", structure.state.label if structure.state else None),
        *_required(structure),
        ("Mise à jour", _as_of(structure)),
    ]
    made = card("structure", structure.name, fields, data=structure.data())
    services = service_page(structure, page).services
    if not services:
        return made
    items = [_service_card(service) for service in services]
    return {**made, "items": items, "items_title": _counted(structure, page)}


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


def _required(structure: Structure) -> list[tuple[str, str]]:
    """The same, a line for each thing that may be asked for."""
    needs = structure.requires
    if not structure.requires_label:
        return []
    if needs.either:
        return [("Code service ou engagement", "L’un des deux est obligatoire")]
    said = {True: "Obligatoire", False: "Non obligatoire"}
    return [("Code service", said[needs.service_code]), ("Engagement", said[needs.engagement])]


def _services(structure: Structure, page: int) -> str | None:
    services = service_page(structure, page).services
    if not services:
        return None
    lines = [f"- {_title(item)} ({_standing(item)})" for item in services]
    return "\n".join([f"{_counted(structure, page)} :", *lines])


def _counted(structure: Structure, page: int) -> str:
    """« 11 services, page 1 sur 2 »."""
    shown = service_page(structure, page)
    count = french.count(len(structure.services), "service", "services")
    return f"{count}, page {shown.page} sur {shown.pages}" if shown.pages > 1 else count


def _service_card(service: Service) -> Card:
    standing = _sentence(_standing(service)) or ""
    tone = "good" if service.is_open else "bad"
    return toned(tone, led_by(standing, card("structure", _title(service))))


def _title(service: Service) -> str:
    """« DR – Direction des routes »."""
    return f"{service.code} – {service.name}"


def _standing(service: Service) -> str:
    """« ouvert, engagement obligatoire »."""
    state = "ouvert" if service.is_open else "fermé"
    return f"{state}, engagement obligatoire" if service.engagement_required else state


def _as_of(structure: Structure) -> str | None:
    return f"données au {french.moment(structure.as_of)}" if structure.as_of else None


def _sentence(text: str | None) -> str | None:
    return f"{text[0].upper()}{text[1:]}." if text else None
