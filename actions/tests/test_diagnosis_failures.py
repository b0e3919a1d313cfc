"""Without the portal, the general answer is still given, with a way out."""

from pathlib import Path

import pytest

from actions.diagnosis import missing_space, returned_invoice, unpaid_invoice
from actions.diagnosis.live import LiveDiagnosis
from actions.diagnosis.missing_space import ActionDiagnoseMissingSpace
from actions.diagnosis.returned_invoice import ActionDiagnoseReturnedInvoice
from actions.diagnosis.unpaid_invoice import ActionDiagnoseUnpaidInvoice
from actions.structures.managers import ActionDiagnoseStructureManagers
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

CASES: list[tuple[type[LiveDiagnosis], str]] = [
    (ActionDiagnoseMissingSpace, "faq_structures_missing_issued_invoices_app"),
    (ActionDiagnoseReturnedInvoice, "faq_tracking_how_to_recycle"),
    (ActionDiagnoseUnpaidInvoice, "faq_tracking_late_payment"),
    (ActionDiagnoseStructureManagers, "faq_structures_who_is_manager"),
]
every_diagnosis = pytest.mark.parametrize(("action", "entry"), CASES)


async def ask(action: type[LiveDiagnosis], entry: str, **turn: object) -> Said:
    return await run(action, text="dites-moi", intent=entry, **turn)


def assert_is_unreachable(said: Said, entry: str) -> None:
    assert said.text.startswith("Je n’arrive pas à joindre le portail")
    assert said.payloads == ["/request_agent", f"/{entry}"]
    assert said.titles[-1] == "Réessayer"
    assert said.entries == [f"utter_{entry}"]
    assert said.messages[0]["custom"]["votable"] is False


@every_diagnosis
async def test_a_portal_that_is_down(action: type[LiveDiagnosis], entry: str) -> None:
    assert_is_unreachable(await ask(action, entry), entry)


@pytest.mark.parametrize("fault", ["failing", "garbage", "out of contract"])
@every_diagnosis
async def test_a_portal_that_answers_badly(
    portal: ContractPortal, action: type[LiveDiagnosis], entry: str, fault: str
) -> None:
    portal.fault = fault

    assert_is_unreachable(await ask(action, entry), entry)


@every_diagnosis
async def test_a_portal_slower_than_our_time(
    portal: ContractPortal,
    settings: pytest.MonkeyPatch,
    action: type[LiveDiagnosis],
    entry: str,
) -> None:
    settings.setenv("CHORALE_PORTAL_TIMEOUT", "0.05")
    portal.fault = "slow"

    assert_is_unreachable(await ask(action, entry), entry)


@every_diagnosis
async def test_a_token_that_the_portal_does_not_accept(
    portal: ContractPortal, action: type[LiveDiagnosis], entry: str
) -> None:
    portal.refusal = (401, "authentication_required", "Votre session a expiré.")

    said = await ask(action, entry)

    assert said.text.startswith("Votre session a expiré.")
    assert said.payloads == ["/login_help"]
    assert said.entries == [f"utter_{entry}"]


async def test_the_space_that_is_missing_is_said_before_the_answer(portal: ContractPortal) -> None:
    said = await ask(
        ActionDiagnoseReturnedInvoice, "faq_tracking_how_to_recycle", login="pierre.dubois"
    )

    assert "« Factures émises » ne vous est pas ouverte" in said.text
    assert said.payloads == ["/faq_structures_missing_issued_invoices_app"]
    assert said.entries == ["utter_faq_tracking_how_to_recycle"]


async def test_a_question_that_no_entry_led_to_has_an_answer_as_well() -> None:
    said = await run(
        ActionDiagnoseReturnedInvoice, text="ma facture est suspendue", intent="explain_return"
    )

    assert said.entries == ["utter_faq_tracking_how_to_complete"]
    assert said.payloads == ["/request_agent", "/explain_return"]


def test_every_general_answer_is_an_entry_that_exists() -> None:
    folder = Path(__file__).resolve().parents[2] / "knowledge" / "entries"
    known = {f"{path.parent.name}_{path.stem}".replace("-", "_") for path in folder.rglob("*.md")}
    used = {missing_space.ENTRY, unpaid_invoice.DEFAULT_ENTRY, returned_invoice.DEFAULT_ENTRY}
    used |= {entry for _, entry in CASES} | set(returned_invoice.ENTRY_OF_STEP.values())
    used |= set(returned_invoice.STEP_OF_ENTRY) | set(unpaid_invoice.STEPS_OF_ENTRY)

    assert {entry.removeprefix("faq_") for entry in used} <= known
