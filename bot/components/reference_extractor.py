"""Entities with a form of their own: invoice numbers, SIRET, names of structures, status words."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.french_text import fold

_SPACE = r"[ .\u00a0\u202f]?"
_SIRET = re.compile(rf"(?<!\d)(\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}})(?!\d)")
# Letters, then digits with / - _ between them: 201700100376, AVB20150923, FA-2026-0012.
_NUMBER = re.compile(r"(?<![\w/])((?:[a-z]{1,5}[-_/]?)?\d[\d_/-]*(?:[a-z]{0,3}\d+)*)(?![\w])")
_ACRONYM = re.compile(r"(?<!\w)((?:cd|atd|cc|sdis|chu|crous|ars|sivom)[ -]?\d{0,3}[ab]?)(?!\w)")
_NAMED = re.compile(
    r"(?:\bsiret|\bstructure|\bfiche|\bservices?|\bcodes? services?)"
    r"\s+(?:de la |de l ?'?|du |des |de |d ?'?|pour le |pour la |pour )"
    r"(?!ma\b|mon\b|mes\b|notre\b|votre\b)([a-z][\w' -]{2,60}?)\s*[?.!]*$"
)
_STATUS = re.compile(
    r"\b(rejete?e?s?|refuse?e?s?|suspendue?s?|a recycler|brouillons?|payee?s?|"
    r"mise?s? en paiement|en paiement|mise?s? a disposition|deposee?s?|mandatee?s?|"
    r"comptabilisee?s?|completee?s?|en attente|en retard|retournee?s?|en erreur|bloquee?s?)\b"
)
_UNIT = re.compile(
    r"\s*(?:€|euros?|%|jours?|mois|ans?|heures?|h\b|mo\b|ko\b|minutes?|octets|caracteres)"
)
_YEAR_OR_HOUR = re.compile(r"^(?:19|20)\d\d$")


def extract(text: Text) -> List[Dict[Text, Any]]:
    """Entities found in `text`, offsets in the original; French dates and prices are not numbers.

    The folding keeps one character for one, except ligatures, which no number holds.
    """
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    found: List[Dict[Text, Any]] = []
    for match in _SIRET.finditer(folded):
        found.append(_entity("siret", re.sub(r"\D", "", match[1]), match))
    covered = [(item["start"], item["end"]) for item in found]
    found += [
        _entity("invoice_number", text[match.start(1) : match.end(1)].upper(), match)
        for match in _NUMBER.finditer(folded)
        if _is_invoice_number(match, folded, covered)
    ]
    for pattern in (_ACRONYM, _NAMED):
        match = pattern.search(folded)
        if match and not re.fullmatch(r"[\d ]+", match[1]):
            found.append(_entity("structure_name", match[1].strip(), match))
            break
    status = _STATUS.search(folded)
    if status:
        found.append(_entity("invoice_status", status[1], status))
    return found


def _is_invoice_number(match: "re.Match[str]", text: str, covered: List[Any]) -> bool:
    value, start, end = match[1], match.start(1), match.end(1)
    if any(start < stop and end > begin for begin, stop in covered):
        return False
    if sum(char.isdigit() for char in value) < 2 or len(value) > 20:
        return False
    if re.fullmatch(r"(?:cd|atd|cc|sdis|a)[-]?\d{1,2}", value):
        return False  # a department, or a billing framework such as A12
    if re.fullmatch(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?", value):
        return False  # a date
    around = text[max(0, start - 14) : start] + "|" + text[end : end + 12]
    return not _is_quantity(value, around)


def _is_quantity(value: str, around: str) -> bool:
    before, after = around.split("|", 1)
    if _UNIT.match(after):
        return True
    if re.match(r"[,.]\d", after) or re.search(r"\d[,.]$", before):
        return True
    named = re.search(r"(?:facture|numero|n°|no|la|celle|recu|avoir)\s*$", before)
    return bool(_YEAR_OR_HOUR.match(value)) and not named


def _entity(name: Text, value: Text, match: "re.Match[str]") -> Dict[Text, Any]:
    return {
        "entity": name,
        "value": value,
        "start": match.start(1),
        "end": match.end(1),
        "extractor": "ReferenceExtractor",
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReferenceExtractor(EntityExtractorMixin, GraphComponent):
    """Adds what `extract` finds to the entities of a message."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ReferenceExtractor":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                entities = message.get(ENTITIES, []) + extract(text)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
