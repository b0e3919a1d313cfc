"""Whom the invoice is for."""

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, missing, shown
from api.domain.invoice_checks.identifier import digits, is_siret, malformed, wrong_key
from api.domain.invoice_checks.subject import Subject

_OWNER = "du destinataire"


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    if invoice.recipient.identifier:
        return []
    return [
        missing(
            invoice,
            "Le SIRET du destinataire est absent.",
            "Je ne trouve pas le SIRET du client public dans les trois premières pages.",
        )
    ]


def _not_a_siret(subject: Subject) -> Problems:
    if subject.invoice is None or not subject.invoice.recipient.identifier:
        return None
    kind = subject.invoice.recipient.identifier_type
    if kind in (None, "SIRET"):
        return []
    value = shown(kind)
    message = f"Le destinataire est désigné par un identifiant « {value} », et non par un SIRET."
    return [Problem(message, value)]


def _malformed(subject: Subject) -> Problems:
    return malformed(subject.invoice.recipient, _OWNER) if subject.invoice else None


def _key(subject: Subject) -> Problems:
    if subject.invoice is None:
        return None
    return wrong_key(subject.invoice.recipient, _OWNER, known=subject.recipient is not None)


def _unknown(subject: Subject) -> Problems:
    written = subject.invoice.recipient.siret if subject.invoice else None
    if not written or not is_siret(written) or not subject.looked_up:
        return None
    if subject.recipient is not None:
        return []
    value = shown(digits(written))
    message = f"Le destinataire {value} ne figure pas dans l’annuaire des structures publiques."
    return [Problem(message, value)]


def _inactive(subject: Subject) -> Problems:
    recipient = subject.recipient
    if recipient is None:
        return None
    if recipient.active:
        return []
    message = f"La structure {shown(recipient.name)} ({recipient.siret}) est inactive."
    return [Problem(message, recipient.siret)]


def _private(subject: Subject) -> Problems:
    recipient = subject.recipient
    if recipient is None:
        return None
    if recipient.public:
        return []
    message = f"{shown(recipient.name)} ({recipient.siret}) n’est pas une structure publique."
    return [Problem(message, recipient.siret)]


CHECKS = (
    Check(
        "recipient.siret_missing",
        Severity.REFUSED,
        "filing/required-elements",
        "Indiquez le SIRET du client public, précédé de « SIRET client ».",
        _missing,
        "recipient",
    ),
    Check(
        "recipient.not_a_siret",
        Severity.REFUSED,
        "structures/identifier-types",
        "Désignez le destinataire par son SIRET : un client public en a toujours un.",
        _not_a_siret,
        "recipient",
    ),
    Check(
        "recipient.siret_malformed",
        Severity.REFUSED,
        "structures/siren-siret-nic",
        "Recopiez les 14 chiffres du SIRET qui figure sur le bon de commande.",
        _malformed,
        "recipient",
    ),
    Check(
        "recipient.siret_key",
        Severity.DOUBTFUL,
        "structures/siren-siret-nic",
        "Comparez chaque chiffre avec celui du bon de commande.",
        _key,
        "recipient",
    ),
    Check(
        "recipient.unknown",
        Severity.REFUSED,
        "filing/required-elements",
        "Vérifiez le SIRET sur le bon de commande : un client peut en avoir un par budget.",
        _unknown,
        "recipient",
    ),
    Check(
        "recipient.inactive",
        Severity.REFUSED,
        "public-bodies/deactivate-public-structure",
        "Demandez à votre client le SIRET de la structure qui lui a succédé.",
        _inactive,
        "recipient",
    ),
    Check(
        "recipient.private",
        Severity.REFUSED,
        "obligations/private-clients",
        "Envoyez à un client privé sa facture par une autre voie, ou corrigez le SIRET.",
        _private,
        "recipient",
    ),
)
