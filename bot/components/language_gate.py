"""Tells questions that are surely not in French, and gives them the intent `other_language`.

A detector (py3langid) and the small words of the text must agree: on SMS French, typing errors and
names of the API, a detector is often sure and wrong. docs/decisions/0006 gives the measures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.french_text import SHORTHAND
from components.function_words import FOREIGN, FRENCH

OTHER_LANGUAGE = "other_language"
ANSWERED = frozenset({"en", "es"})  # every other language is `other`
MIN_WORDS = 3
MAX_CHARACTERS = 300
# Above, the text may be French; far below, one small word is proof enough.
MAX_FRENCH = 0.1
NEVER_FRENCH = 1e-4
MIN_FOREIGN_SCRIPT = 0.5

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# What is quoted, and codes: IN_DP_E1_UBL_INVOICE, A12, 201700100376.
_NOT_PROSE = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\S*[\d_]\S*")


def foreign_language(text: Text) -> Optional[Text]:
    """`en`, `es` or `other` when `text` is surely not French; neither codes nor quotes count."""
    plain = _NOT_PROSE.sub(" ", text[:MAX_CHARACTERS]).replace("’", "'").lower()
    words = _WORD.findall(plain)
    if _is_another_script(words):
        return "other"
    if len(words) < MIN_WORDS:
        return None
    scores = dict(_detector().rank(" ".join(words)))
    if scores["fr"] > MAX_FRENCH:
        return None
    found = max(FOREIGN, key=lambda name: (_balance(words, name), scores[name]))
    needed = 1 if scores["fr"] < NEVER_FRENCH else 2
    if not _is_evident(words, found, needed) and not ("¿" in plain and found == "es"):
        return None
    return found if found in ANSWERED else "other"


@lru_cache(maxsize=1)
def _detector() -> Any:
    """Read once (2 s, 40 MB): French and the languages it must be told from."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    detector.set_languages(["fr", *FOREIGN])
    return detector


def _balance(words: List[Text], name: Text) -> int:
    """Small words of the language `name`, less those that are French and not its own."""
    own = sum(word in FOREIGN[name] for word in words)
    return own - sum(_is_french(word, name) for word in words)


def _is_french(word: Text, name: Text) -> bool:
    if word in FOREIGN[name]:
        return False
    return word in FRENCH or word in SHORTHAND or word.partition("'")[0] in FRENCH


def _is_evident(words: List[Text], name: Text, needed: int) -> bool:
    """At least one word that no French text holds; a letter alone proves nothing."""
    proof = any(len(word) > 1 and word in FOREIGN[name] - FRENCH for word in words)
    known = sum(word in FOREIGN[name] for word in words)
    return proof and known >= needed and _balance(words, name) > 0


def _is_another_script(words: List[Text]) -> bool:
    letters = "".join(words)
    foreign = sum(not unicodedata.name(char, "LATIN").startswith("LATIN") for char in letters)
    return bool(letters) and foreign / len(letters) > MIN_FOREIGN_SCRIPT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageGate(GraphComponent):
    """Last of the pipeline: sets the intent, and the language as entity `language`.

    The ranking of the classifier is kept behind it: its vectors know several languages, so that
    the nearest French page can be named. The `kept` intents are left alone once they are sure.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def required_packages() -> List[Text]:
        return ["py3langid"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"kept": ["insult", "distress", "injection"], "sure": 0.5}

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config
        _detector()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageGate":
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            language = foreign_language(text) if text else None
            if language and not self._is_kept(message):
                _mark(message, text, language)
        return messages

    def _is_kept(self, message: Message) -> bool:
        best = _ranking(message)[:1]
        return any(
            guess["name"] in self._config["kept"] and guess["confidence"] >= self._config["sure"]
            for guess in best
        )


def _ranking(message: Message) -> List[Dict[Text, Any]]:
    """What the classifier found, without the fallback put before it."""
    guesses = message.get("intent_ranking", [])
    return [guess for guess in guesses if guess["name"] != "nlu_fallback"]


def _mark(message: Message, text: Text, language: Text) -> None:
    intent = {"name": OTHER_LANGUAGE, "confidence": 1.0}
    entity = {
        "entity": "language",
        "value": language,
        "start": 0,
        "end": len(text),
        "extractor": "LanguageGate",
    }
    message.set(INTENT, intent, add_to_output=True)
    message.set("intent_ranking", [intent, *_ranking(message)], add_to_output=True)
    message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
