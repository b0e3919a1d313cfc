"""Why a file is refused: a stable code and the sentence its owner reads."""

from api.domain.labelled import LabelledEnum


class Refusal(LabelledEnum):
    """Add some, never rename one: the codes are shown to other programs."""

    EMPTY = "empty_file", "Ce fichier est vide."
    TOO_LARGE = "file_too_large", "Ce fichier dépasse 10 Mo, la taille qu’un fichier peut avoir."
    UNKNOWN_FORMAT = (
        "unknown_format",
        "Le format de ce fichier n’est pas reconnu : déposez un PDF, un Factur-X, ou un fichier "
        "XML au format CII, UBL, CPP Facture Min, pivot de factures ou pivot de statuts.",
    )
    EXTENSION = (
        "extension_refused",
        "L’extension de ce fichier n’est pas acceptée : choisissez un fichier « .pdf », « .xml », "
        "« .zip » ou « .tar.gz ».",
    )
    EXTENSION_MISMATCH = (
        "extension_mismatch",
        "L’extension de ce fichier ne correspond pas à son contenu : renommez-le ou choisissez le "
        "bon fichier.",
    )
    ARCHIVE = (
        "archive_not_expected",
        "Ce fichier est une archive : déposez-la comme un lot, ou choisissez un seul fichier.",
    )
    TRUNCATED = (
        "file_damaged",
        "Ce fichier est incomplet ou abîmé : exportez-le de nouveau, puis recommencez.",
    )

    XML_MALFORMED = (
        "xml_malformed",
        "Ce fichier XML est mal formé ou incomplet : exportez-le de nouveau depuis votre logiciel.",
    )
    XML_ENCODING = (
        "xml_encoding",
        "Les caractères de ce fichier XML ne correspondent pas à l’encodage qu’il annonce : "
        "enregistrez-le en UTF-8.",
    )
    XML_DTD = (
        "xml_dtd",
        "Ce fichier XML contient une déclaration de type de document (DOCTYPE), ce qui est "
        "interdit ici par sécurité : retirez-la.",
    )
    XML_EXTERNAL_DTD = (
        "xml_external_dtd",
        "Ce fichier XML renvoie à une DTD extérieure, ce qui est interdit ici par sécurité : "
        "retirez la ligne DOCTYPE.",
    )
    XML_ENTITIES = (
        "xml_entities",
        "Ce fichier XML déclare des entités, ce qui est interdit ici par sécurité : retirez la "
        "ligne DOCTYPE et écrivez les valeurs en toutes lettres.",
    )
    XML_EXTERNAL_ENTITY = (
        "xml_external_entity",
        "Ce fichier XML cherche à lire une autre ressource par une entité externe : il est refusé "
        "par sécurité.",
    )
    XML_TOO_COMPLEX = (
        "xml_too_complex",
        "Ce fichier XML contient trop de balises, ou des balises trop imbriquées, pour une "
        "facture.",
    )
    ATTACHMENT = (
        "attachment_unreadable",
        "Une pièce jointe de ce fichier est illisible : elle doit être codée en base 64, dans une "
        "archive zip pour les formats CPP.",
    )
    ATTACHMENTS_TOO_LARGE = (
        "attachments_too_large",
        "Les pièces jointes de ce fichier sont trop volumineuses : chacune est limitée à 10 Mo et "
        "l’ensemble à 120 Mo.",
    )

    PDF_PASSWORD = (
        "pdf_password",
        "Ce PDF est protégé par un mot de passe : retirez cette protection avant de le déposer.",
    )
    PDF_TOO_MANY_PAGES = "pdf_too_many_pages", "Ce PDF a trop de pages pour une facture."
    PDF_TOO_COMPLEX = (
        "pdf_too_complex",
        "Ce PDF demande trop de temps ou de mémoire pour être lu : exportez-le de nouveau, plus "
        "simplement.",
    )
    PDF_DAMAGED = (
        "pdf_damaged",
        "Ce PDF est incomplet ou abîmé : exportez-le de nouveau depuis votre logiciel.",
    )

    ARCHIVE_TOO_LARGE = (
        "archive_too_large",
        "Cette archive est trop volumineuse : limitez-la à 120 Mo, ou à 300 Mo une fois ouverte, "
        "en la partageant en plusieurs lots.",
    )
    ARCHIVE_MEMBER_TOO_LARGE = (
        "archive_member_too_large",
        "Un fichier de cette archive dépasse 10 Mo, la taille qu’un fichier peut avoir.",
    )
    ARCHIVE_TOO_MANY = (
        "archive_too_many_files",
        "Cette archive contient plus de 1 000 fichiers : partagez-la en plusieurs lots.",
    )
    ARCHIVE_BOMB = (
        "archive_bomb",
        "Le contenu de cette archive est anormalement plus grand qu’elle : elle est refusée par "
        "sécurité.",
    )
    ARCHIVE_PATH = (
        "archive_path",
        "Un fichier de cette archive porte un chemin interdit (absolu, ou qui remonte hors de "
        "l’archive) : refaites-la à partir de fichiers simples.",
    )
    ARCHIVE_LINK = (
        "archive_link",
        "Cette archive contient un lien ou un fichier spécial : n’y mettez que des fichiers "
        "ordinaires.",
    )
    ARCHIVE_ENCRYPTED = (
        "archive_encrypted",
        "Cette archive est protégée par un mot de passe : refaites-la sans protection.",
    )
    ARCHIVE_NESTED = (
        "archive_nested",
        "Cette archive en contient une autre : mettez vos fichiers directement dans une seule "
        "archive.",
    )
    ARCHIVE_METHOD = (
        "archive_method",
        "Cette archive utilise un mode de compression qui n’est pas accepté : refaites-la en zip "
        "ordinaire ou en tar.gz.",
    )
    ARCHIVE_DAMAGED = (
        "archive_damaged",
        "Cette archive est incomplète ou abîmée : refaites-la, puis recommencez.",
    )
    ARCHIVE_EMPTY = "archive_empty", "Cette archive ne contient aucun fichier."
