"""Sentence vectors (multilingual E5, in process); without them TF-IDF serves alone."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any, List, Optional

import numpy as np

logger = logging.getLogger(__name__)

DIMENSIONS = 384
# The cost grows with length: what a question means is in its beginning.
MAX_CHARACTERS = 300
MAX_PASSAGE = 450


@lru_cache(maxsize=1)
def _model() -> Optional[Any]:
    try:
        from components.e5 import weights
        from components.e5.encoder import Encoder

        return Encoder(weights.load())
    except Exception as error:  # any failure to load must degrade, not stop
        logger.warning("sentence vectors unavailable (%s): TF-IDF alone", error)
        return None


def is_available() -> bool:
    return _model() is not None


def embed(texts: List[str]) -> np.ndarray:
    """Unit vectors of questions, shape (len(texts), 384), float32. Needs a model."""
    return _loaded().embed([f"query: {text[:MAX_CHARACTERS] or ' '}" for text in texts])


def embed_passages(texts: List[str]) -> np.ndarray:
    """The same for texts that answer, which the model tells apart from questions."""
    return _loaded().embed([f"passage: {text[:MAX_PASSAGE]}" for text in texts])


def _loaded() -> Any:
    model = _model()
    if model is None:
        raise RuntimeError("sentence vectors are not available")
    return model
