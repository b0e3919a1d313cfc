"""A sollicitation as a card, and the same in words."""

from collections.abc import Sequence

from actions import french_format as french
from actions.portal_sollicitations import Sollicitation, SollicitationDetail
from actions.reply import Card, card


def sollicitation_card(filed: Sollicitation) -> Card:
    fields = [
        ("Référence", filed.reference),
        ("État", filed.status.label),
        ("Catégorie", filed.category.label if filed.category else None),
        ("Sous-catégorie", filed.sub_category.label if filed.sub_category else None),
        ("Structure", filed.structure.name if filed.structure else None),
        ("Adressée à", filed.addressee.name if filed.addressee else None),
        ("Facture", filed.invoice_number),
        ("Description", filed.description),
        ("Déposée le", french.moment(filed.filed_at)),
        *_last_answer(filed),
    ]
    return card("sollicitation", f"Sollicitation {filed.reference}", fields, data=filed.data())


def sollicitations_card(title: str, filed: Sequence[Sollicitation]) -> Card:
    return card("sollicitations", title, items=[sollicitation_card(item) for item in filed])


def line(filed: Sollicitation) -> str:
    """One sollicitation in a list."""
    labels = [item.label for item in (filed.category, filed.sub_category) if item]
    about = f", facture {filed.invoice_number}" if filed.invoice_number else ""
    return (
        f"- {filed.reference} : {filed.status.label}, {' – '.join(labels)}{about}, "
        f"déposée le {french.day(filed.filed_at)}"
    )


def _last_answer(filed: Sollicitation) -> list[tuple[str, str | None]]:
    answer = filed.last_answer if isinstance(filed, SollicitationDetail) else None
    return [("Dernière réponse", answer.text)] if answer else []
