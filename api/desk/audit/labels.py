"""What the codes of the audit mean, for a person. A code is the name of a route's function."""

from api.domain.plain_text import words

_LABELS = {
    "sign_in": "Connexion",
    "sign_in_refused": "Connexion refusée",
    "sign_out": "Déconnexion",
    "sign_out_by_provider": "Déconnexion par le service d’identité",
    "role_by_provider": "Rôle changé par le service d’identité",
    "read_security": "Lecture des réglages de son compte",
    "change_password": "Changement de son mot de passe",
    "begin_totp": "Demande d’un secret à usage unique",
    "confirm_totp": "Activation des codes à usage unique",
    "remove_totp": "Désactivation des codes à usage unique",
    "renew_recovery_codes": "Nouveaux codes de secours",
    "read_sessions": "Lecture de ses sessions",
    "end_session": "Fin d’une de ses sessions",
    "end_other_sessions": "Fin de ses autres sessions",
    "read_accounts": "Lecture des comptes",
    "create_account": "Création d’un compte",
    "change_account": "Changement d’un compte",
    "deactivate_account": "Fermeture d’un compte",
    "reactivate_account": "Réouverture d’un compte",
    "reset_account": "Réinitialisation d’un compte",
    "read_audit": "Lecture du registre",
    "export_audit": "Export du registre",
    "read_queue": "Lecture de la file",
    "read_events": "Lecture d’une conversation",
    "stream": "Suivi du bureau en direct",
    "claim": "Prise en charge d’une conversation",
    "post_message": "Message à l’usager",
    "close": "Clôture d’une conversation",
    "transfer": "Transfert d’une conversation",
    "claim_next": "Prise en charge de la conversation suivante",
    "set_urgency": "Urgence d’une conversation",
    "reassign": "Réaffectation d’une conversation",
    "read_case": "Lecture d’un dossier",
    "add_note": "Note entre agents",
    "file_sollicitation": "Sollicitation déposée pour l’usager",
    "list_categories": "Lecture des catégories de sollicitation",
    "attach": "Fichier joint à une conversation",
    "download": "Lecture d’un fichier joint",
    "list_replies": "Lecture des réponses types",
    "create": "Création d’une réponse type",
    "replace": "Changement d’une réponse type",
    "remove": "Suppression d’une réponse type",
    "ping": "Présence",
    "tell": "Frappe en cours",
    "list_colleagues": "Lecture des collègues présents",
    "read_supervision": "Lecture de la supervision",
    "set_profile": "Profil d’un agent (capacité, thèmes, équipes)",
    "store_team": "Création ou changement d’une équipe",
    "remove_team": "Suppression d’une équipe",
    "read_closures": "Lecture des fermetures exceptionnelles",
    "add_closure": "Fermeture exceptionnelle ajoutée",
    "remove_closure": "Fermeture exceptionnelle retirée",
    "read_me": "Lecture de son identité",
    "show_desk": "Ouverture du bureau",
    "show_conversation": "Ouverture d’une conversation",
    "show_board": "Lecture de la file",
    "show_head": "Lecture de l’en-tête d’une conversation",
    "show_case": "Ouverture d’un dossier",
    "ask_transfer": "Préparation d’un transfert",
    "ask_close": "Préparation d’une clôture",
    "ask_note": "Préparation d’une note",
    "ask_sollicitation": "Préparation d’une sollicitation",
    "ask_reassign": "Préparation d’une réaffectation",
    "ask_profile": "Lecture du profil d’un agent",
    "list_sollicitations": "Lecture des sollicitations reçues",
    "read_sollicitation": "Lecture d’une sollicitation",
    "act_on_sollicitation": "Acte sur une sollicitation",
    "join_sollicitation_file": "Fichier joint à une sollicitation",
    "read_sollicitation_file": "Lecture d’un fichier d’une sollicitation",
    "export_sollicitations": "Export des sollicitations",
    "show_sollicitations": "Ouverture des sollicitations reçues",
    "show_sollicitation_list": "Lecture des sollicitations reçues",
    "show_sollicitation_count": "Lecture du nombre de sollicitations à prendre",
    "show_sollicitation": "Ouverture d’une sollicitation",
    "show_sollicitation_live": "Suivi d’une sollicitation",
    "show_sollicitation_reply": "Préparation d’une réponse à une sollicitation",
    "ask_sollicitation_close": "Préparation de la clôture d’une sollicitation",
    "ask_sollicitation_assignment": "Préparation de l’affectation d’une sollicitation",
    "show_supervision": "Ouverture de la supervision",
}


def label_of(action: str) -> str:
    return _LABELS.get(action, action)


def codes_of(label: str) -> tuple[str, ...]:
    """A page and the call of `/desk/v1` beside it may be one act for a person."""
    return tuple(code for code, known in _LABELS.items() if known == label)


def every_action() -> list[tuple[str, str]]:
    """One code of each label, in the order of a dictionary."""
    first = {label: code for code, label in reversed(_LABELS.items())}
    return [(first[label], label) for label in sorted(first, key=words)]
