"""The way of a works document before the payer, from one party of the market to the next.

FACTS of the circuit: `works_documents`. No source draws the arrows between its statuses: we read
them in the names of the codes. `ERREUR_X_SUR_Y`: Y says that X named him wrongly, as a validator
does (sourced for him alone). `A_ASSOCIER_FOURNISSEUR`: the titulaire has to join his own document.
`DUPLIQUE_APRES_REFUS`: deposited again after a refusal. `REMPLACEE_PAR_A22`: the titulaire goes on
by the tacit procedure instead of waiting. What follows the silence of the MOE is sourced nowhere:
it may still answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_side import Side
from api.domain.invoice_status import REFUSED_IN_WORKS
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.works_documents import answer_to, depositor_of, holder_of

type _Arcs = dict[Status, dict[Status, frozenset[Side]]]

_SYSTEM = frozenset({Side.SYSTEM})
_SUPPLIER = frozenset({Side.SUPPLIER})

_WRONG: Mapping[tuple[Side, Side], Status] = {
    (Side.SUPPLIER, Side.WORKS_MANAGER): Status.WORKS_WRONG_MOE_BY_SUPPLIER,
    (Side.SUPPLIER, Side.WORKS_OWNER): Status.WORKS_WRONG_MOA_BY_SUPPLIER,
    (Side.WORKS_MANAGER, Side.WORKS_OWNER): Status.WORKS_WRONG_MOA_BY_MOE,
}
_REFUSED: Mapping[Side, Status] = {
    Side.WORKS_MANAGER: Status.WORKS_REFUSED_MOE,
    Side.WORKS_OWNER: Status.WORKS_REFUSED_MOA,
    Side.SUPPLIER: Status.WORKS_REFUSED_SUPPLIER,
}
_AVAILABLE: Mapping[Side, Status] = {
    Side.WORKS_MANAGER: Status.WORKS_AVAILABLE_MOE,
    Side.WORKS_OWNER: Status.WORKS_AVAILABLE_MOA,
    Side.SUPPLIER: Status.WORKS_TO_LINK_SUPPLIER,
}
_TAKEN: Mapping[Side, Status] = {
    Side.WORKS_MANAGER: Status.WORKS_TAKEN_MOE,
    Side.WORKS_OWNER: Status.WORKS_TAKEN_MOA,
}
WRONG_PARTY = frozenset(_WRONG.values())
# What a party brings by naming a status; the other steps come with a document, or a correction.
CHOSEN_STATUSES = frozenset({*_TAKEN.values(), *REFUSED_IN_WORKS, *WRONG_PARTY})


def works_arcs(framework: Framework) -> _Arcs:
    """The whole circuit of a document that its payer does not receive."""
    holder, depositor = holder_of(framework), frozenset({depositor_of(framework)})
    available, refused = _AVAILABLE[holder], _REFUSED[holder]
    by = frozenset({holder})
    answered = {Status.WORKS_LINKED: by, refused: by}
    circuit: _Arcs = {
        Status.DRAFT: {Status.DEPOSITED: depositor},
        Status.DEPOSITED: {Status.IN_TRANSIT: _SYSTEM, available: _SYSTEM},
        Status.IN_TRANSIT: {available: _SYSTEM},
        available: {refused: by},
        refused: {Status.WORKS_COPIED_AFTER_REFUSAL: depositor},
    }
    if holder is Side.SUPPLIER:
        circuit[available] = answered
        return circuit
    taken, wrong = _TAKEN[holder], _WRONG[depositor_of(framework), holder]
    circuit[available] |= {taken: by, wrong: by}
    circuit[taken] = answered
    circuit[wrong] = {Status.DEPOSITED: depositor}
    if holder is Side.WORKS_MANAGER:
        circuit[available][Status.WORKS_LATE_MOE] = _SYSTEM
        circuit[Status.WORKS_LATE_MOE] = {taken: by, refused: by}
    if framework is Framework.A7:
        for status in (available, taken, Status.WORKS_LATE_MOE):
            circuit[status] = circuit[status] | {Status.WORKS_REPLACED_BY_A22: _SUPPLIER}
    return circuit


@dataclass(frozen=True, slots=True)
class NextDocument:
    """What a side may deposit in answer: its framework, and the steps of the present document."""

    framework: Framework
    steps: tuple[Status, ...]


def next_document(
    framework: Framework, side: Side, following: tuple[Status, ...]
) -> NextDocument | None:
    """`following`: where that side may bring the present document now.

    A holder who answers at once what he has not yet taken into account takes both steps.
    """
    if Status.WORKS_REPLACED_BY_A22 in following:
        return NextDocument(Framework.A22, (Status.WORKS_REPLACED_BY_A22,))
    if Status.WORKS_COPIED_AFTER_REFUSAL in following:
        return NextDocument(framework, (Status.WORKS_COPIED_AFTER_REFUSAL,))
    answer = answer_to(framework)
    if answer is None or side is not holder_of(framework):
        return None
    if Status.WORKS_LINKED in following:
        return NextDocument(answer, (Status.WORKS_LINKED,))
    taken = _TAKEN.get(side)
    if taken is not None and taken in following:
        return NextDocument(answer, (taken, Status.WORKS_LINKED))
    return None
