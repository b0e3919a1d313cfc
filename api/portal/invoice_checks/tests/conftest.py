"""The portal's builder, and a rules process that ends with the tests."""

from collections.abc import Iterator

import pytest

from api.portal.invoice_checks.rules.worker import rules_worker
from api.portal.tests.conftest import portal

__all__ = ["portal"]


@pytest.fixture(autouse=True, scope="session")
def _rules_process() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    yield
    rules_worker().close()
