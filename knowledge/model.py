"""A knowledge entry and its sources, as the rest of the package reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from knowledge.content import Block, plain_text
from knowledge.labelled import LabelledEnum
from knowledge.place import Place
from knowledge.problems import Problem


class Theme(LabelledEnum):
    """Folders of `knowledge/entries`."""

    ACCOUNT = "account", "Compte et connexion"
    STRUCTURES = "structures", "Structure, rattachement et droits"
    FILING = "filing", "Préparer et déposer"
    TRACKING = "tracking", "Suivi et statuts"
    SUBCONTRACTING = "subcontracting", "Sous-traitance et cotraitance"
    WORKS = "works", "Marchés de travaux"
    SUPPORT = "support", "Support, ClaudIA et tickets"
    FORMATS = "formats", "Formats, flux, EDI, API"
    OBLIGATIONS = "obligations", "Obligations et réforme"
    REFUNDS = "refunds", "Frais de justice et remboursements"
    PUBLIC_BODIES = "public-bodies", "Entités publiques"
    CD31 = "cd31", "Conseil départemental de la Haute-Garonne"


class Audience(StrEnum):
    """Whom an answer is for; the values are French words of the portal."""

    SUPPLIER = "fournisseur"
    PUBLIC_BODY = "entite_publique"
    SUBCONTRACTOR = "sous_traitant"
    COCONTRACTOR = "cotraitant"
    WORKS_PARTY = "moe_moa"
    JUSTICE = "justice"
    FARMER = "agricole"
    INTEGRATOR = "integrateur"
    EVERYONE = "tous"


class Profile(StrEnum):
    """The role of a connected reader, the same in all of his structures."""

    PRINCIPAL_MANAGER = "gestionnaire_principal"
    SECONDARY_MANAGER = "gestionnaire_secondaire"
    SIMPLE_USER = "utilisateur_simple"


# Of the audiences, those that the portal tells of a connected reader.
TELLABLE = (Audience.SUPPLIER, Audience.PUBLIC_BODY)


class Offer(LabelledEnum):
    """A service of the assistant that an answer may propose: the intent behind its button."""

    AGENT = "request_agent", "Contacter un agent"
    INVOICE = "ask_invoice_status", "Suivre une facture"
    INVOICES = "list_invoices", "Voir mes factures"
    STRUCTURE = "structure_info", "Consulter une structure publique"
    SOLLICITATION = "file_sollicitation", "Déposer une sollicitation"
    SOLLICITATIONS = "list_sollicitations", "Voir mes sollicitations"
    FRAMEWORK = "which_framework", "Trouver mon cadre de facturation"


class Diagnosis(StrEnum):
    """What of the user's own case is looked at before the answer: `action_diagnose_<value>`."""

    MISSING_SPACE = "missing_space"
    RETURNED_INVOICE = "returned_invoice"
    UNPAID_INVOICE = "unpaid_invoice"
    STRUCTURE_MANAGERS = "structure_managers"


type Text = Annotated[str, Field(min_length=1)]
# Strict mode would refuse what YAML gives for these: a list and a plain string.
type Many[T] = Annotated[tuple[T, ...], Field(strict=False)]
type ThemeCode = Annotated[Theme, Field(strict=False)]
type OfferCode = Annotated[Offer, Field(strict=False)]
type DiagnosisCode = Annotated[Diagnosis, Field(strict=False)]
type AudienceCode = Annotated[Audience, Field(strict=False)]
type ProfileCode = Annotated[Profile, Field(strict=False)]


class FollowUpHeader(BaseModel):
    """A short question that makes sense only after the entry's own answer."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: Text
    answer: Text


class VariantHeader(BaseModel):
    """Another answer for connected readers of these audiences and profiles; none named: any."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    audience: Many[AudienceCode] = ()
    profile: Many[ProfileCode] = ()
    answer: Text


class Header(BaseModel):
    """The front matter of an entry. Unknown keys are refused, nothing is converted."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*\z")]
    ref: Annotated[str, Field(pattern=r"\AFAQ-[0-9]{3}\z")] | None = None
    title: Text
    theme: ThemeCode
    audience: Many[AudienceCode]
    questions: Many[Text]
    not_questions: Many[Text] = ()
    sources: Many[Text]
    reviewed_on: date
    review_by: date
    related: Many[Text] = ()
    offers: Many[OfferCode] = ()
    diagnosis: DiagnosisCode | None = None
    follow_ups: Many[FollowUpHeader] = ()
    variants: Many[VariantHeader] = ()


class Source(BaseModel):
    """Where a fact comes from. `date` is a French wording, since few sources have an exact one."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    title: Text
    url: Annotated[str, Field(pattern=r"\Ahttps?://\S+\z")] | None
    date: Text | None
    publisher: Text


@dataclass(frozen=True, slots=True)
class FollowUp:
    question: str
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The answer of an entry for some connected readers; the body is that of all others."""

    audience: tuple[Audience, ...]
    profile: tuple[Profile, ...]
    content: tuple[Block, ...]

    @property
    def text(self) -> str:
        return plain_text(self.content)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its answer. `body_line` is the line where the answer begins."""

    header: Header
    content: tuple[Block, ...]
    follow_ups: tuple[FollowUp, ...]
    variants: tuple[Variant, ...]
    place: Place
    body_line: int

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def text(self) -> str:
        return plain_text(self.content)

    @property
    def intent(self) -> str:
        return intent_of(self.id)


def intent_of(entry_id: str) -> str:
    """The name of an entry for Rasa, which wants neither slash nor dash."""
    return "faq_" + entry_id.replace("/", "_").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Library:
    """All entries, by id. `known_ids` also counts the files that could not be read."""

    entries: tuple[Entry, ...]
    sources: Mapping[str, Source]
    known_ids: frozenset[str]
    problems: tuple[Problem, ...] = ()

    @property
    def question_count(self) -> int:
        return sum(len(entry.header.questions) for entry in self.entries)

    def overdue(self, today: date) -> list[Entry]:
        """Entries whose review date has passed, the oldest first."""
        late = [entry for entry in self.entries if entry.header.review_by < today]
        return sorted(late, key=lambda entry: (entry.header.review_by, entry.id))
