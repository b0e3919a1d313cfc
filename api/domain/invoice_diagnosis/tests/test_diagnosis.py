from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_diagnosis.action import Action
from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.diagnosis import Diagnosis, Moment, diagnose
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.kind import Kind
from api.domain.invoice_diagnosis.tests.builders import (
    NOW,
    PARIS,
    invoice,
    recipient,
    returned,
    step,
)
from api.domain.invoice_diagnosis.wording import LEAD_WORDS, word_count
from api.domain.invoice_status import NOT_YET_RECEIVED, InvoiceStatus
from api.domain.payment_delay import EcbRate
from api.domain.recipient_type import RecipientType

_IN_TIME = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
_RATES = (EcbRate(date(2026, 1, 1), Decimal("2.15"), "https://www.ecb.europa.eu/"),)


def _diagnose(
    facts: InvoiceFacts, moment: Moment = NOW, asker: Asker = Asker.SUPPLIER
) -> Diagnosis:
    return diagnose(facts, moment, asker)


def _status(code: InvoiceStatus, **changes: Any) -> InvoiceFacts:
    return invoice(status=code, **changes)


@pytest.mark.parametrize(
    ("facts", "kind", "action"),
    [
        (_status(InvoiceStatus.TO_RECYCLE), Kind.RETURNED, Action.RECYCLE),
        (_status(InvoiceStatus.SUSPENDED), Kind.RETURNED, Action.COMPLETE),
        (_status(InvoiceStatus.REJECTED), Kind.RETURNED, Action.ACKNOWLEDGE),
        (
            _status(InvoiceStatus.REJECTED, rejection_acknowledged=True),
            Kind.RETURNED,
            Action.RESUBMIT_NEW,
        ),
        (_status(InvoiceStatus.REFUSED_1), Kind.RETURNED, Action.NONE),
        (_status(InvoiceStatus.WRONG_VALIDATOR_BY_SUPPLIER), Kind.RETURNED, Action.NONE),
        (_status(InvoiceStatus.AVAILABLE), Kind.UNPAID, Action.ASK_RECIPIENT),
        (_status(InvoiceStatus.WITH_ACCOUNTANT), Kind.UNPAID, Action.ASK_RECIPIENT),
        (
            _status(InvoiceStatus.AVAILABLE, recipient=recipient(recipient_type=None)),
            Kind.WAITING,
            Action.WAIT,
        ),
        (_status(InvoiceStatus.TO_VALIDATE_1), Kind.WAITING, Action.WAIT),
        (_status(InvoiceStatus.PAID), Kind.PAID, Action.NONE),
        (_status(InvoiceStatus.DRAFT), Kind.DRAFT, Action.NONE),
        (_status(InvoiceStatus.WORKS_LINKED), Kind.NONE, Action.NONE),
    ],
)
def test_each_state_calls_for_its_answer(facts: InvoiceFacts, kind: Kind, action: Action) -> None:
    found = _diagnose(facts)

    assert (found.kind, found.action) == (kind, action)


def test_an_invoice_is_not_unpaid_before_its_due_date() -> None:
    assert _diagnose(invoice(), Moment(_IN_TIME, PARIS)).kind is Kind.WAITING


def test_the_explanation_of_a_return_tells_why_and_what_to_do() -> None:
    text = _diagnose(returned("Code service erroné", service_code="DSL")).explanation

    assert text == (
        "Commune de Toulouse a renvoyé votre facture F1 le 01/03/2026 : elle est « À recycler ». "
        "Motif : « Code service erroné ». Le code service « DSL » n’existe pas chez ce "
        "destinataire. Corrigez le code service, gardez le numéro et renvoyez-la."
    )


def test_a_sure_correction_is_told_at_once() -> None:
    text = _diagnose(returned("Code service erroné", service_code="dsi")).explanation

    assert "Corrigez le code service (« DSI »), gardez le numéro" in text


def test_a_return_without_a_reason_says_so() -> None:
    assert "Aucun motif n’est indiqué." in _diagnose(returned()).explanation


def test_without_a_finding_all_that_may_be_corrected_is_named() -> None:
    text = _diagnose(returned()).explanation

    assert "Corrigez le SIRET du destinataire, le code service ou le numéro d’engagement" in text


def test_a_rejection_tells_of_the_new_number_and_of_the_new_delay() -> None:
    text = _diagnose(_status(InvoiceStatus.REJECTED, reason="Montant erroné")).explanation

    assert "sous un nouveau numéro" in text
    assert "Un nouveau délai de paiement part du dépôt de la nouvelle facture." in text


def test_an_unpaid_invoice_is_counted_to_the_hour() -> None:
    text = _diagnose(invoice()).explanation

    assert text.startswith(
        "Votre facture F1 (507,00\u00a0€) est à l’état « Mise à disposition du destinataire » "
        "depuis le 01/03/2026. Elle devait être payée au plus tard le 31/03/2026 (30 jours depuis "
        "le 01/03/2026) : au 17/04/2026 à 10 h 00, le retard est de 17 jours."
    )
    assert "20 jours pour l’ordonnateur (jusqu’au 21/03/2026), 10 pour le comptable" in text


def test_interest_is_told_with_its_rate_and_its_day() -> None:
    text = _diagnose(invoice(), Moment(NOW.now, PARIS, _RATES)).explanation

    assert "2,40\u00a0€ d’intérêts moratoires au 17/04/2026" in text
    assert "(10,15 % : taux de la BCE au 01/01/2026 majoré de 8 points)" in text
    assert "40,00\u00a0€ de frais de recouvrement" in text


def test_an_unknown_rate_gives_the_rule_without_a_figure() -> None:
    text = _diagnose(invoice()).explanation

    assert "au taux de la BCE au 01/01/2026 majoré de 8 points" in text
    assert "%" not in text


def test_a_recipient_that_never_feeds_the_payment_back_is_told_first() -> None:
    silent = recipient(payment_status_returned=False)
    text = _diagnose(invoice(recipient=silent)).explanation

    assert "ne fait pas remonter « Mise en paiement » : vérifiez d’abord votre compte" in text


def test_an_unknown_type_of_client_gets_the_three_delays() -> None:
    text = _diagnose(invoice(recipient=recipient(recipient_type=None))).explanation

    assert "Déposée le 01/03/2026, elle attend depuis 47 jours au 17/04/2026 à 10 h 00." in text
    assert "30 jours pour l’État et les collectivités, 50 pour un hôpital public, 60" in text


def test_a_doubtful_lateness_is_told_as_such() -> None:
    facts = _status(InvoiceStatus.COMPLETED, steps=[step(InvoiceStatus.SUSPENDED)])

    assert "sauf interruption notifiée" in _diagnose(facts).explanation.split("\n\n")[0]


def test_a_draft_tells_what_would_be_refused() -> None:
    found = _diagnose(_status(InvoiceStatus.DRAFT, service_code="DAM"))

    assert [item.code for item in found.findings] == ["service_closed"]
    assert "Avant l’envoi : Le service « DAM » est fermé." in found.explanation


def test_a_late_payment_says_how_late_it_was() -> None:
    paid = datetime(2026, 4, 2, 6, 0, tzinfo=UTC)
    text = _diagnose(_status(InvoiceStatus.PAID, status_since=paid)).explanation

    assert "C’était 2 jours après l’échéance." in text


def test_the_recipient_reads_its_own_act() -> None:
    facts = returned("Code service erroné", service_code="DSL")
    found = _diagnose(facts, asker=Asker.RECIPIENT)

    assert found.explanation.startswith(
        "Votre entité a renvoyé « À recycler » la facture F1 (Les Délices de Savoie)"
    )
    assert found.action is Action.WAIT
    assert found.ask is not None
    assert found.ask.name == "Les Délices de Savoie"


def test_the_recipient_of_an_unpaid_invoice_has_to_treat_it() -> None:
    found = _diagnose(invoice(), asker=Asker.RECIPIENT)

    assert "Cette facture reste à traiter dans l’application « Factures reçues »." in (
        found.explanation
    )
    assert found.action_label == "La traiter dans « Factures reçues »"
    assert "Vous sont dus" not in found.explanation


def test_a_validator_is_told_nothing_of_the_payment() -> None:
    found = _diagnose(invoice(), asker=Asker.OTHER)

    assert (found.payment, found.findings, found.ask) == (None, (), None)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (InvoiceStatus.IN_TRANSIT, "Support Chorus Pro"),
        (InvoiceStatus.TO_VALIDATE_1, "Bricovillard"),
        (InvoiceStatus.AVAILABLE, "Commune de Toulouse, Direction des routes"),
        (InvoiceStatus.TO_RECYCLE, "Commune de Toulouse"),
    ],
)
def test_whom_to_ask_depends_on_who_holds_the_invoice(status: InvoiceStatus, name: str) -> None:
    found = _diagnose(_status(status, validator_name="Bricovillard"))

    assert found.ask is not None
    assert found.ask.name == name


texts = st.none() | st.text(max_size=400)
every_invoice = st.builds(
    invoice,
    recipient=st.builds(
        recipient,
        recipient_type=st.none() | st.sampled_from(RecipientType),
        payment_status_returned=st.booleans(),
    ),
    framework=st.sampled_from(BillingFramework),
    status=st.sampled_from(InvoiceStatus),
    amount_cents=st.integers(-(10**9), 10**9),
    deposited_at=st.none() | st.datetimes(datetime(2016, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    service_code=texts,
    engagement=texts,
    reason=texts,
    comment=texts,
    validator_name=texts,
    steps=st.lists(st.builds(step, st.sampled_from(InvoiceStatus)), max_size=3),
)


@given(every_invoice, st.sampled_from(Asker))
def test_every_invoice_gets_a_short_first_paragraph(facts: InvoiceFacts, asker: Asker) -> None:
    lead = diagnose(facts, NOW, asker).explanation.split("\n\n")[0]

    assert 0 < word_count(lead) <= LEAD_WORDS


@given(every_invoice)
def test_the_recipient_is_never_asked_about_what_has_not_reached_it(
    facts: InvoiceFacts,
) -> None:
    found = diagnose(facts, NOW, Asker.SUPPLIER)

    if facts.status in NOT_YET_RECEIVED and found.ask is not None:
        assert found.ask.name != facts.recipient.name
        assert found.action is not Action.ASK_RECIPIENT
