"""The views of the support's inbox."""

from api.domain.labelled import LabelledEnum


class View(LabelledEnum):
    """What an agent looks for, in the order of the tabs; `mine` and `overdue` are still open."""

    TO_TAKE = "to_take", "À prendre"
    MINE = "mine", "Les miennes"
    OPEN = "open", "En cours"
    OVERDUE = "overdue", "En retard"
    CLOSED = "closed", "Clôturées"

    @property
    def when_empty(self) -> str:
        return _WHEN_EMPTY[self]


_WHEN_EMPTY = {
    View.TO_TAKE: "Rien à prendre\u00a0: chaque sollicitation a quelqu’un pour y répondre.",
    View.MINE: "Vous n’avez aucune sollicitation en charge.",
    View.OPEN: "Aucune sollicitation en cours.",
    View.OVERDUE: "Aucune sollicitation en retard.",
    View.CLOSED: "Aucune sollicitation clôturée.",
}
