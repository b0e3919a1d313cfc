"""What a refused file is refused for."""

from collections.abc import Callable
from typing import Any

import pytest

from api.formats.errors import RefusedFileError
from api.formats.reading import read_document


def refusal_of(act: Callable[..., Any], *arguments: Any) -> str:
    """The code with which `act` refuses; the test fails if it accepts."""
    with pytest.raises(RefusedFileError) as caught:
        act(*arguments)
    assert caught.value.detail.endswith(".")
    return caught.value.code


def reading_refusal(content: bytes, name: str = "facture.xml") -> str:
    """The code with which `read_document` refuses a file."""
    return refusal_of(read_document, content, name)
