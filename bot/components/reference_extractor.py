"""Entities with a form of their own, read by `components.references`."""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.references.reading import read


def extract(text: Text) -> List[Dict[Text, Any]]:
    """Entities of `text`, signed as Rasa wants them."""
    return [{**entity, "extractor": "ReferenceExtractor"} for entity in read(text)]


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
