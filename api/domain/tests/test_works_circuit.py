"""The circuit of works documents, against what the sources say of it."""

import pytest

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_transitions import answer_delay, arcs, targets, told_side
from api.domain.works_circuit import CHOSEN_STATUSES, next_document
from api.domain.works_documents import (
    WORKS_FRAMEWORKS,
    WorksDocument,
    answer_to,
    depositor_of,
    holder_of,
    type_of,
)

# `typeFactureTravaux` of the portal's API.
CODES = """
DP_DE_SOUSTRAITANT_TRAVAUX PROJET_DECOMPTE_MENSUEL ETAT_ACOMPTE ETAT_ACOMPTE_VALIDE
PROJET_DECOMPTE_FINAL PROJET_DECOMPTE_GENERAL PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE
DECOMPTE_GENERAL DECOMPTE_GENERAL_SIGNE DECOMPTE_GENERAL_DEFINITIF_TACITE
DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE
"""
HELD = sorted(item for item in WORKS_FRAMEWORKS if holder_of(item) is not Side.RECIPIENT)


def _chain(first: Framework) -> list[tuple[str, Side]]:
    """Each document and to whom it goes, as long as somebody answers."""
    chain: list[tuple[str, Side]] = []
    document: Framework | None = first
    while document is not None:
        chain.append((document.name, holder_of(document)))
        document = answer_to(document)
    return chain


def test_the_eleven_types_of_documents_are_known() -> None:
    assert {kind.value for kind in WorksDocument} == set(CODES.split())
    assert {type_of(item) for item in WORKS_FRAMEWORKS} == set(WorksDocument)


def test_ordinary_invoices_justice_and_tax_are_no_works() -> None:
    others = {item.name for item in set(Framework) - WORKS_FRAMEWORKS}

    assert others == {"A1", "A2", "A3", "A9", "A12", "A21"}


def test_each_month_the_titulaire_then_the_moe_then_the_moa_then_the_payer() -> None:
    assert _chain(Framework.A4) == [
        ("A4", Side.WORKS_MANAGER),
        ("A15", Side.WORKS_OWNER),
        ("A19", Side.RECIPIENT),
    ]


def test_at_the_end_the_titulaire_signs_what_the_moa_deposits() -> None:
    assert _chain(Framework.A7) == [
        ("A7", Side.WORKS_MANAGER),
        ("A17", Side.WORKS_OWNER),
        ("A20", Side.SUPPLIER),
        ("A8", Side.RECIPIENT),
    ]


@pytest.mark.parametrize("framework", sorted(WORKS_FRAMEWORKS))
def test_who_deposits_is_who_the_label_of_the_framework_says(framework: Framework) -> None:
    said = {Side.WORKS_MANAGER: "maîtrise d’œuvre", Side.WORKS_OWNER: "maîtrise d’ouvrage"}

    told = said.get(depositor_of(framework))

    assert framework.depositor == told or (told is None and "maîtrise" not in framework.depositor)


@pytest.mark.parametrize("framework", [item for item in HELD if answer_to(item)])
def test_what_answers_a_document_is_deposited_by_who_holds_it(framework: Framework) -> None:
    answer = answer_to(framework)

    assert answer is not None
    assert depositor_of(answer) is holder_of(framework)


@pytest.mark.parametrize("framework", HELD)
def test_a_document_that_somebody_has_to_answer_never_reaches_the_payer(
    framework: Framework,
) -> None:
    reached = {target for following in arcs(framework).values() for target in following}

    assert Status.AVAILABLE not in reached
    assert all(not target.reached_recipient for target in reached)


@pytest.mark.parametrize("framework", ["A4", "A10", "A13"])
def test_the_moe_has_seven_days_for_a_monthly_document(framework: str) -> None:
    delay = answer_delay(Status.WORKS_AVAILABLE_MOE, Framework[framework])

    assert delay is not None
    assert delay.days == 7


@pytest.mark.parametrize("framework", HELD)
def test_who_refuses_is_answered_by_the_same_document_of_its_depositor(
    framework: Framework,
) -> None:
    refused = next(status for status in arcs(framework) if status.value.startswith("REFUSEE_"))
    side = depositor_of(framework)

    found = next_document(framework, side, targets(refused, framework, side))

    assert found is not None
    assert (found.framework, found.steps) == (framework, (Status.WORKS_COPIED_AFTER_REFUSAL,))


def test_the_tacit_procedure_replaces_a_final_draft_and_no_other() -> None:
    replaced = {
        framework
        for framework in Framework
        if any(Status.WORKS_REPLACED_BY_A22 in following for following in arcs(framework).values())
    }

    assert replaced == {Framework.A7}


def test_answering_at_once_takes_the_document_into_account_first() -> None:
    following = targets(Status.WORKS_AVAILABLE_MOE, Framework.A4, Side.WORKS_MANAGER)

    found = next_document(Framework.A4, Side.WORKS_MANAGER, following)

    assert found is not None
    assert found.steps == (Status.WORKS_TAKEN_MOE, Status.WORKS_LINKED)


@pytest.mark.parametrize("framework", Framework)
@pytest.mark.parametrize("side", [Side.RECIPIENT, Side.VALIDATOR, Side.SECOND_VALIDATOR])
def test_nobody_but_the_parties_of_the_market_chooses_a_works_status(
    framework: Framework, side: Side
) -> None:
    for status in Status:
        assert not CHOSEN_STATUSES & set(targets(status, framework, side))


def test_a_wrong_party_is_named_by_who_deposited() -> None:
    wrong = Status.WORKS_WRONG_MOA_BY_MOE

    assert wrong in targets(Status.WORKS_AVAILABLE_MOA, Framework.A15, Side.WORKS_OWNER)
    assert targets(wrong, Framework.A15, Side.WORKS_MANAGER) == (Status.DEPOSITED,)
    assert targets(wrong, Framework.A15, Side.SUPPLIER) == ()


@pytest.mark.parametrize(
    ("status", "framework", "side"),
    [
        (Status.WORKS_AVAILABLE_MOE, "A4", Side.WORKS_MANAGER),
        (Status.WORKS_AVAILABLE_MOA, "A15", Side.WORKS_OWNER),
        (Status.WORKS_REFUSED_MOA, "A15", Side.WORKS_MANAGER),
        (Status.WORKS_TO_LINK_SUPPLIER, "A20", Side.SUPPLIER),
        (Status.WORKS_REFUSED_SUPPLIER, "A20", Side.WORKS_OWNER),
        (Status.WORKS_LATE_MOE, "A4", Side.SUPPLIER),
    ],
)
def test_a_step_is_told_to_who_waits_for_it(status: Status, framework: str, side: Side) -> None:
    assert told_side(status, Framework[framework]) is side
