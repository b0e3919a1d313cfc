"""The portal's builder, and a patient rules process that ends with the tests."""

from collections.abc import Iterator

import pytest

from api.portal.invoice_checks import service
from api.portal.invoice_checks.rules.worker import RulesWorker
from api.portal.tests.conftest import portal

__all__ = ["portal"]

# A machine full of tests takes longer than users may wait: what is slow is tested on its own.
_PATIENT = 60.0


@pytest.fixture(scope="session")
def _rules_process() -> Iterator[RulesWorker]:  # pyright: ignore[reportUnusedFunction]
    worker = RulesWorker(_PATIENT)
    yield worker
    worker.close()


@pytest.fixture(autouse=True)
def _patient(_rules_process: RulesWorker, monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    monkeypatch.setattr(service, "rules_worker", lambda: _rules_process)
