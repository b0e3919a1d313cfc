"""« Quel cadre de facturation ? »: three questions at most, then the framework and its entry."""

from dataclasses import asdict, dataclass, replace

from actions.framework_choice.said import depositor_said, document_said, paid_said, works_said
from actions.framework_choice.table import (
    WORKS_OR_NOT,
    Depositor,
    Document,
    Framework,
    of_works,
    ordinary,
)
from actions.guarded_action import Event, GuardedAction
from actions.reply import Button, Reply, button
from actions.turn import Turn

INTENT = "which_framework"
_YES, _NO, _UNSURE = "yes", "no", "unsure"


@dataclass(frozen=True, slots=True)
class Known:
    """Answers so far, as the buttons carry them; empty: not asked yet."""

    depositor: str = ""
    works: str = ""
    document: str = ""
    paid: str = ""


class ActionWhichFramework(GuardedAction):
    """Ask what is not known; each button carries the answers before it. Anonymous users may ask."""

    action_name = "action_which_framework"
    topic = INTENT

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        known = _chosen(turn) if turn.is_choice else _said(turn.text)
        framework = _found(known)
        if framework is None:
            reply.questioning().say(*_next_question(known))
            return []
        if framework.code:
            reply.say(f"Choisissez le cadre {framework.code} : {framework.label}.")
        reply.say_entry(framework.entry)
        return []


def _chosen(turn: Turn) -> Known:
    return Known(
        depositor=_one_of(turn.entity("depositor"), *Depositor),
        works=_one_of(turn.entity("works"), _YES, _NO, _UNSURE),
        document=_one_of(turn.entity("document"), *Document),
        paid=_one_of(turn.entity("paid"), _YES, _NO),
    )


def _one_of(value: str | None, *allowed: str) -> str:
    return value if value in allowed else ""


def _said(text: str) -> Known:
    paid = _YES if paid_said(text) else ""
    # Only a supplier deposits what is paid already, and never for works.
    depositor = depositor_said(text) or (Depositor.SUPPLIER if paid else "")
    works = _YES if works_said(text) else _NO if paid else ""
    return Known(depositor, works, document_said(text) or "", paid)


def _found(known: Known) -> Framework | None:
    """None while something is still to be asked."""
    if not known.depositor or not known.works:
        return None
    depositor = Depositor(known.depositor)
    if known.works == _UNSURE:
        return WORKS_OR_NOT
    if known.works == _YES:
        return of_works(depositor, Document(known.document)) if known.document else None
    if depositor is Depositor.SUPPLIER and not known.paid:
        return None
    return ordinary(depositor, paid=known.paid == _YES)


def _next_question(known: Known) -> tuple[str, list[Button]]:
    if not known.depositor:
        return "Qui dépose la facture ?", [
            _answer("Le fournisseur ou le titulaire", known, depositor=Depositor.SUPPLIER),
            _answer("Un sous-traitant", known, depositor=Depositor.SUBCONTRACTOR),
            _answer("Un cotraitant", known, depositor=Depositor.CO_CONTRACTOR),
        ]
    if not known.works:
        return (
            "S’agit-il d’un marché de travaux (CCAG Travaux), dont une maîtrise d’œuvre ou une "
            "maîtrise d’ouvrage vise les pièces ?"
        ), [
            _answer("Oui, marché de travaux", known, works=_YES),
            _answer("Non", known, works=_NO),
            _answer("Je ne sais pas", known, works=_UNSURE),
        ]
    if known.works == _YES:
        return "Quel document déposez-vous ?", [
            _answer("La demande du mois (décompte mensuel)", known, document=Document.MONTHLY),
            _answer("La demande de fin de marché (décompte final)", known, document=Document.FINAL),
            _answer("Un autre document", known, document=Document.OTHER),
        ]
    return "La facture est-elle déjà payée, par carte d’achat par exemple ?", [
        _answer("Oui, déjà payée", known, paid=_YES),
        _answer("Non, à payer", known, paid=_NO),
    ]


def _answer(title: str, known: Known, **answer: str) -> Button:
    return button(title, INTENT, **asdict(replace(known, **answer)))
