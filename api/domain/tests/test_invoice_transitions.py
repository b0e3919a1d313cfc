"""The circuits of invoices, against what the sources say."""

import pytest

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_status import status_of_edi
from api.domain.invoice_transitions import (
    SILENCE,
    Side,
    answer_delay,
    arcs,
    automatic_target,
    targets,
)

# Of the portal's API, in its order.
CODES = """
BROUILLON A_VALIDER_1 ERREUR_FOURNISSEUR_SUR_VALIDEUR REFUSEE_1 VALIDEE_1
ABSENCE_VALIDATION_1_HORS_DELAI A_VALIDER_2 ERREUR_COTRAITANT_SUR_VALIDEUR REFUSEE_2 VALIDEE_2
ABSENCE_VALIDATION_2_HORS_DELAI DEPOSEE ERREUR_FOURNISSEUR_SUR_MOE EN_COURS_ACHEMINEMENT
MISE_A_DISPOSITION A_RECYCLER SUSPENDUE REJETEE MANDATEE MISE_EN_PAIEMENT COMPTABILISEE
MISE_A_DISPOSITION_COMPTABLE ABANDONNEE SUPPRIMEE ASSOCIEE EN_COURS_TRAITEMENT_PIVOT_S
A_VALIDER_MOE REFUSEE_MOE EN_ATTENTE_RECYCLAGE_FOURNISSEUR ERREUR_MOE_SUR_FOURNISSEUR
ERREUR_MOA_SUR_FOURNISSEUR INTERPRETEE_OCR COMPLETEE ERREUR_FOURNISSEUR_SUR_MOA ERREUR_MOE_SUR_MOA
ERREUR_DESTINATAIRE_PD ERREUR_DESTINATAIRE_EA SERVICE_FAIT NON_CONFORME A_ASSOCIER_MOE
ERREUR_DE_MOE MISE_A_DISPOSITION_MOE PRISE_EN_COMPTE_MOE A_ASSOCIER_MOA ERREUR_DE_MOA REFUSEE_MOA
A_ASSOCIER_FOURNISSEUR REFUSEE_FOURNISSEUR A_COMPLETER TRANSMISE_MOA PRISE_EN_COMPTE_DESTINATAIRE
REMPLACEE_PAR_A22 DUPLIQUE_APRES_REFUS MISE_A_DISPOSITION_MOA PRISE_EN_COMPTE_MOA
ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE TECHNIQUE_INCONNU
"""


def _named(numbers: str) -> list[Framework]:
    return [Framework[number] for number in numbers.split()]


_ACCOUNTANT_HAS_IT = (Status.WITH_ACCOUNTANT, Status.POSTED, Status.PAID)


def test_the_fifty_seven_codes_are_known() -> None:
    assert {status.value for status in Status} == set(CODES.split())
    assert len(Status) == 57


def test_the_twelve_codes_of_the_edi_flow_come_back() -> None:
    codes = [f"{number:02d}" for number in range(1, 13)]
    statuses = [status_of_edi(code) for code in codes]

    assert [status.edi_code for status in statuses if status] == codes
    assert (statuses[3], statuses[4]) == (Status.TO_RECYCLE, Status.REJECTED)


@pytest.mark.parametrize("code", ["13", "41", "90", "1", ""])
def test_the_other_codes_of_the_edi_flow_mean_nothing_known(code: str) -> None:
    assert status_of_edi(code) is None


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("framework", Framework)
def test_no_circuit_leaves_an_undocumented_state_or_enters_it(
    framework: Framework, two: bool
) -> None:
    circuit = arcs(framework, two_validators=two)
    met = {*circuit, *(target for following in circuit.values() for target in following)}

    assert all(status.documented for status in met)


@pytest.mark.parametrize("framework", Framework)
def test_a_rejected_or_paid_invoice_stays_so(framework: Framework) -> None:
    circuit = arcs(framework)

    assert not circuit.get(Status.REJECTED)
    assert not circuit.get(Status.PAID)


@pytest.mark.parametrize("framework", Framework)
def test_once_the_accountant_has_it_an_invoice_only_goes_forward(framework: Framework) -> None:
    circuit = arcs(framework)
    for place, status in enumerate(_ACCOUNTANT_HAS_IT):
        later = set(_ACCOUNTANT_HAS_IT[place + 1 :])
        assert set(circuit.get(status, {})) <= later


def test_the_four_optional_steps_may_all_be_skipped_or_taken() -> None:
    nominal = (
        Status.AVAILABLE,
        Status.SERVICE_DONE,
        Status.PAYMENT_ORDERED,
        Status.WITH_ACCOUNTANT,
        Status.POSTED,
        Status.PAID,
    )
    circuit = arcs(Framework.A1)
    for place, status in enumerate(nominal):
        assert set(nominal[place + 1 :]) <= set(circuit.get(status, {}))
        assert not set(nominal[: place + 1]) & set(circuit.get(status, {}))


def test_a_recipient_sets_the_targets_that_the_sources_list() -> None:
    assert set(targets(Status.AVAILABLE, Framework.A1, Side.RECIPIENT)) == {
        Status.SUSPENDED,
        Status.TO_RECYCLE,
        Status.REJECTED,
        Status.SERVICE_DONE,
        Status.PAYMENT_ORDERED,
        Status.WITH_ACCOUNTANT,
        Status.POSTED,
        Status.PAID,
        Status.TAKEN_BY_RECIPIENT,
    }


@pytest.mark.parametrize("status", Status)
def test_a_supplier_only_sends_and_answers_a_return(status: Status) -> None:
    allowed = {
        Status.DRAFT: {Status.DEPOSITED},
        Status.TO_RECYCLE: {Status.DEPOSITED},
        Status.SUSPENDED: {Status.COMPLETED},
    }

    found = set(targets(status, Framework.A1, Side.SUPPLIER))

    assert found == allowed.get(status, set())


@pytest.mark.parametrize("framework", sorted(set(Framework) - {Framework.A9, Framework.A12}))
def test_only_subcontractors_and_cocontractors_are_validated(framework: Framework) -> None:
    assert Status.TO_VALIDATE_1 not in arcs(framework)


@pytest.mark.parametrize("framework", [Framework.A9, Framework.A12])
def test_a_validated_framework_reaches_its_recipient_only_after_the_accord(
    framework: Framework,
) -> None:
    assert targets(Status.DRAFT, framework, Side.SUPPLIER) == (Status.TO_VALIDATE_1,)
    assert targets(Status.TO_VALIDATE_1, framework, Side.RECIPIENT) == ()


def test_the_second_validator_comes_after_the_first() -> None:
    one = automatic_target(Status.VALIDATED_1, Framework.A9)
    two = automatic_target(Status.VALIDATED_1, Framework.A9, two_validators=True)

    assert (one, two) == (Status.DEPOSITED, Status.TO_VALIDATE_2)


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("framework", Framework)
def test_the_portal_alone_never_goes_round_in_circles(framework: Framework, two: bool) -> None:
    for status in Status:
        seen: list[Status] = []
        following: Status | None = status
        while following is not None:
            assert following not in seen
            seen.append(following)
            following = automatic_target(following, framework, two_validators=two)


@pytest.mark.parametrize(
    ("status", "framework", "days"),
    [
        (Status.TO_VALIDATE_1, Framework.A9, 15),
        (Status.TO_VALIDATE_2, Framework.A12, 15),
        (Status.WORKS_AVAILABLE_MOE, Framework.A4, 7),
        (Status.WORKS_AVAILABLE_MOE, Framework.A7, None),
        (Status.AVAILABLE, Framework.A1, None),
    ],
)
def test_delays_are_those_of_the_sources(
    status: Status, framework: Framework, days: int | None
) -> None:
    delay = answer_delay(status, framework)

    assert (delay.days if delay else None) == days


@pytest.mark.parametrize(("status", "target"), SILENCE.items())
def test_silence_is_taken_by_the_portal_alone(status: Status, target: Status) -> None:
    framework = Framework.A4 if status is Status.WORKS_AVAILABLE_MOE else Framework.A9

    assert arcs(framework, two_validators=True)[status][target] == {Side.SYSTEM}


def test_the_works_documents_go_to_who_answers_them() -> None:
    to_moe = {item for item in Framework if Status.WORKS_AVAILABLE_MOE in arcs(item)}
    to_moa = {item for item in Framework if Status.WORKS_AVAILABLE_MOA in arcs(item)}

    assert to_moe == set(_named("A4 A7 A10 A11 A13 A14"))
    assert to_moa == set(_named("A5 A15 A17 A22"))
