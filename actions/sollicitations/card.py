"""A sollicitation as a card, and the same in words."""

from collections.abc import Sequence

from actions import french_format as french
from actions.portal_models import Sollicitation
from actions.reply import Card, card


def sollicitation_card(filed: Sollicitation) -> Card:
    fields = [
        ("Référence", filed.reference),
        ("État", filed.status.label),
        ("Catégorie", filed.category.label),
        ("Sous-catégorie", filed.sub_category.label),
        ("Structure", filed.structure.name),
        ("Facture", filed.invoice_number),
        ("Description", filed.description),
        ("Déposée le", french.moment(filed.created_at)),
    ]
    return card("sollicitation", f"Sollicitation {filed.reference}", fields, data=filed.data())


def sollicitations_card(title: str, filed: Sequence[Sollicitation]) -> Card:
    return card("sollicitations", title, items=[sollicitation_card(item) for item in filed])


def line(filed: Sollicitation) -> str:
    """One sollicitation in a list."""
    about = f", facture {filed.invoice_number}" if filed.invoice_number else ""
    return (
        f"- {filed.reference} : {filed.status.label}, {filed.category.label} – "
        f"{filed.sub_category.label}{about}, déposée le {french.day(filed.created_at)}"
    )
