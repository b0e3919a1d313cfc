"""Whether the portal can read a PDF."""

import re

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import FileKind, Subject
from api.domain.invoice_document import PdfFacts
from api.domain.plain_text import words

READ_PAGES = 3
# Fewer letters or digits than this is a stamp or a page number, not an invoice. Our choice.
_FEWEST_SIGNS = 40
# What the portal's reader looks for before a recipient and an engagement.
_RECIPIENT = re.compile(r"siret\s*(?:du\s+)?(?:client|dest)|minist[eè]re", re.IGNORECASE)
_ENGAGEMENT = re.compile(r"engagement|\bE\.?J\b|commande", re.IGNORECASE)
_GLUED = re.compile(
    r"\b(?:siret\s(?:client|dest)|engagement|EJ|commande)\s?[:=#]?(?<=[:=#])[0-9A-Z]", re.IGNORECASE
)


def _readable(subject: Subject) -> PdfFacts | None:
    """The PDF, when its text can be judged."""
    pdf = subject.pdf
    return pdf if pdf is not None and has_text(pdf) else None


def has_text(pdf: PdfFacts) -> bool:
    return sum(map(str.isalnum, pdf.text)) >= _FEWEST_SIGNS


def _password(subject: Subject) -> Problems:
    if subject.pdf is None:
        return None
    if not subject.pdf.encrypted:
        return []
    if subject.file.refusal is None:
        message = "Ce PDF porte une protection (droits restreints), bien qu’il s’ouvre."
        return [Problem(message, severity=Severity.DOUBTFUL)]
    return [Problem("Ce PDF est protégé par un mot de passe.")]


def _no_text(subject: Subject) -> Problems:
    pdf = subject.pdf
    if pdf is None or subject.file.refusal is not None:
        return None
    if has_text(pdf):
        return []
    message = (
        "Les trois premières pages ne contiennent pas de texte lisible : le PDF est sans doute "
        "un scan ou une image, que le portail lit mal."
    )
    return [Problem(message)]


def _beyond(subject: Subject) -> Problems:
    pdf = _readable(subject)
    if pdf is None:
        return None
    if pdf.pages <= READ_PAGES:
        return []
    message = f"Ce PDF compte {pdf.pages} pages : le portail ne lit que les {READ_PAGES} premières."
    return [Problem(message, str(pdf.pages))]


def _recipient_keyword(subject: Subject) -> Problems:
    pdf, invoice = _readable(subject), subject.invoice
    if pdf is None or invoice is None or subject.file.kind is not FileKind.PDF:
        return None
    if invoice.recipient.identifier is None or _RECIPIENT.search(pdf.text):
        return []
    message = (
        "Le SIRET du client n’est annoncé ni par « SIRET client », ni par « SIRET dest », ni par "
        "« Ministère » : le portail risque de ne pas le reconnaître."
    )
    return [Problem(message, shown(invoice.recipient.identifier))]


def _engagement_keyword(subject: Subject) -> Problems:
    pdf = _readable(subject)
    if pdf is None or subject.file.kind is not FileKind.PDF or subject.recipient is None:
        return None
    requires = subject.recipient.requires
    if not requires.engagement or _ENGAGEMENT.search(pdf.text):
        return []
    message = (
        "Aucun des mots « engagement », « EJ » ou « commande » ne figure dans les trois premières "
        "pages : le portail n’y trouvera pas le numéro d’engagement."
    )
    return [Problem(message)]


def _glued(subject: Subject) -> Problems:
    pdf = _readable(subject)
    if pdf is None or subject.file.kind is not FileKind.PDF:
        return None
    found = _GLUED.search(pdf.text)
    if found is None:
        return []
    value = shown(found[0])
    message = f"Dans « {value}… », la valeur est collée à son mot-clé."
    return [Problem(message, value)]


def _invoice_word(subject: Subject) -> Problems:
    pdf = _readable(subject)
    if pdf is None or subject.file.kind is not FileKind.PDF:
        return None
    if {"facture", "factures", "avoir", "memoire", "decompte", "invoice"} & set(words(pdf.text)):
        return []
    message = "Ni « facture » ni « avoir » ne figure dans le texte : est-ce bien la facture ?"
    return [Problem(message)]


CHECKS = (
    Check(
        "pdf.password",
        Severity.REFUSED,
        "filing/text-pdf",
        "Enregistrez de nouveau la facture en PDF, sans mot de passe.",
        _password,
        "file",
    ),
    Check(
        "pdf.no_text",
        Severity.DOUBTFUL,
        "filing/text-pdf",
        "Exportez la facture en PDF depuis votre logiciel, sans l’imprimer ni la scanner. "
        "Sinon, saisissez vous-même chaque champ du formulaire de dépôt.",
        _no_text,
        "file",
    ),
    Check(
        "pdf.long",
        Severity.INFO,
        "filing/automatic-recognition",
        "Placez le SIRET du client, l’engagement et les montants dans les trois premières pages.",
        _beyond,
        "file",
    ),
    Check(
        "pdf.recipient_keyword",
        Severity.INFO,
        "filing/automatic-recognition",
        "Écrivez « SIRET client » devant le SIRET, suivi d’une espace, "
        "et contrôlez le champ au dépôt.",
        _recipient_keyword,
        "recipient",
    ),
    Check(
        "pdf.engagement_keyword",
        Severity.INFO,
        "filing/automatic-recognition",
        "Écrivez « Engagement » devant le numéro, suivi d’une espace, "
        "et contrôlez le champ au dépôt.",
        _engagement_keyword,
        "engagement",
    ),
    Check(
        "pdf.keyword_glued",
        Severity.INFO,
        "filing/automatic-recognition",
        "Laissez une espace entre le mot-clé et la valeur.",
        _glued,
        "file",
    ),
    Check(
        "pdf.not_an_invoice",
        Severity.DOUBTFUL,
        "filing/deposit-pdf",
        "Vérifiez que vous avez choisi la facture, et non une annexe ou un devis.",
        _invoice_word,
        "file",
    ),
)
