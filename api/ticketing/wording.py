"""What a ticket says, in plain text: what treating it needs, and nothing of who the author is.

No name, no login, no address of a person leaves; bank, card and social security numbers that
somebody wrote are masked, in the names of files as well.
"""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from api.core.settings import Settings
from api.domain import french_figures
from api.domain.masking import mask
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitation_categories import DEFAULT, read_categories
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.structure import Structure
from api.portal.sollicitations.file_store import path_of
from api.ticketing.marks import prefix_of
from api.ticketing.port import Note, NoteFile, Ticket
from api.ticketing.repository import Record

# Our choice: what leaves within one note; a note's other files are named, and stay here.
MAX_FILES = 10_000_000  # bytes
_MAX_TITLE = 250  # characters; our choice: one line of a list


class Wording:
    """Notes and title of one sollicitation."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self._record = record
        self._settings = settings
        self._zone = ZoneInfo(settings.timezone)

    def ticket(self) -> Ticket:
        """The ticket as it is opened."""
        found = self._record.sollicitation
        about = mask(found.title) or self._category()
        title = " ".join(f"{prefix_of(found.reference)} {about}".split())
        return Ticket(found.reference, title[:_MAX_TITLE], self.notes()[0])

    def notes(self) -> list[Note]:
        """One a step, oldest first; the first one tells the whole demand."""
        return [self._note(number, step) for number, step in enumerate(self._record.steps, start=1)]

    def _note(self, number: int, step: SollicitationStep) -> Note:
        files = [file for file in self._record.files if file.step_id == step.id]
        leaving = _leaving(files)
        head = self._demand(step) if number == 1 else self._head(step)
        said = self._record.sollicitation.description if number == 1 else step.text
        parts = (head, mask(said or ""), _files_line(files, leaving))
        return Note(number, "\n\n".join(part for part in parts if part), leaving)

    def _head(self, step: SollicitationStep) -> str:
        by_mail = ", reçue par courriel" if step.by_mail else ""
        return f"{step.act.label} ({self._side(step)}, {self._at(step)}{by_mail})"

    def _demand(self, step: SollicitationStep) -> str:
        found = self._record.sollicitation
        address = f"{self._settings.public_url.rstrip('/')}/desk/sollicitations/{found.reference}"
        lines = [
            f"Sollicitation {found.reference}, déposée le {self._at(step)}",
            f"Catégorie : {self._category()}",
            _structure_line("Structure", found.structure),
            _structure_line("Destinataire", found.addressee),
            f"Facture : {found.invoice_number}" if found.invoice_number else "",
            f"À traiter dans Chorale : {address}",
        ]
        return "\n".join(line for line in lines if line)

    def _at(self, step: SollicitationStep) -> str:
        return french_figures.moment(step.at, self._zone)

    def _side(self, step: SollicitationStep) -> str:
        if step.party is Party.AUTHOR:
            return "l’usager"
        forwards = [one.id for one in self._record.steps if one.act is Act.FORWARD]
        before = bool(forwards) and step.id <= forwards[-1]
        return "la structure destinataire" if before else "le support"

    def _category(self) -> str:
        found = self._record.sollicitation
        return _category_label(found, self._settings.sollicitation_categories or DEFAULT)


def _category_label(found: Sollicitation, path: Path) -> str:
    category = read_categories(path).find(found.category)
    if category is None:
        return f"{found.category} › {found.sub_category}"
    sub_category = category.sub_category(found.sub_category)
    return f"{category.label} › {sub_category.label if sub_category else found.sub_category}"


def _structure_line(name: str, structure: Structure | None) -> str:
    return f"{name} : {structure.name} (SIRET {structure.siret})" if structure else ""


def _leaving(files: Sequence[SollicitationFile]) -> list[NoteFile]:
    """Those that fit, in their order, and that are still there."""
    left, leaving = MAX_FILES, list[NoteFile]()
    for file in files:
        path = path_of(file.sha256)
        if file.size <= left and path.is_file():
            left -= file.size
            leaving.append(NoteFile(file.id, mask(file.name), file.media_type, file.size, path))
    return leaving


def _files_line(files: Sequence[SollicitationFile], leaving: Sequence[NoteFile]) -> str:
    gone = {file.id for file in leaving}
    kept = "" if not files else "Fichiers : "
    return kept + " ; ".join(
        mask(file.name) if file.id in gone else f"{mask(file.name)} (à consulter dans Chorale)"
        for file in files
    )
