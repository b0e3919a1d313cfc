"""Files carried inside the file: those of a PDF/A-3, of a UBL or of a CPP file."""

from api.domain.attachment_type import MAX_NAME, extension_of
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.file import MAX_FILE
from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import AttachedFile

MAX_TOTAL = 120_000_000
_MAX_TOLD = 5


def _carried(subject: Subject) -> tuple[AttachedFile, ...]:
    return subject.invoice.attachments if subject.invoice else ()


def _name(subject: Subject) -> Problems:
    carried = _carried(subject)
    if not carried:
        return None
    long = [shown(item.name) for item in carried if item.name and len(item.name) > MAX_NAME]
    return [
        Problem(f"Le nom de l’annexe « {name} » dépasse {MAX_NAME} caractères.", name)
        for name in long[:_MAX_TOLD]
    ]


def _extension(subject: Subject) -> Problems:
    carried = _carried(subject)
    if not carried:
        return None
    odd = [shown(item.name or "") for item in carried if extension_of(item.name or "") is None]
    return [
        Problem(f"L’annexe « {name} » n’a pas une extension acceptée.", name)
        for name in odd[:_MAX_TOLD]
    ]


def _size(subject: Subject) -> Problems:
    carried = _carried(subject)
    if not carried:
        return None
    large = [shown(item.name or "") for item in carried if item.size >= MAX_FILE]
    return [Problem(f"L’annexe « {name} » fait 10 Mo ou plus.", name) for name in large[:_MAX_TOLD]]


def _empty(subject: Subject) -> Problems:
    carried = _carried(subject)
    if not carried:
        return None
    void = [shown(item.name or "") for item in carried if item.size == 0]
    return [Problem(f"L’annexe « {name} » est vide.", name) for name in void[:_MAX_TOLD]]


def _total(subject: Subject) -> Problems:
    carried = _carried(subject)
    if not carried:
        return None
    total = sum(item.size for item in carried)
    if total <= MAX_TOTAL:
        return []
    megabytes = f"{total / 1_000_000:.0f} Mo"
    message = f"La facture et ses annexes font {megabytes} : la limite est 120 Mo."
    return [Problem(message, megabytes)]


CHECKS = (
    Check(
        "attachments.name_too_long",
        Severity.REFUSED,
        "filing/attachment-size",
        f"Renommez l’annexe en {MAX_NAME} caractères au plus, extension comprise.",
        _name,
        "attachments",
    ),
    Check(
        "attachments.extension",
        Severity.REFUSED,
        "filing/attachment-extensions",
        "Enregistrez l’annexe dans un format accepté, par exemple en PDF.",
        _extension,
        "attachments",
    ),
    Check(
        "attachments.too_large",
        Severity.REFUSED,
        "filing/attachment-size",
        "Compressez l’annexe, ou répartissez-la en plusieurs fichiers de moins de 10 Mo.",
        _size,
        "attachments",
    ),
    Check(
        "attachments.empty",
        Severity.DOUBTFUL,
        "filing/add-attachment",
        "Joignez de nouveau cette annexe : son contenu manque.",
        _empty,
        "attachments",
    ),
    Check(
        "attachments.total_too_large",
        Severity.REFUSED,
        "filing/attachment-size",
        "Retirez ou compressez des annexes.",
        _total,
        "attachments",
    ),
)
