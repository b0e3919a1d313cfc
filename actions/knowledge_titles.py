"""Titles of what the assistant can answer, by intent: from the knowledge bundle, else from here."""

import json
import logging
import os
from functools import lru_cache
from pathlib import Path

logger = logging.getLogger(__name__)

_DEFAULT_BUNDLE = Path(__file__).resolve().parents[1] / "build" / "knowledge.json"

# Intents of the dialogue: the button's words, and the intent that it asks for.
DIALOGUE = {
    "invoice_status": ("Suivre une facture", "ask_invoice_status"),
    "ask_invoice_status": ("Suivre une facture", "ask_invoice_status"),
    "list_invoices": ("Voir mes factures", "list_invoices"),
    "structure_info": ("Consulter une structure publique", "structure_info"),
    "file_sollicitation": ("Déposer une sollicitation", "file_sollicitation"),
    "list_sollicitations": ("Voir mes sollicitations", "list_sollicitations"),
    "request_agent": ("Contacter un agent", "request_agent"),
    "login_help": ("Me connecter au portail", "login_help"),
    "capabilities": ("Savoir ce que je peux faire pour vous", "capabilities"),
}


def entry_titles() -> dict[str, str]:
    """Title of each knowledge entry by its intent; empty, with a warning, without a bundle."""
    path = Path(os.environ.get("CHORALE_KNOWLEDGE_BUNDLE") or _DEFAULT_BUNDLE)
    try:
        return _titles(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("no titles from %s: %s", path, type(error).__name__)
        return {}


@lru_cache(maxsize=1)
def _titles(path: Path, _changed: int) -> dict[str, str]:
    """`_changed` (mtime) makes a new bundle be read again."""
    bundle = json.loads(path.read_text(encoding="utf-8"))
    entries = bundle["entries"]
    return {intent: str(entries[entry]["title"]) for intent, entry in bundle["intents"].items()}
