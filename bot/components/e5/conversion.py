"""Lays the weights out as CTranslate2 wants them, in eight-bit integers."""

from __future__ import annotations

import numpy as np
from ctranslate2.specs import common_spec
from ctranslate2.specs.transformer_spec import (
    TransformerEncoderLayerSpec,
    TransformerEncoderModelSpec,
    TransformerEncoderSpec,
)

from components.e5.weights import Vocabulary, Weights


def convert(
    weights: Weights, vocabulary: Vocabulary, kept: np.ndarray
) -> TransformerEncoderModelSpec:
    """A model to save; `kept` holds the rows of the word table that `vocabulary` needs."""
    sizes = weights.sizes
    encoder = TransformerEncoderSpec(
        sizes.layers,
        sizes.heads,
        pre_norm=False,
        layernorm_embedding=True,
        activation=common_spec.Activation.GELU,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    _fill_embeddings(encoder, weights, kept)
    for index, layer in enumerate(encoder.layer):
        _fill_layer(layer, weights, f"l{index}.")
    model = TransformerEncoderModelSpec(encoder, pooling_layer=False)
    model.register_vocabulary(vocabulary.pieces)
    model.config.unk_token = vocabulary.pieces[vocabulary.unknown]
    model.config.layer_norm_epsilon = sizes.epsilon
    model.validate()
    model.optimize(quantization="int8")
    return model


def _fill_embeddings(encoder: TransformerEncoderSpec, weights: Weights, kept: np.ndarray) -> None:
    hidden = weights.sizes.hidden
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights.tensors["emb.word"].rows(kept)
    encoder.embeddings[1].weight = weights.vector("emb.type").reshape(-1, hidden)
    encoder.position_encodings.encodings = weights.vector("emb.pos").reshape(-1, hidden)
    encoder.layernorm_embedding.gamma = weights.vector("emb.ln.w")
    encoder.layernorm_embedding.beta = weights.vector("emb.ln.b")


def _fill_layer(layer: TransformerEncoderLayerSpec, weights: Weights, name: str) -> None:
    attention, forward = layer.self_attention, layer.ffn
    attention.linear[0].weight = np.vstack([weights.matrix(f"{name}{part}.w") for part in "qkv"])
    attention.linear[0].bias = np.hstack([weights.vector(f"{name}{part}.b") for part in "qkv"])
    for linear, part in (
        (attention.linear[1], "ao"),
        (forward.linear_0, "fi"),
        (forward.linear_1, "fo"),
    ):
        linear.weight = weights.matrix(f"{name}{part}.w")
        linear.bias = weights.vector(f"{name}{part}.b")
    for norm, part in ((attention.layer_norm, "aln"), (forward.layer_norm, "oln")):
        norm.gamma = weights.vector(f"{name}{part}.w")
        norm.beta = weights.vector(f"{name}{part}.b")
