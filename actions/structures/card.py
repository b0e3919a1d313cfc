"""A structure as a card, and the same in words."""

from collections.abc import Sequence

from actions import french_format as french
from actions.portal_models import Service, Structure
from actions.reply import Card, card

MAX_SERVICES = 8


def structure_card(structure: Structure) -> Card:
    fields = [
        ("SIRET", french.siret(structure.siret)),
        ("État", structure.state.label if structure.state else None),
        ("Ce qu’elle exige", _requirements(structure)),
        *[("Service", _service(service)) for service in _shown(structure)],
        ("Autres services", _more(structure)),
        ("Mise à jour", _as_of(structure)),
    ]
    return card("structure", structure.name, fields, data=structure.data())


def describe(structure: Structure) -> str:
    """The card in words."""
    state = f" (état : {structure.state.label})" if structure.state else ""
    lines = [
        f"{structure.name}, SIRET {french.siret(structure.siret)}{state}.",
        _requirements(structure),
        _services(structure),
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


def _active(structure: Structure) -> list[Service]:
    return [service for service in structure.services if service.active]


def _shown(structure: Structure) -> list[Service]:
    return _active(structure)[:MAX_SERVICES]


def _more(structure: Structure) -> str | None:
    hidden = len(_active(structure)) - MAX_SERVICES
    return f"et {hidden} de plus, dans l’annuaire du portail" if hidden > 0 else None


def _services(structure: Structure) -> str | None:
    shown = [f"- {_service(service)}" for service in _shown(structure)]
    if not shown:
        return None
    more = _more(structure)
    return "\n".join(["Services actifs :", *shown, *([f"- {more}"] if more else [])])


def _service(service: Service) -> str:
    engagement = " (engagement obligatoire)" if service.engagement_required else ""
    return f"{service.code} – {service.name}{engagement}"


def _as_of(structure: Structure) -> str | None:
    return f"données au {french.moment(structure.as_of)}" if structure.as_of else None


def _sentence(text: str | None) -> str | None:
    return f"{text[0].upper()}{text[1:]}." if text else None
