"""Titles of what the assistant can answer, by intent: from the knowledge bundle, else from here."""

import logging
from functools import lru_cache
from typing import Any

from actions.knowledge_bundle import (
    UNREADABLE,
    BundleVersion,
    bundle_path,
    bundle_version,
    read_bundle,
)

logger = logging.getLogger(__name__)

# Intents of the dialogue: the button's words, and the intent that it asks for.
DIALOGUE = {
    "invoice_status": ("Suivre une facture", "ask_invoice_status"),
    "ask_invoice_status": ("Suivre une facture", "ask_invoice_status"),
    "invoice_detail": ("Suivre une facture", "ask_invoice_status"),
    "list_invoices": ("Voir mes factures", "list_invoices"),
    "structure_info": ("Consulter une structure publique", "structure_info"),
    "check_invoice": ("Vérifier une facture avant l’envoi", "check_invoice"),
    "act_on_invoice": ("Agir sur une facture", "act_on_invoice"),
    "download_invoices": ("Télécharger des factures", "download_invoices"),
    "explain_return": ("Savoir pourquoi ma facture m’est revenue", "explain_return"),
    "explain_unpaid": ("Savoir pourquoi ma facture n’est pas payée", "explain_unpaid"),
    "structure_managers": ("Savoir qui gère ma structure", "structure_managers"),
    "which_framework": ("Trouver mon cadre de facturation", "which_framework"),
    "file_sollicitation": ("Déposer une sollicitation", "file_sollicitation"),
    "list_sollicitations": ("Voir mes sollicitations", "list_sollicitations"),
    "request_agent": ("Contacter un agent", "request_agent"),
    "login_help": ("Me connecter au portail", "login_help"),
    "capabilities": ("Savoir ce que je peux faire pour vous", "capabilities"),
}


def entry_titles() -> dict[str, str]:
    """Title of each knowledge entry by its intent; empty, with a warning, without a bundle."""
    return {intent: str(entry["title"]) for intent, entry in _known().items()}


def first_source(intent: str) -> str | None:
    """Address of the first source of an entry that has one."""
    sources = _known().get(intent, {}).get("sources") or []
    return next((str(source["url"]) for source in sources if source.get("url")), None)


def _known() -> dict[str, dict[str, Any]]:
    """Each entry by its intent; empty, with a warning, when the bundle is not one."""
    try:
        return _by_intent(bundle_version())
    except UNREADABLE as error:
        logger.warning("no titles from %s: %s", bundle_path(), type(error).__name__)
        return {}


@lru_cache(maxsize=1)
def _by_intent(_version: BundleVersion) -> dict[str, dict[str, Any]]:
    """Built once per version of the file: it is asked several times a turn."""
    bundle = read_bundle()
    return {intent: bundle["entries"][entry] for intent, entry in bundle["intents"].items()}
