"""The portal's own lists: nothing missing, nothing left blank."""

import pytest

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus


@pytest.mark.parametrize("status", InvoiceStatus)
def test_every_state_explains_itself_in_sentences(status: InvoiceStatus) -> None:
    for sentence in (status.meaning, status.next_step):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
    assert status.label
    assert not status.label.endswith(".")


def test_three_states_return_the_invoice_to_its_supplier() -> None:
    returned = {status.value for status in InvoiceStatus if status.returned_to_supplier}

    assert returned == {"A_RECYCLER", "SUSPENDUE", "REJETEE"}


def test_there_are_twenty_five_frameworks_named_by_their_number() -> None:
    assert [item.name for item in BillingFramework] == [f"A{n}" for n in range(1, 26)]
    assert all(item.label.startswith(f"{item.name} – ") for item in BillingFramework)
    assert all(item.value.startswith(f"{item.name}_") for item in BillingFramework)
