"""What the assistant took a message for, when it is no knowledge entry, in words for an agent."""

_LABELS = {
    "add_to_sollicitation": "Compléter une sollicitation",
    "affirm": "Accord",
    "ask_invoice_status": "Suivre une facture",
    "cancel": "Abandon de la démarche",
    "capabilities": "Ce que l’assistante sait faire",
    "check_invoice": "Contrôle d’un fichier de facture",
    "close_sollicitation": "Clôturer une sollicitation",
    "deny": "Refus",
    "distress": "Détresse",
    "explain_return": "Pourquoi une facture est renvoyée",
    "explain_unpaid": "Pourquoi une facture n’est pas payée",
    "file_sollicitation": "Déposer une sollicitation",
    "follow_up": "Suite de la réponse précédente",
    "go_back": "Retour à la question précédente",
    "goodbye": "Au revoir",
    "greet": "Salutation",
    "inform": "Renseignement donné sans question",
    "injection": "Consigne adressée au programme",
    "insult": "Insulte",
    "invoice_detail": "Détail d’une facture",
    "invoice_status": "État d’une facture",
    "keep_draft": "Garder une sollicitation en brouillon",
    "list_invoices": "Liste de factures",
    "list_sollicitations": "Liste de sollicitations",
    "login_help": "Aide à la connexion",
    "nlu_fallback": "Non compris",
    "none_of_these": "Aucune des propositions",
    "other_language": "Message dans une autre langue",
    "portal_operation": "Opération sur le portail",
    "request_agent": "Demande d’un agent",
    "send_back_sollicitation": "Renvoyer une sollicitation",
    "start_over": "Recommencer la démarche",
    "structure_info": "Renseignement sur une structure",
    "structure_managers": "Gestionnaires d’une structure",
    "thank": "Remerciement",
    "too_many_requests": "Trop de demandes en un message",
    "vague": "Demande trop vague",
    "which_framework": "Choix du cadre de facturation",
}
_OUT_OF_SCOPE = "Hors du domaine"


def intent_label(intent: str) -> str:
    """The label, or the code itself of an intent that has none here."""
    return _OUT_OF_SCOPE if intent.startswith("out_of_scope") else _LABELS.get(intent, intent)
