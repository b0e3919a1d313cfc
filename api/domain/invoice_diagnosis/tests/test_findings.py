import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.invoice_diagnosis.facts import InvoiceFacts, KnownEngagement, KnownService, Sibling
from api.domain.invoice_diagnosis.finding import Field, Finding, Severity
from api.domain.invoice_diagnosis.findings import find_all
from api.domain.invoice_diagnosis.tests.builders import (
    OPEN,
    TODAY,
    invoice,
    recipient,
    returned,
)
from api.domain.structures import PUBLIC_INVOICES_SERVICE, Requirement

_CD31 = "22310001700423"
_BOTH = Requirement(service_code=True, engagement=True)


def _codes(facts: InvoiceFacts) -> list[str]:
    return [item.code for item in find_all(facts, TODAY)]


def _only(facts: InvoiceFacts) -> Finding:
    (found,) = find_all(facts, TODAY)
    return found


def _values(found: Finding) -> list[str]:
    return [item.value for item in found.proposals]


@pytest.mark.parametrize(
    ("requires", "service_code", "engagement", "expected"),
    [
        (Requirement(), None, None, []),
        (Requirement(service_code=True), "DR", None, []),
        (Requirement(service_code=True), None, "BC7", ["service_missing"]),
        (Requirement(service_code=True), "  ", None, ["service_missing"]),
        (Requirement(engagement=True), None, "BC7", []),
        (Requirement(engagement=True), "DR", None, ["engagement_missing"]),
        (_BOTH, None, None, ["service_missing", "engagement_missing"]),
        (_BOTH, "DR", "BC7", []),
        (Requirement(either=True), None, None, ["service_or_engagement_missing"]),
        (Requirement(either=True), "DR", None, []),
        (Requirement(either=True), None, "BC7", []),
        (Requirement(), "DC", None, ["engagement_missing_for_service"]),
        (Requirement(), "DC", "BC7", []),
        (Requirement(engagement=True), "DC", None, ["engagement_missing_for_service"]),
    ],
)
def test_what_the_parameters_require(
    requires: Requirement, service_code: str | None, engagement: str | None, expected: list[str]
) -> None:
    facts = invoice(
        recipient=recipient(requires=requires), service_code=service_code, engagement=engagement
    )

    assert _codes(facts) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DAM", "service_closed"),
        ("DV", "service_closed"),
        ("DN", "service_not_yet_valid"),
        ("XX", "service_unknown"),
        ("dr", "service_misspelt"),
        ("D R", "service_misspelt"),
    ],
)
def test_a_service_that_the_recipient_would_refuse(typed: str, code: str) -> None:
    found = _only(invoice(service_code=typed))

    assert (found.code, found.severity, found.field) == (code, Severity.ERROR, Field.SERVICE_CODE)
    assert found.value == typed


def test_a_misspelt_service_is_proposed_as_it_is_written() -> None:
    found = _only(invoice(service_code="dr"))

    assert [(item.value, item.score) for item in found.proposals] == [("DR", 100)]


def test_the_days_of_validity_are_told() -> None:
    assert "31/03/2026" in _only(invoice(service_code="DV")).message
    assert "01/09/2026" in _only(invoice(service_code="DN")).message


@pytest.mark.parametrize(
    ("typed", "best"), [("DSL", "DSI"), ("Direction des routes", "DR"), ("D.S.I", "DSI")]
)
def test_the_nearest_open_service_comes_first(typed: str, best: str) -> None:
    found = _only(invoice(service_code=typed))

    assert found.proposals[0].value == best
    assert found.proposals[0].score >= 60


def test_a_service_that_needs_an_engagement_says_so() -> None:
    labels = [item.label for item in _only(invoice(service_code="XX")).proposals]

    assert "Direction des collèges (engagement obligatoire)" in labels


def test_the_technical_service_is_proposed_only_alone() -> None:
    technical = KnownService(PUBLIC_INVOICES_SERVICE, "Service des factures publiques")
    alone = recipient(services=(technical,))
    among = recipient(services=(technical, OPEN))

    assert _values(_only(invoice(service_code="XX", recipient=alone))) == [PUBLIC_INVOICES_SERVICE]
    assert _values(_only(invoice(service_code="XX", recipient=among))) == ["DR"]


def test_a_directory_without_services_tells_nothing_of_a_code() -> None:
    assert _codes(invoice(service_code="XX", recipient=recipient(services=()))) == []


def test_the_service_of_the_engagement_is_proposed_first() -> None:
    known = KnownEngagement("BC7", service_code="DSI")
    found = _only(invoice(engagement="BC7", service_code="DR", engagements=[known]))

    assert found.code == "service_not_of_engagement"
    assert (found.proposals[0].value, found.proposals[0].score) == ("DSI", 100)


def test_a_good_service_that_the_recipient_contests_is_doubtful() -> None:
    found = _only(returned("Code service erroné"))

    assert (found.code, found.severity) == ("service_questioned", Severity.WARNING)
    assert "DR" not in _values(found)


def test_an_engagement_of_the_department_is_put_right() -> None:
    found = _only(
        returned(
            "Engagement erroné",
            recipient=recipient(siret=_CD31),
            engagement="cp2020/x123456/1",
        )
    )

    assert (found.code, found.severity) == ("engagement_format", Severity.ERROR)
    assert _values(found) == ["CP2020/X123456/1"]
    assert "CP2020/X123456/1" in found.message


def test_an_engagement_that_the_recipient_knows_is_put_right_as_it_knows_it() -> None:
    known = KnownEngagement("Bc-2026-7")
    found = _only(invoice(engagement=" bc-2026-7", engagements=[known]))

    assert found.code == "engagement_misspelt"
    assert _values(found) == ["Bc-2026-7"]


def test_an_engagement_unknown_for_this_supplier_is_doubtful() -> None:
    known = [KnownEngagement("BC2026071"), KnownEngagement("BC2026999")]
    found = _only(invoice(engagement="BC2026077", engagements=known))

    assert (found.code, found.severity) == ("engagement_unknown", Severity.WARNING)
    assert _values(found)[0] == "BC2026071"


def test_no_known_engagement_proves_nothing() -> None:
    assert _codes(invoice(engagement="BC2026077")) == []


def test_a_good_engagement_that_the_recipient_contests_is_doubtful() -> None:
    facts = returned("Engagement erroné", engagement="BC7")

    assert _codes(facts) == ["engagement_questioned"]


def test_the_number_of_the_market_is_no_engagement() -> None:
    assert _codes(invoice(engagement="19m123", market="19M123")) == ["engagement_is_market"]


def test_a_market_that_is_not_the_engagements_is_doubtful() -> None:
    known = KnownEngagement("BC7", market="19M123")
    facts = invoice(engagement="BC7", market="19M124", engagements=[known])

    assert _codes(facts) == ["market_not_of_engagement"]


def test_a_contested_market_cannot_be_recycled() -> None:
    found = _only(returned("Marché terminé", market="19M123"))

    assert (found.code, found.field) == ("market_questioned", None)


def test_an_inactive_recipient_is_told_with_the_others_of_its_siren() -> None:
    other = Sibling("21310555400023", "Commune de Toulouse – CCAS")
    found = _only(invoice(recipient=recipient(active=False, siblings=[other])))

    assert (found.code, found.field) == ("recipient_inactive", Field.RECIPIENT_SIRET)
    assert _values(found) == [other.siret]


def test_a_contested_recipient_is_told_with_the_others_of_its_siren() -> None:
    other = Sibling("21310555400023", "Commune de Toulouse – CCAS")
    found = _only(returned("Destinataire erroné", recipient=recipient(siblings=[other])))

    assert (found.code, _values(found)) == ("recipient_questioned", [other.siret])


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Pièce manquante", "document_missing"),
        ("Doublon facture", "duplicate"),
        ("Montant de la facture erroné", "amount"),
        ("Taux de TVA", "vat"),
        ("RIB erroné", "bank_details"),
        ("Cadre de facturation erroné", "framework"),
        ("Erreur de valideur", "validator"),
    ],
)
def test_what_recycling_does_not_correct_is_advised(reason: str, code: str) -> None:
    found = _only(returned(reason))

    assert (found.code, found.severity, found.field) == (code, Severity.INFO, None)


def test_errors_come_before_doubts() -> None:
    facts = returned("Marché et montant erronés", service_code="XX", market="1")

    assert [item.severity for item in find_all(facts, TODAY)] == list(Severity)


codes = st.text("ABDRS01-", min_size=1, max_size=6)
optional_days = st.none() | st.dates()
services = st.builds(
    KnownService,
    code=codes,
    name=st.text(max_size=20),
    active=st.booleans(),
    engagement_required=st.booleans(),
    valid_from=optional_days,
    valid_until=optional_days,
)
numbers = st.text("ACP0123456789/X ", max_size=18) | st.just("CP2020/X123456/1")
engagements = st.builds(KnownEngagement, number=numbers, service_code=st.none() | codes)
requirements = st.builds(
    Requirement.of, service_code=st.booleans(), engagement=st.booleans(), either=st.booleans()
)
recipients = st.builds(
    recipient,
    siret=st.sampled_from([_CD31, "21310555400015"]),
    active=st.booleans(),
    requires=requirements,
    services=st.lists(services, max_size=8, unique_by=lambda item: item.code),
)
invoices = st.builds(
    invoice,
    recipient=recipients,
    service_code=st.none() | codes,
    engagement=st.none() | numbers,
    market=st.none() | numbers,
    reason=st.none() | st.sampled_from(["Code service", "Engagement", "Destinataire", "Marché"]),
    engagements=st.lists(engagements, max_size=5),
)


@given(invoices)
def test_nothing_is_proposed_that_the_parameters_would_refuse(facts: InvoiceFacts) -> None:
    def accepted(field: Field | None, value: str) -> bool:
        if field is Field.SERVICE_CODE:
            return facts.recipient.accepts_service(value, TODAY)
        return field is Field.ENGAGEMENT and facts.recipient.accepts_engagement(value)

    proposed = [
        (item.field, proposal.value)
        for item in find_all(facts, TODAY)
        for proposal in item.proposals
    ]

    assert [pair for pair in proposed if not accepted(*pair)] == []


@given(invoices)
def test_what_was_typed_is_never_proposed_again(facts: InvoiceFacts) -> None:
    for item in find_all(facts, TODAY):
        assert item.value not in [proposal.value for proposal in item.proposals]
        assert all(0 <= proposal.score <= 100 for proposal in item.proposals)
