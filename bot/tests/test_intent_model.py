"""The classifier's mathematics on a handful of phrases, with the vectors and without."""

from __future__ import annotations

from typing import List

import pytest
import skops.io
from components import embedding, intent_model
from components.hybrid_classifier import TRUSTED

PHRASES = {
    "pay": ["quand serai-je payé", "délai de paiement", "je veux mon argent", "payé quand"],
    "password": ["mot de passe oublié", "j'ai perdu mon mdp", "réinitialiser le mot de passe"],
    "file": ["déposer une facture", "comment envoyer ma facture", "dépôt facture pdf"],
}
TEXTS = [text for texts in PHRASES.values() for text in texts]
INTENTS = [intent for intent, texts in PHRASES.items() for _ in texts]


def fitted() -> intent_model.IntentModel:
    return intent_model.fit(TEXTS, INTENTS)


def best(model: intent_model.IntentModel, texts: List[str]) -> List[str]:
    return [model.intents[row.argmax()] for row in model.probabilities(texts)]


@pytest.mark.parametrize("vectors", [True, False])
def test_recognises_other_wordings(monkeypatch: pytest.MonkeyPatch, vectors: bool) -> None:
    if not vectors:
        monkeypatch.setattr(embedding, "is_available", lambda: False)
    model = fitted()
    assert best(model, ["MOT DE PASSE OUBLIER", "comment déposer ma facture"]) == [
        "password",
        "file",
    ]


def test_probabilities_sum_to_one() -> None:
    rows = fitted().probabilities(["bonjour", "", "🙂"])
    assert rows.sum(axis=1) == pytest.approx([1, 1, 1])


def test_survives_a_round_trip_to_disk(tmp_path) -> None:
    model, file = fitted(), tmp_path / "model.skops"
    skops.io.dump(model.to_state(), file)

    loaded = intent_model.IntentModel.from_state(skops.io.load(file, trusted=TRUSTED))
    assert loaded.probabilities(TEXTS) == pytest.approx(model.probabilities(TEXTS))


def test_a_model_with_vectors_is_refused_where_they_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = fitted().to_state()
    monkeypatch.setattr(embedding, "is_available", lambda: False)
    with pytest.raises(ValueError, match="train it again"):
        intent_model.IntentModel.from_state(state)


def test_the_words_of_an_answer_lean_the_balance() -> None:
    answers = {
        "pay": "Le virement arrive sous trente jours après le dépôt.",
        "password": "Choisissez douze caractères au moins.",
        "file": "Choisissez votre PDF puis envoyez-le.",
    }
    with_answers = intent_model.fit(TEXTS, INTENTS, answers=answers)
    question = ["le virement met combien de temps après le dépôt"]

    column = with_answers.intents.index("pay")
    leaning = with_answers.probabilities(question)[0, column]
    assert leaning > fitted().probabilities(question)[0, column]
    assert with_answers.probabilities(question).sum() == pytest.approx(1)
