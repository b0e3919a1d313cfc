"""Intent classifier: sentence vectors joined with a latent TF-IDF of words and characters.

Vectors know synonyms, words carry the field's terms, characters survive typing errors. A logistic
regression on them gives probabilities. docs/decisions/0003 tells why, with figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import intent_model

FILE = "intent_model.skops"
# Held by scikit-learn's TF-IDF; skops knows it by its public name only.
TRUSTED = ["scipy.sparse._csr.csr_matrix"]


def read_answers(path: Optional[Text]) -> Optional[Dict[Text, Text]]:
    """The answer of each intent, from the compiled knowledge; None when no file is configured."""
    if not path:
        return None
    entries = json.loads(Path(path).read_text(encoding="utf-8"))["entries"].values()
    return {entry["intent"]: f"{entry['title']}. {entry['text']}" for entry in entries}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`, confidences being probabilities that sum to 1."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn", "skops"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"ranking_length": 10, "answers": None, "weights": {}}

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[intent_model.IntentModel] = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "HybridIntentClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has a text and an intent; keep the model in the storage."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]
        texts, intents = zip(*examples)
        self._model = intent_model.fit(
            list(texts),
            list(intents),
            intent_model.Weights(**self._config["weights"]),
            read_answers(self._config["answers"]),
        )
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(self._model.to_state(), folder / FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "HybridIntentClassifier":
        with model_storage.read_from(resource) as folder:
            file = folder / FILE
            state = skops.io.load(file, trusted=TRUSTED)
        model = intent_model.IntentModel.from_state(state)
        return cls(config, model_storage, resource, model)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text and self._model is not None:
                self._classify(message, text)
        return messages

    def _classify(self, message: Message, text: Text) -> None:
        assert self._model is not None
        probabilities, intents = self._model.probabilities([text])[0], self._model.intents
        best = np.argsort(-probabilities)[: self._config["ranking_length"]]
        ranking = [
            {"name": intents[index], "confidence": float(probabilities[index])} for index in best
        ]
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        # Nothing after us in the pipeline learns from predictions on the training set.
        return training_data
