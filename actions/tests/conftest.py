"""A portal that answers, and conversations as Rasa sends them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.tests.contract_portal import ContractPortal, serve

_BUNDLE = {
    "entries": {
        "tracking/rejected": {"title": "Ma facture est rejetée"},
        "account/forgotten-password": {"title": "J’ai oublié mon mot de passe"},
        "filing/deposit-pdf": {"title": "Déposer une facture PDF"},
        "tracking/payment": {"title": "Quand serai-je payé ?"},
    },
    "intents": {
        "faq_tracking_rejected": "tracking/rejected",
        "faq_account_forgotten_password": "account/forgotten-password",
        "faq_filing_deposit_pdf": "filing/deposit-pdf",
        "faq_tracking_payment": "tracking/payment",
    },
}


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Nothing listens at the default address; the knowledge is the test's own.

    The portal has longer than a user would wait: a machine full of tests is slow, and those who
    test its slowness say how long it has.
    """
    bundle = tmp_path / "knowledge.json"
    bundle.write_text(json.dumps(_BUNDLE), encoding="utf-8")
    monkeypatch.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    monkeypatch.setenv("CHORALE_API_URL", "http://127.0.0.1:9")  # the discard port: refused
    monkeypatch.setenv("CHORALE_PORTAL_TIMEOUT", "30")
    for name in ("CHORALE_TIMEZONE", "CHORALE_ASSISTANT_NAME", "CHORALE_SUGGEST_THRESHOLD"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture(scope="session")
def running_portal() -> Iterator[tuple[ContractPortal, str]]:
    portal = ContractPortal()
    with serve(portal) as address:
        yield portal, address


@pytest.fixture
def portal(
    running_portal: tuple[ContractPortal, str], settings: pytest.MonkeyPatch
) -> ContractPortal:
    """Answering as it should, until the test says otherwise."""
    portal, address = running_portal
    portal.reset()
    settings.setenv("CHORALE_API_URL", address)
    return portal
