"""Whatever happens to the portal, the user reads a sentence and gets a way out."""

import logging
from collections.abc import Callable

import pytest

from actions.guarded_action import GuardedAction
from actions.invoices.listing import ActionListInvoices
from actions.invoices.status import ActionInvoiceStatus
from actions.reply import Reply
from actions.sollicitations.filing import ActionSubmitSollicitation
from actions.sollicitations.listing import ActionListSollicitations
from actions.sollicitations.questions import (
    ActionAskSolCategory,
    ActionAskSolInvoice,
    ActionAskSolStructure,
    ActionAskSolSubCategory,
)
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.sollicitations.validation import ValidateSollicitationForm
from actions.structures.info import ActionStructureInfo
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import LOGIN, Said, run
from actions.turn import Turn

DRAFT = {
    "sol_category": "FACTURES_EMISES",
    "sol_sub_category": "SUIVI_FACTURE",
    "sol_structure": "00000000108396",
    "sol_invoice": "none",
    "sol_description": "Je ne vois plus ma facture.",
    "sol_confirmed": "yes",
    "sol_draft": "3",
    "sol_addressee": "none",
    "sol_email": "none",
    "sol_code": "none",
}
ASKING: list[type[GuardedAction]] = [
    ActionInvoiceStatus,
    ActionListInvoices,
    ActionStructureInfo,
    ActionListSollicitations,
]
FORM: list[type[GuardedAction]] = [
    ValidateSollicitationForm,
    ActionAskSolCategory,
    ActionAskSolSubCategory,
    ActionAskSolStructure,
    ActionAskSolInvoice,
    ActionAskSolConfirmed,
    ActionSubmitSollicitation,
]
Ask = Callable[[type[GuardedAction]], object]


async def ask(action: type[GuardedAction], login: str | None = LOGIN) -> Said:
    """A turn that makes any of them call the portal."""
    return await run(
        action,
        text="où en est la facture 124 du CD31",
        intent="invoice_status",
        entities={"invoice_number": "124", "structure_name": "cd31"},
        slots=DRAFT,
        given={"sol_category": "Factures émises"} if action is ValidateSollicitationForm else None,
        login=login,
    )


def assert_is_unreachable(said: Said) -> None:
    assert len(said.messages) == 1
    assert said.text.startswith("Je n’arrive pas à joindre le portail")
    assert "/request_agent" in said.payloads
    assert said.titles[-1] == "Réessayer"


@pytest.mark.parametrize("action", ASKING + FORM)
async def test_a_portal_that_is_down(action: type[GuardedAction]) -> None:
    assert_is_unreachable(await ask(action))


@pytest.mark.parametrize("fault", ["failing", "garbage", "out of contract"])
@pytest.mark.parametrize("action", ASKING + FORM)
async def test_a_portal_that_answers_badly(
    portal: ContractPortal, action: type[GuardedAction], fault: str
) -> None:
    portal.fault = fault

    assert_is_unreachable(await ask(action))


@pytest.mark.parametrize("action", ASKING + FORM)
async def test_a_portal_slower_than_our_time(
    portal: ContractPortal, settings: pytest.MonkeyPatch, action: type[GuardedAction]
) -> None:
    settings.setenv("CHORALE_PORTAL_TIMEOUT", "0.05")
    portal.fault = "slow"

    assert_is_unreachable(await ask(action))


@pytest.mark.parametrize("action", ASKING + FORM)
async def test_a_token_that_the_portal_does_not_accept(
    portal: ContractPortal, action: type[GuardedAction]
) -> None:
    portal.refusal = (401, "authentication_required", "Votre session a expiré.")

    assert (await ask(action)).text == "Votre session a expiré."


@pytest.mark.parametrize(
    "action", [item for item in ASKING if item is not ActionStructureInfo] + FORM
)
async def test_an_anonymous_user(portal: ContractPortal, action: type[GuardedAction]) -> None:
    said = await ask(action, login=None)

    assert "vous devez être connecté au portail" in said.text
    assert said.payloads == ["/login_help", "/request_agent"]


@pytest.mark.parametrize("action", ASKING)
async def test_a_refusal_is_shown_as_the_portal_says_it(
    portal: ContractPortal, action: type[GuardedAction]
) -> None:
    portal.refusal = (429, "too_many_requests", "Trop de demandes : patientez une minute.")

    said = await ask(action)

    assert said.text == "Trop de demandes : patientez une minute."
    assert said.payloads == ["/request_agent"]


async def test_a_client_error_that_is_not_the_portals_is_an_outage(
    settings: pytest.MonkeyPatch, portal: ContractPortal
) -> None:
    import os

    settings.setenv("CHORALE_API_URL", os.environ["CHORALE_API_URL"] + "/elsewhere")

    assert_is_unreachable(await ask(ActionListInvoices))


async def test_trying_again_asks_the_same_thing() -> None:
    said = await run(
        ActionInvoiceStatus,
        text="où en est la 124",
        intent="invoice_status",
        entities={"invoice_number": "124"},
    )

    assert said.payloads == ["/request_agent", '/invoice_status{"invoice_number":"124"}']


@pytest.mark.parametrize("action", FORM)
async def test_a_form_that_fails_closes_and_keeps_its_answers(action: type[GuardedAction]) -> None:
    said = await ask(action)

    assert said.slots == {"sol_confirmed": None, "requested_slot": None}
    assert said.other_events == [("followup", "action_listen")]
    assert said.payloads == ["/request_agent", "/file_sollicitation"]


class ActionBroken(GuardedAction):
    action_name = "action_broken"
    topic = "broken"

    async def answer(self, reply: Reply, turn: Turn) -> list[dict[str, object]]:
        raise ValueError("secret of the user")


async def test_a_mistake_of_ours_gives_no_silence() -> None:
    said = await run(ActionBroken, text="bonjour", intent="greet")

    assert said.text.startswith("Un incident m’empêche de vous répondre.")
    assert said.payloads == ["/request_agent", "/greet"]


async def test_nothing_that_was_said_is_logged(
    portal: ContractPortal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="actions")
    portal.fault = "out of contract"

    await ask(ActionInvoiceStatus)
    await run(ActionBroken, text="mon secret", intent="greet")

    assert "action_broken failed: ValueError at" in caplog.text
    assert "secret of the user" not in caplog.text
    assert "124" not in caplog.text
    assert "token-" not in caplog.text
