"""The file itself: its name, size and kind."""

from api.domain.attachment_type import MAX_NAME
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import FileKind, Subject

MAX_FILE = 10_000_000
# Codes of `api.formats` that another check tells in its own words.
_TOLD_ELSEWHERE = frozenset({"pdf_password", "archive_not_expected", "file_too_large"})
ACCEPTED_EXTENSIONS = (".pdf", ".xml", ".zip", ".tar.gz")


def _extension(name: str) -> str | None:
    lower = name.lower()
    if lower.endswith(".tar.gz"):
        return ".tar.gz"
    stem, dot, extension = lower.rpartition(".")
    return f".{extension}" if stem and dot and extension else None


def _long_name(subject: Subject) -> Problems:
    length = len(subject.file.name)
    if length <= MAX_NAME:
        return []
    message = (
        f"Le nom du fichier compte {length} caractères : la limite est {MAX_NAME}, "
        "extension comprise."
    )
    return [Problem(message, shown(subject.file.name))]


def _no_extension(subject: Subject) -> Problems:
    if _extension(subject.file.name) is not None:
        return []
    name = shown(subject.file.name)
    return [Problem(f"Le fichier « {name} » n’a pas d’extension : elle est obligatoire.", name)]


def _other_extension(subject: Subject) -> Problems:
    extension = _extension(subject.file.name)
    if extension is None:
        return None
    if extension in ACCEPTED_EXTENSIONS:
        return []
    accepted = ", ".join(ACCEPTED_EXTENSIONS)
    message = f"Une facture ne se dépose pas en « {shown(extension)} », mais en {accepted}."
    return [Problem(message, shown(extension))]


def _content(subject: Subject) -> Problems:
    extension, fits = _extension(subject.file.name), subject.file.content_fits
    if extension is None or fits is None:
        return None
    if fits:
        return []
    message = (
        f"Le contenu du fichier n’est pas celui que son extension « {shown(extension)} » annonce."
    )
    return [Problem(message, shown(extension))]


def _size(subject: Subject) -> Problems:
    if subject.file.size < MAX_FILE:
        return []
    megabytes = f"{subject.file.size / 1_000_000:.1f}".replace(".", ",")
    message = f"Le fichier pèse {megabytes} Mo : chaque fichier doit faire moins de 10 Mo."
    return [Problem(message, f"{megabytes} Mo")]


def _unreadable(subject: Subject) -> Problems:
    refusal = subject.file.refusal
    if refusal is None:
        return [] if subject.file.size < MAX_FILE else None
    if refusal.code in _TOLD_ELSEWHERE:
        return None
    return [Problem(refusal.detail, refusal.code)]


def _status(subject: Subject) -> Problems:
    if subject.file.kind is FileKind.UNKNOWN:
        return None
    if subject.file.kind is not FileKind.STATUS:
        return []
    return [Problem("Ce fichier est un flux de statuts : il ne contient aucune facture.")]


def _pivot(subject: Subject) -> Problems:
    if subject.file.kind is FileKind.UNKNOWN:
        return None
    if subject.file.kind is not FileKind.PIVOT:
        return []
    message = (
        "Ce fichier est au format pivot, celui dans lequel le destinataire reçoit ses factures."
    )
    return [Problem(message)]


def _archive(subject: Subject) -> Problems:
    if subject.file.kind is FileKind.UNKNOWN:
        return None
    if subject.file.kind is not FileKind.ARCHIVE:
        return []
    message = "Ce fichier est une archive : je ne contrôle qu’une facture à la fois."
    return [Problem(message)]


def _several(subject: Subject) -> Problems:
    if subject.invoice is None:
        return None
    count = subject.file.invoices
    if count <= 1:
        return []
    message = f"Ce fichier contient {count} factures : seule la première est contrôlée ici."
    return [Problem(message, str(count))]


CHECKS = (
    Check(
        "file.name_too_long",
        Severity.REFUSED,
        "filing/attachment-size",
        f"Renommez le fichier en {MAX_NAME} caractères au plus, extension comprise.",
        _long_name,
        "file.name",
    ),
    Check(
        "file.extension_missing",
        Severity.REFUSED,
        "filing/file-types",
        "Ajoutez l’extension au nom du fichier, par exemple « .pdf ».",
        _no_extension,
        "file.name",
    ),
    Check(
        "file.extension_not_accepted",
        Severity.REFUSED,
        "filing/file-types",
        "Enregistrez la facture en PDF, ou exportez-la en XML depuis votre logiciel.",
        _other_extension,
        "file.name",
    ),
    Check(
        "file.extension_mismatch",
        Severity.REFUSED,
        "filing/file-types",
        "Redonnez au fichier son extension véritable, ou enregistrez-le de nouveau en PDF.",
        _content,
        "file.name",
    ),
    Check(
        "file.too_large",
        Severity.REFUSED,
        "filing/attachment-size",
        "Réduisez la qualité des images, ou déplacez les annexes dans des fichiers séparés.",
        _size,
        "file.size",
    ),
    Check(
        "file.unreadable",
        Severity.REFUSED,
        "filing/file-types",
        "Produisez de nouveau le fichier depuis votre logiciel, sans protection, puis vérifiez-le.",
        _unreadable,
        "file",
    ),
    Check(
        "file.not_an_invoice",
        Severity.REFUSED,
        "formats/pivot-flow",
        "Choisissez le fichier de la facture elle-même : un PDF, un Factur-X ou un XML.",
        _status,
        "file",
    ),
    Check(
        "file.pivot",
        Severity.DOUBTFUL,
        "formats/pivot-flow",
        "Pour déposer, exportez la facture en PDF, en Factur-X ou en XML (CII, UBL).",
        _pivot,
        "file",
    ),
    Check(
        "file.archive",
        Severity.INFO,
        "filing/several-invoices",
        "Faites-moi vérifier les factures une par une, avant de les compresser.",
        _archive,
        "file",
    ),
    Check(
        "file.several_invoices",
        Severity.INFO,
        "filing/several-invoices",
        "Faites vérifier les autres factures chacune dans son fichier.",
        _several,
        "file",
    ),
)
