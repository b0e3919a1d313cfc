"""The mathematics of the hybrid classifier, free of Rasa: fit, probabilities, state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from components import embedding
from components.french_text import normalise

STATE_VERSION = 1


@dataclass
class IntentModel:
    """`intents[i]` is the name of column i of `probabilities`."""

    words: TfidfVectorizer
    characters: TfidfVectorizer
    centre: Optional[np.ndarray]
    vector_weight: float
    classifier: LogisticRegression

    @property
    def intents(self) -> List[str]:
        return [str(name) for name in self.classifier.classes_]

    def probabilities(self, texts: List[str]) -> np.ndarray:
        """Shape (len(texts), len(intents)); rows sum to 1."""
        return self.classifier.predict_proba(self.features(texts))

    def features(self, texts: List[str]) -> csr_matrix:
        plain = [normalise(text) for text in texts]
        parts = [self.words.transform(plain), self.characters.transform(plain)]
        if self.centre is not None:
            vectors = embedding.embed(plain) if embedding.is_available() else None
            if vectors is None:
                raise RuntimeError("this model was trained with sentence vectors: train it again")
            parts.append(csr_matrix((vectors - self.centre) * self.vector_weight))
        return hstack(parts, format="csr")

    def to_state(self) -> Dict[str, Any]:
        """Plain objects of numpy and scikit-learn only, which skops can check on loading."""
        return {
            "version": STATE_VERSION,
            "words": self.words,
            "characters": self.characters,
            "centre": self.centre,
            "vector_weight": self.vector_weight,
            "classifier": self.classifier,
        }

    @classmethod
    def from_state(cls, state: Dict[str, Any]) -> "IntentModel":
        if state.pop("version") != STATE_VERSION:
            raise ValueError("model of another version: train it again")
        return cls(**state)


def fit(
    texts: List[str], intents: List[str], *, regularisation: float, vector_weight: float
) -> IntentModel:
    """Learn from phrases and their intents (same length)."""
    plain = [normalise(text) for text in texts]
    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+", dtype=np.float32
    )
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32
    )
    words.fit(plain)
    characters.fit(plain)
    centre = embedding.embed(plain).mean(axis=0) if embedding.is_available() else None
    classifier = LogisticRegression(C=regularisation, max_iter=200, class_weight="balanced")
    model = IntentModel(words, characters, centre, vector_weight, classifier)
    classifier.fit(model.features(texts), intents)
    return model
