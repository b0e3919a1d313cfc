"""Every action that Rasa may call. Named one by one: a scan would load the tests as well."""

from typing import Any

from rasa_sdk.executor import ActionExecutor

from actions.commands import ActionGoBack, ActionStartOver
from actions.diagnosis.missing_space import ActionDiagnoseMissingSpace
from actions.diagnosis.returned_invoice import ActionDiagnoseReturnedInvoice
from actions.diagnosis.unpaid_invoice import ActionDiagnoseUnpaidInvoice
from actions.follow_up import ActionFollowUp
from actions.framework_choice.choice import ActionWhichFramework
from actions.guarded_action import GuardedAction
from actions.handover import ActionRequestAgent
from actions.invoice_acts.act import ActionActOnInvoice
from actions.invoice_check.check import ActionCheckInvoice
from actions.invoice_downloads.download import ActionDownloadInvoices
from actions.invoices.detail import ActionInvoiceDetail
from actions.invoices.listing import ActionListInvoices
from actions.invoices.status import ActionInvoiceStatus
from actions.login_help import ActionLoginHelp
from actions.misunderstanding import ActionDidYouMean
from actions.operations.filing import ActionCancelOperation, ActionSubmitOperation
from actions.operations.questions import (
    ActionAskOpComment,
    ActionAskOpConfirmed,
    ActionAskOpEngagement,
    ActionAskOpService,
    ActionAskOpSiret,
)
from actions.operations.treatment_questions import (
    ActionAskOpMandate,
    ActionAskOpReason,
    ActionAskOpTarget,
)
from actions.operations.validation import ValidateOperationForm
from actions.other_language import ActionOtherLanguage
from actions.sollicitation_acts.act import ActionActOnSollicitation
from actions.sollicitation_acts.filing import ActionCancelFollow, ActionSubmitFollow
from actions.sollicitation_acts.questions import ActionAskFollowConfirmed, ActionAskFollowText
from actions.sollicitation_acts.validation import ValidateFollowForm
from actions.sollicitations.filing import (
    ActionCancelSollicitation,
    ActionKeepSollicitationDraft,
    ActionSubmitSollicitation,
)
from actions.sollicitations.listing import ActionListSollicitations
from actions.sollicitations.questions import (
    ActionAskSolAddressee,
    ActionAskSolCategory,
    ActionAskSolCode,
    ActionAskSolDescription,
    ActionAskSolEmail,
    ActionAskSolInvoice,
    ActionAskSolStructure,
    ActionAskSolSubCategory,
)
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.sollicitations.validation import ValidateSollicitationForm
from actions.structures.info import ActionStructureInfo
from actions.structures.managers import ActionDiagnoseStructureManagers
from actions.welcome import ActionCapabilities, ActionGreet

ACTIONS: tuple[type[GuardedAction], ...] = (
    ActionGreet,
    ActionCapabilities,
    ActionLoginHelp,
    ActionRequestAgent,
    ActionDidYouMean,
    ActionFollowUp,
    ActionOtherLanguage,
    ActionStartOver,
    ActionGoBack,
    ActionInvoiceStatus,
    ActionInvoiceDetail,
    ActionListInvoices,
    ActionActOnInvoice,
    ActionDownloadInvoices,
    ActionCheckInvoice,
    ActionStructureInfo,
    ActionDiagnoseStructureManagers,
    ActionDiagnoseMissingSpace,
    ActionDiagnoseReturnedInvoice,
    ActionDiagnoseUnpaidInvoice,
    ActionWhichFramework,
    ValidateOperationForm,
    ActionAskOpSiret,
    ActionAskOpService,
    ActionAskOpEngagement,
    ActionAskOpTarget,
    ActionAskOpMandate,
    ActionAskOpReason,
    ActionAskOpComment,
    ActionAskOpConfirmed,
    ActionSubmitOperation,
    ActionCancelOperation,
    ActionListSollicitations,
    ValidateSollicitationForm,
    ActionAskSolCategory,
    ActionAskSolSubCategory,
    ActionAskSolStructure,
    ActionAskSolInvoice,
    ActionAskSolDescription,
    ActionAskSolConfirmed,
    ActionSubmitSollicitation,
    ActionCancelSollicitation,
    ActionKeepSollicitationDraft,
    ActionAskSolEmail,
    ActionAskSolCode,
    ActionAskSolAddressee,
    ActionActOnSollicitation,
    ValidateFollowForm,
    ActionAskFollowText,
    ActionAskFollowConfirmed,
    ActionSubmitFollow,
    ActionCancelFollow,
)


class DomainlessExecutor(ActionExecutor):
    """No action of ours reads the domain, so Rasa need not send it (`enable_selective_domain`).

    The executor of the SDK refuses a call that comes without one.
    """

    def update_and_return_domain(
        self, payload: dict[str, Any], action_name: str
    ) -> dict[str, Any] | None:
        return payload.get("domain") or {}


def new_executor() -> ActionExecutor:
    executor = DomainlessExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    return executor
