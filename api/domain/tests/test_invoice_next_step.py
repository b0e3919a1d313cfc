"""What each side is told to do, against what it may do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_actions import OfferedAction, Situation, is_possible
from api.domain.invoice_next_step import meaning_of, next_step
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_transitions import answer_delay

_NOTHING = re.compile(r"Aucune action|rien à faire|revient au fournisseur")
_ACT = re.compile(
    r"\b(Ouvrez|Corrigez|Ajoutez|Lisez|Validez|Traitez|Déposez|Désignez|Envoyez|mettez)\b"
    r"|reste à traiter|pouvez aussi déposer"
)
_READERS = sorted(set(Side) - {Side.SYSTEM})
_situations = st.builds(
    Situation, st.sampled_from(Status), st.sampled_from(Framework), st.booleans()
)


@given(_situations, st.sampled_from(_READERS))
def test_a_side_that_may_act_is_told_what_to_do(situation: Situation, side: Side) -> None:
    told = next_step(situation, {side})

    if situation.targets(side):
        assert _ACT.search(told), (situation, side, told)
        assert not _NOTHING.search(told), (situation, side, told)


@given(_situations, st.sampled_from(_READERS))
def test_a_side_that_may_do_nothing_is_asked_for_nothing(situation: Situation, side: Side) -> None:
    told = next_step(situation, {side})

    able = any(is_possible(action, situation, {side}) for action in OfferedAction)
    if not able and not situation.targets(side):
        assert not _ACT.search(told), (situation, side, told)


@given(_situations, st.sets(st.sampled_from(_READERS)))
def test_on_several_sides_one_is_told_of_the_side_that_may_act(
    situation: Situation, sides: set[Side]
) -> None:
    told = next_step(situation, sides)

    assert bool(_ACT.search(told)) or not any(situation.targets(side) for side in sides)


@pytest.mark.parametrize(
    ("status", "framework", "side", "told"),
    [
        (
            Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
            Framework.A12,
            Side.VALIDATOR,
            "un autre second valideur et renvoyez",
        ),
        (
            Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
            Framework.A12,
            Side.SUPPLIER,
            "Attendez : c’est au premier valideur",
        ),
        (Status.TO_VALIDATE_2, Framework.A12, Side.VALIDATOR, "Aucune action"),
        (Status.TO_VALIDATE_2, Framework.A12, Side.SECOND_VALIDATOR, "Validez ou refusez"),
        (Status.WORKS_TO_LINK_SUPPLIER, Framework.A20, Side.SUPPLIER, "Déposez le document"),
        (Status.WORKS_REFUSED_MOE, Framework.A4, Side.SUPPLIER, "Lisez le motif"),
        (
            Status.WORKS_WRONG_MOE_BY_SUPPLIER,
            Framework.A4,
            Side.SUPPLIER,
            "une autre maîtrise d’œuvre",
        ),
        (
            Status.WORKS_WRONG_MOA_BY_MOE,
            Framework.A15,
            Side.WORKS_MANAGER,
            "une autre maîtrise d’ouvrage",
        ),
        (Status.WORKS_AVAILABLE_MOE, Framework.A7, Side.SUPPLIER, "(A22)"),
        (Status.WORKS_AVAILABLE_MOE, Framework.A4, Side.SUPPLIER, "Suivez ce document"),
        (Status.DRAFT, Framework.A4, Side.SUPPLIER, "« Factures de travaux »"),
        (Status.TAKEN_BY_RECIPIENT, Framework.A1, Side.RECIPIENT, "reste à traiter"),
        (Status.POSTED, Framework.A1, Side.RECIPIENT, "comptable public"),
        (Status.PAID, Framework.A1, Side.RECIPIENT, "Aucune action"),
        (Status.REJECTED, Framework.A1, Side.RECIPIENT, "revient au fournisseur"),
        (Status.REFUSED_1, Framework.A1, Side.SUPPLIER, "Aucune action"),
    ],
)
def test_each_side_is_told_its_own_part(
    status: Status, framework: Framework, side: Side, told: str
) -> None:
    assert told in next_step(Situation(status, framework, two_validators=True), {side})


@pytest.mark.parametrize("framework", Framework)
def test_a_delay_is_told_where_there_is_one(framework: Framework) -> None:
    told = meaning_of(Status.WORKS_AVAILABLE_MOE, framework)

    delay = answer_delay(Status.WORKS_AVAILABLE_MOE, framework)
    assert ("7 jours" in told) is (delay is not None)


def test_who_stands_on_no_side_has_nothing_to_do() -> None:
    assert _NOTHING.search(next_step(Situation(Status.AVAILABLE, Framework.A1), set()))
