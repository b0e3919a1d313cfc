"""`/portal/v1`: what a user may see and file, by bearer token."""

from fastapi import APIRouter

from api.portal.diagnosis.router import router as diagnosis_router
from api.portal.engagements.router import router as engagements_router
from api.portal.flows.router import router as flows_router
from api.portal.inbox.router import router as inbox_router
from api.portal.invoice_checks.router import router as invoice_checks_router
from api.portal.invoices.action_router import router as invoice_actions_router
from api.portal.invoices.download_link_router import router as download_links_router
from api.portal.invoices.router import router as invoices_router
from api.portal.invoices.sending_router import router as sending_router
from api.portal.me.router import router as me_router
from api.portal.rights.members_router import router as members_router
from api.portal.rights.requests_router import router as requests_router
from api.portal.sollicitations.mail_proof_router import router as mail_proofs_router
from api.portal.sollicitations.received_router import router as received_router
from api.portal.sollicitations.router import router as sollicitations_router
from api.portal.structures.admin_router import router as structure_admin_router
from api.portal.structures.router import router as structures_router

router = APIRouter(prefix="/portal/v1", tags=["portal"])
# The diagnosis first: an invoice's number takes whatever path follows it.
for part in (
    me_router,
    inbox_router,
    requests_router,
    members_router,
    diagnosis_router,
    invoice_checks_router,
    download_links_router,
    invoice_actions_router,
    sending_router,
    invoices_router,
    structures_router,
    structure_admin_router,
    sollicitations_router,
    received_router,
    mail_proofs_router,
    flows_router,
    engagements_router,
):
    router.include_router(part)
