"""Sollicitations and their categories as docs/architecture.md has them."""

from typing import Any

from actions.tests.contract_data import AS_OF


def _category(code: str, label: str, *subs: dict[str, Any], **given: Any) -> dict[str, Any]:
    known = {"code": code, "label": label, "about": [], "anonymous": False, "placeholder": True}
    return {**known, **given, "sub_categories": list(subs)}


def _sub(code: str, label: str, receiver: str = "support") -> dict[str, Any]:
    return {"code": code, "label": label, "receiver": receiver, "placeholder": True}


CATEGORIES = [
    _category(
        "FACTURES_EMISES",
        "Factures émises",
        _sub("QUESTION_ENTITE_PUBLIQUE", "Question pour une entité publique", "public_client"),
        _sub("SUIVI_FACTURE", "Suivi d’une facture"),
        about=["filing", "tracking", "invoice_status", "explain_unpaid"],
    ),
    _category(
        "COMPTE_CONNEXION",
        "Compte et connexion",
        _sub("ACTIVATION_COMPTE", "Activation du compte"),
        _sub("AUTRE_DEMANDE", "Autre demande"),
        about=["account"],
        anonymous=True,
    ),
    _category("AUTRE", "Autre", _sub("AUTRE_DEMANDE", "Autre demande"), anonymous=True),
]
CHAT_FILES = {"a1": "devis.pdf", "b2": "photo.png"}
_STATUSES = {
    "BROUILLON": ("Brouillon", "brouillons", "Brouillons"),
    "SOUMISE": ("Soumise", "en_cours", "En cours"),
    "EN_COURS": ("En cours", "en_cours", "En cours"),
    "DEMANDE_COMPLEMENT": ("Complément demandé", "actions_requises", "Actions requises"),
    "REPONDUE": ("Répondue", "actions_requises", "Actions requises"),
    "RENVOYEE": ("Renvoyée", "en_cours", "En cours"),
    "CLOTUREE": ("Clôturée", "cloturees", "Clôturées"),
}
_AUTHOR_ACTS = {
    "add": ("Complément apporté", True),
    "send_back": ("Réponse jugée insatisfaisante", True),
    "close": ("Clôturée", False),
}
_AFTER_ACT = {"send_back": "RENVOYEE", "close": "CLOTUREE"}


def filed(number: int, body: dict[str, Any], author: str = "Manuela Martin") -> dict[str, Any]:
    """A sollicitation as its author is shown it, just filed or kept as a draft."""
    category = next((item for item in CATEGORIES if item["code"] == body.get("category")), None)
    subs: list[dict[str, Any]] = category["sub_categories"] if category else []
    sub = next((item for item in subs if item["code"] == body.get("sub_category")), None)
    siret, invoice = body.get("structure_siret"), body.get("invoice_number")
    at = f"2026-11-21T10:{number:02d}:00+01:00"
    made = {
        "reference": f"SOL-2026-{number:06d}",
        "category": _labelled(category),
        "sub_category": _labelled(sub),
        "structure": {"siret": siret, "name": "Les Délices de Savoie"} if siret else None,
        "invoice_number": invoice.split("@")[0] if invoice else None,
        "invoice": _invoice_named(invoice) if invoice else None,
        "addressee": None,
        "assignee": None,
        "author": {"name": author},
        "title": (body.get("description") or "")[:40],
        "description": body.get("description") or "",
        "receiver": sub["receiver"] if sub else None,
        "created_at": at,
        "submitted_at": None if body.get("draft") else at,
        "updated_at": at,
        "due_at": None,
        "files": [],
        "history": [_joining(body["attachments"])] if body.get("attachments") else [],
    }
    return in_status(made, "BROUILLON" if body.get("draft") else "SOUMISE")


def in_status(item: dict[str, Any], code: str, *steps: dict[str, Any]) -> dict[str, Any]:
    """The same in another state, after these steps more."""
    label, tab, tab_label = _STATUSES[code]
    open_acts = {"BROUILLON": (), "CLOTUREE": (), "REPONDUE": ("add", "send_back", "close")}
    acts = open_acts.get(code, ("add", "close"))
    return {
        **item,
        "status": {"code": code, "label": label},
        "tab": {"code": tab, "label": tab_label},
        "history": [*item["history"], *steps],
        "acts": [
            {"act": act, "label": _AUTHOR_ACTS[act][0], "needs_text": _AUTHOR_ACTS[act][1]}
            for act in acts
        ],
    }


def step(
    act: str, label: str, text: str | None, *, by: str = "receiver", at: str = AS_OF
) -> dict[str, Any]:
    author = "Camille Agent" if by == "receiver" else "Manuela Martin"
    return {
        "id": 1,
        "at": at,
        "act": {"code": act, "label": label},
        "by": by,
        "author": author,
        "status": {"code": "X", "label": "X"},
        "text": text,
        "by_mail": False,
        "files": [],
    }


def _joining(ids: list[str]) -> dict[str, Any]:
    """The first step, with the files of the conversation."""
    files = [{"id": rank, "name": CHAT_FILES[each]} for rank, each in enumerate(ids, 1)]
    return {**step("submit", "Soumise", None, by="author"), "files": files}


def acted_on(item: dict[str, Any], act: str, text: str | None) -> dict[str, Any]:
    """The sollicitation after an act of its author."""
    code = _AFTER_ACT.get(act) or {"SOUMISE": "SOUMISE"}.get(item["status"]["code"], "EN_COURS")
    return in_status(item, code, step(act, _AUTHOR_ACTS[act][0], text, by="author"))


def listed(item: dict[str, Any]) -> dict[str, Any]:
    """In a list: without what only the detail has."""
    return {key: item[key] for key in item if key not in ("history", "files", "acts")}


def _labelled(item: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"code": item["code"], "label": item["label"]} if item else None


def _invoice_named(reference: str) -> dict[str, Any]:
    number, _, rest = reference.partition("@")
    supplier, _, year = rest.partition("@")
    return {"number": number, "supplier": supplier or None, "year": int(year) if year else None}
