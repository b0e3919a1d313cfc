"""Resources as docs/architecture.md has them; facts of the demonstration data."""

from typing import Any

AS_OF = "2026-11-21T10:12:00+01:00"
SPACE_MISSING = (
    "L’application « Factures émises » ne vous est pas ouverte sur Les Délices de Savoie. "
    "Demandez-la à son gestionnaire."
)
SAVOIE = {"siret": "00000000108396", "name": "Les Délices de Savoie"}
BRICOVILLARD = {"siret": "00000000200012", "name": "Bricovillard"}
ATD31 = {"siret": "25310197600020", "name": "Agence technique départementale 31"}
CD31 = {"siret": "22310001700423", "name": "CD31 Principal"}

_LABELS = {
    "MISE_A_DISPOSITION": "Mise à disposition du destinataire",
    "REJETEE": "Rejetée",
    "SUSPENDUE": "Suspendue",
    "A_RECYCLER": "À recycler",
    "MISE_EN_PAIEMENT": "Mise en paiement",
    "BROUILLON": "Brouillon",
}


def invoice(number: str, code: str, since: str, **given: Any) -> dict[str, Any]:
    status = {
        "code": code,
        "label": _LABELS[code],
        "meaning": f"Sens de {_LABELS[code]}.",
        "next_step": f"Suite de {_LABELS[code]}.",
        "since": since,
        "reason": given.get("reason"),
        "comment": given.get("comment"),
        "returned_to_supplier": code in ("REJETEE", "SUSPENDUE", "A_RECYCLER"),
    }
    return {
        "number": number,
        "year": given.get("year", 2017),
        "framework": {"code": "A1", "label": "Dépôt par un fournisseur d’une facture"},
        "supplier": given.get("supplier", SAVOIE),
        "recipient": given.get("recipient", ATD31),
        "service_code": "FACTURES_PUBLIQUES",
        "engagement": None,
        "market": None,
        "amount": {"incl_tax": given.get("amount", "507.00"), "currency": "EUR"},
        "status": status,
        "deposited_at": since,
        "payment_status_returned": given.get("payment_status_returned", True),
        "as_of": AS_OF,
    }


def invoices() -> dict[str, list[dict[str, Any]]]:
    savoie = [
        invoice("201700100376", "MISE_A_DISPOSITION", "2017-05-26T09:00:00+02:00"),
        invoice(
            "201700000124",
            "REJETEE",
            "2017-06-02T09:00:00+02:00",
            reason="Montant de la facture erroné",
            comment="ne correspond pas au devis initial",
        ),
        invoice("201700000125", "SUSPENDUE", "2017-06-03T09:00:00+02:00", reason="Pièce manquante"),
        invoice(
            "201700000128",
            "A_RECYCLER",
            "2017-06-05T09:00:00+02:00",
            amount="1150.00",
            recipient=CD31,
        ),
        invoice("201700000130", "MISE_EN_PAIEMENT", "2017-06-01T09:00:00+02:00"),
        invoice("201700000131", "BROUILLON", "2017-05-20T09:00:00+02:00"),
    ]
    bricovillard = [
        invoice("201700000999", "REJETEE", "2017-06-02T09:00:00+02:00", supplier=BRICOVILLARD)
    ]
    return {"manuela.martin": savoie, "laurent.bonhomme": bricovillard}


def structure(
    siret: str, name: str, services: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return {
        "siret": siret,
        "name": name,
        "public": True,
        "state": {"code": "ACTIVE", "label": "Active"},
        "requires": {"service_code": True, "engagement": True, "either": False},
        "requires_label": "Le code service et le numéro d’engagement sont obligatoires.",
        "services": services or [],
        "as_of": AS_OF,
    }


def service(code: str, *, active: bool = True, engagement: bool = False) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"Service {code}",
        "active": active,
        "engagement_required": engagement,
    }


def structures() -> list[dict[str, Any]]:
    budgets = {
        "22310001700423": "Principal",
        "22310001700456": "Restauration",
        "22310001700183": "Cité Roguet",
        "22310001700696": "Parc technique",
        "22310001700761": "Labo RD",
        "22310001700167": "Pépinières",
        "22310001700225": "Laboratoire Eau Air (EVA)",
        "22310001700449": "Transports interurbains",
    }
    cd31 = [structure(siret, f"Haute-Garonne – {name}") for siret, name in budgets.items()]
    services = [service("FACTURES_PUBLIQUES", engagement=True), service("ANCIEN", active=False)]
    return [*cd31, structure(ATD31["siret"], ATD31["name"], services)]


def own_structures() -> dict[str, list[dict[str, Any]]]:
    return {
        "manuela.martin": [own_structure(SAVOIE)],
        "pierre.dubois": [own_structure(SAVOIE)],
        "laurent.bonhomme": [
            own_structure(BRICOVILLARD),
            own_structure(SAVOIE),
            own_structure(CD31, attachment="EN_COURS_DE_VALIDATION"),
        ],
    }


def own_structure(party: dict[str, str], attachment: str = "VALIDEE") -> dict[str, Any]:
    return {
        **party,
        "role": {"code": "GESTIONNAIRE_PRINCIPAL", "label": "Gestionnaire principal"},
        "attachment": {"code": attachment, "label": attachment.capitalize()},
        "spaces": [{"code": "FACTURES_EMISES", "label": "Factures émises", "subscribed": True}],
    }


def diagnosis(found: dict[str, Any], **given: Any) -> dict[str, Any]:
    """As the portal explains one invoice; `given` replaces keys."""
    status = found["status"]
    returned = status["returned_to_supplier"]
    actions = {"A_RECYCLER": "recycle", "SUSPENDUE": "complete", "REJETEE": "acknowledge"}
    code = actions.get(status["code"], "ask_recipient")
    made: dict[str, Any] = {
        "invoice": found,
        "side": "supplier",
        "kind": "returned" if returned else "unpaid",
        "explanation": f"Explication de {found['number']}. Motif : « {status['reason']} ».",
        "recipient_says": None,
        "findings": [],
        "action": {"code": code, "label": code},
        "payment": None,
        "next_step": status["next_step"],
        "ask": None,
        "as_of": AS_OF,
    }
    if returned:
        made["recipient_says"] = {
            "reason": status["reason"],
            "comment": status["comment"],
            "label": status["label"],
        }
    else:
        made["payment"] = PAYMENT
        made["ask"] = {"name": found["recipient"]["name"], "how": "Par une sollicitation."}
    return {**made, **given}


PAYMENT = {
    "recipient_type": {"code": "COLLECTIVITE", "label": "Collectivité territoriale"},
    "legal_days": 30,
    "legal_basis": "article R2192-10 du code de la commande publique",
    "started_on": "2017-05-24",
    "start_label": "dépôt sur Chorus Pro",
    "days_elapsed": 3468,
    "due_on": "2017-06-23",
    "overdue_days": 3438,
    "split": {"ordonnateur_days": 20, "comptable_days": 10},
    "late": None,
    "payment_status_returned": True,
    "note": None,
}
CLOSED_SERVICE: dict[str, Any] = {
    "code": "service_unknown",
    "severity": "error",
    "message": "Le service « DR » n’existe pas chez ce destinataire.",
    "field": "service_code",
    "value": "DR",
    "proposals": [
        {"value": "DFD", "label": "Direction des finances", "score": 92},
        {"value": "DC", "label": "Direction des collèges", "score": 71},
    ],
}


def space_diagnosis(missing: str | None = "subscribed", **given: Any) -> dict[str, Any]:
    codes = ("attached", "attachment_validated", "space_opened", "subscribed")
    reached = codes.index(missing) if missing else len(codes)
    labels = ("Être rattaché", "Rattachement validé", "Espace ouvert", "Être abonné à l’espace")
    return {
        "space": {"code": "FACTURES_EMISES", "label": "Factures émises"},
        "structure": SAVOIE,
        "checks": [
            {"code": code, "label": labels[rank], "ok": _step(rank, reached)}
            for rank, code in enumerate(codes)
        ],
        "missing": missing,
        "explanation": "L’espace est ouvert, mais vous n’y êtes pas abonné.",
        "who": {"name": "Manuela Martin", "role": "Gestionnaire principal"},
        "you_can_do_it": False,
        "request": {"kind": "space", "label": "Demander l’espace « Factures émises »"},
        "pending_since": None,
        "others": [],
        "as_of": AS_OF,
        **given,
    }


def _step(rank: int, reached: int) -> bool | None:
    return None if rank > reached else rank < reached


def managers() -> dict[str, Any]:
    people = [
        ("Manuela Martin", "GESTIONNAIRE_PRINCIPAL", "Gestionnaire principal"),
        ("Jean Savoie", "GESTIONNAIRE_SECONDAIRE", "Gestionnaire secondaire"),
    ]
    items = [{"name": name, "role": {"code": code, "label": label}} for name, code, label in people]
    return {"structure": SAVOIE, "items": items, "as_of": AS_OF}


def filed_request(body: dict[str, Any], state: str = "EN_ATTENTE") -> dict[str, Any]:
    labels = {"EN_ATTENTE": "En attente d’une décision", "ACCEPTEE": "Acceptée"}
    space = body.get("space")
    return {
        "id": 1,
        "kind": {"code": "ESPACE" if space else "RATTACHEMENT", "label": "Demande"},
        "state": {"code": state, "label": labels[state]},
        "structure": {**SAVOIE, "siret": body["siret"]},
        "space": {"code": space, "label": "Factures émises"} if space else None,
        "requester": {"login": "pierre.dubois", "name": "Pierre Dubois"},
        "created_at": AS_OF,
        "decided_at": None,
        "reason": None,
        "warning": None,
        "mine": True,
        "can_decide": False,
        "as_of": AS_OF,
    }


_AFTER = {
    "recycle": ("DEPOSEE", "Déposée"),
    "complete": ("COMPLETEE", "Complétée"),
    "validate": ("MISE_A_DISPOSITION", "Mise à disposition du destinataire"),
    "refuse": ("REFUSEE_1", "Refusée"),
}


def acted(found: dict[str, Any], act: str, body: dict[str, Any]) -> dict[str, Any]:
    """The invoice after an action; what was noted as read keeps its status."""
    code, label = _AFTER.get(act, (found["status"]["code"], found["status"]["label"]))
    if act == "status":
        code, label = body["status"], _LABELS[body["status"]]
    status = {**found["status"], "code": code, "label": label, "next_step": f"Suite de {label}."}
    routed = {
        "service_code": body.get("service_code") or None,
        "engagement": body.get("engagement") or None,
    }
    return {**found, **(routed if act == "recycle" else {}), "status": status}


def offer(code: str, label: str, *targets: tuple[str, bool, bool]) -> dict[str, Any]:
    """`targets`: code, whether a reason is required, whether a mandate number may come."""
    listed = [
        {"code": each, "label": _LABELS[each], "reason_required": reason, "mandate_number": mandate}
        for each, reason, mandate in targets
    ]
    refuses = code == "refuse"
    return {"code": code, "label": label, "reason_required": refuses, "targets": listed}


VALIDATION = [offer("validate", "Valider la facture"), offer("refuse", "Refuser la facture")]
SETTING = [
    offer(
        "set_status",
        "Changer l’état de la facture",
        ("SUSPENDUE", True, False),
        ("REJETEE", True, False),
        ("A_RECYCLER", False, False),
        ("MISE_EN_PAIEMENT", False, True),
    )
]


def offers(found: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": found["number"],
        "supplier": found["supplier"],
        "year": found["year"],
        "status": {"code": found["status"]["code"], "label": found["status"]["label"]},
        "answer_by": None,
        "items": items,
        "as_of": AS_OF,
    }


def download_link(body: dict[str, Any]) -> dict[str, Any]:
    ending = {"pdf": "pdf", "pivot": "xml"}[body["format"]]
    numbers = body["numbers"]
    return {
        "href": "/portal/v1/downloads/a.b.c",
        "expires_at": "2026-11-21T10:22:00+01:00",
        "name": f"{numbers[0].split('@')[0]}.{ending}" if len(numbers) == 1 else "factures.zip",
    }
