"""The mathematics of the hybrid classifier, free of Rasa: fit, probabilities, state.

A sentence vector, centred, joined with a latent space of TF-IDF over words and characters, which
see what the vector is blind to: codes, acronyms, typing errors.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from components import embedding
from components.french_text import normalise

STATE_VERSION = 6
LATENT_DIMENSIONS = 500
# More steps change no answer on the calibration split, and cost minutes.
LEARNING_STEPS = 100
PROJECTION_STEPS = 2
# In many phrases, a word or a group of letters seen once teaches nothing, and doubles the table.
MANY_PHRASES = 1000


class Weights(NamedTuple):
    """Chosen on the calibration split, never on the evaluation set (docs/decisions/0003)."""

    regularisation: float = 50.0
    latent: float = 1.0
    answers: float = 3.0
    temperature: float = 0.7


CHOSEN = Weights()


@dataclass
class IntentModel:
    """`intents[i]` is the name of column i of `probabilities`.

    `latent` has one row for each column of `counts`: half precision, for it is the largest part.
    """

    words: TfidfVectorizer
    characters: TfidfVectorizer
    latent: np.ndarray
    latent_weight: float
    centre: Optional[np.ndarray]
    classifier: LogisticRegression
    answers: Optional[np.ndarray] = None
    answers_weight: float = 0.0
    temperature: float = 1.0

    @property
    def intents(self) -> List[str]:
        return [str(name) for name in self.classifier.classes_]

    def probabilities(self, texts: List[str]) -> np.ndarray:
        """Shape (len(texts), len(intents)); rows sum to 1.

        The phrases decide; how near the question is to each answer's own words leans the balance;
        the temperature makes a confidence of 0.8 right eight times in ten.
        """
        dense = None if self.centre is None else vectors(texts)
        learnt = self.classifier.predict_proba(self.join(self.counts(texts), dense))
        scores = np.log(learnt + 1e-9)
        if self.answers is not None and dense is not None:
            scores += self.answers_weight * (normalize(dense - self.centre) @ self.answers.T)
        return softmax(scores / self.temperature, axis=1)

    def join(self, counts: csr_matrix, dense: Optional[np.ndarray]) -> np.ndarray:
        latent = normalize(self.project(counts))
        if dense is None:
            return latent
        return np.hstack([normalize(dense - self.centre), self.latent_weight * latent])

    def project(self, counts: csr_matrix) -> np.ndarray:
        """Shape (rows of counts, latent dimensions), float32."""
        present = np.unique(counts.indices)
        return counts[:, present] @ self.latent[present].astype(np.float32)

    def counts(self, texts: List[str]) -> csr_matrix:
        return count(self.words, self.characters, [normalise(text) for text in texts])

    def to_state(self) -> Dict[str, Any]:
        """Plain objects of numpy and scikit-learn only, which skops can check on loading."""
        return {"version": STATE_VERSION, **self.__dict__}

    @classmethod
    def from_state(cls, state: Dict[str, Any]) -> "IntentModel":
        """Raises ValueError for a model that this machine or this code cannot run."""
        if state.pop("version") != STATE_VERSION:
            raise ValueError("model of another version: train it again")
        if state["centre"] is not None and not embedding.is_available():
            raise ValueError("this model was trained with sentence vectors: train it again")
        return cls(**state)


def vectors(texts: List[str]) -> np.ndarray:
    """Shape (n, 384), of the text as typed: accents inform, capitals over a whole text do not."""
    return embedding.embed([text.lower() if text.isupper() else text for text in texts])


def fit(
    texts: List[str],
    intents: List[str],
    weights: Weights = CHOSEN,
    answers: Optional[Dict[str, str]] = None,
) -> IntentModel:
    """Learn from phrases and their intents (same length), and from the answers by intent."""
    plain = [normalise(text) for text in texts]
    words, characters = learn_terms(plain)
    counts = count(words, characters, plain)
    latent = learn_latent(counts)
    dense = vectors(texts) if embedding.is_available() else None
    centre = None if dense is None else dense.mean(axis=0)
    classifier = LogisticRegression(C=weights.regularisation, max_iter=LEARNING_STEPS)
    model = IntentModel(words, characters, latent, weights.latent, centre, classifier)
    model.temperature = weights.temperature
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # we stop early on purpose
        classifier.fit(model.join(counts, dense), intents)
    if answers and centre is not None:
        model.answers = answer_vectors(model.intents, answers)
        model.answers_weight = weights.answers
    return model


def learn_terms(plain: List[str]) -> Tuple[TfidfVectorizer, TfidfVectorizer]:
    """The words and the groups of letters that count, and how much each does."""
    common = {
        "sublinear_tf": True,
        "min_df": 2 if len(plain) > MANY_PHRASES else 1,
        "dtype": np.float32,
    }
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", **common)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common)
    return words.fit(plain), characters.fit(plain)


def count(words: TfidfVectorizer, characters: TfidfVectorizer, plain: List[str]) -> csr_matrix:
    """Shape (len(plain), columns of both tables), of normalised texts."""
    return hstack([words.transform(plain), characters.transform(plain)], format="csr")


def learn_latent(counts: csr_matrix) -> np.ndarray:
    """The projection of counts: shape (columns, dimensions)."""
    dimensions = min(LATENT_DIMENSIONS, counts.shape[0] - 1, counts.shape[1] - 1)
    axes = TruncatedSVD(dimensions, n_iter=PROJECTION_STEPS, random_state=0).fit(counts).components_
    return np.ascontiguousarray(axes.T, dtype=np.float16)


def answer_vectors(intents: List[str], answers: Dict[str, str]) -> np.ndarray:
    """Shape (len(intents), 384), centred; zero for an intent without an answer in words."""
    known = [index for index, intent in enumerate(intents) if intent in answers]
    found = embedding.embed_passages([answers[intents[index]] for index in known])
    table = np.zeros((len(intents), embedding.DIMENSIONS), dtype=np.float32)
    table[known] = normalize(found - found.mean(axis=0))
    return table
