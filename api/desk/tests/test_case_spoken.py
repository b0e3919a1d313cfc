"""What of a conversation is a question to search for."""

from typing import Any

import pytest

from api.core.clock import real_now
from api.desk.case.repository import Spoken
from api.desk.case.spoken import questions
from api.domain.chat_event import Sender

FILES = [{"name": "avoir.pdf"}]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ({"text": "Fichier joint : avoir.pdf", "attachments": FILES}, False),
        ({"text": "Fichier rejeté, que faire ?", "attachments": FILES}, True),
        ({"text": "Fichier joint : avoir.pdf"}, True),
    ],
)
def test_file_without_a_word_is_no_question(body: dict[str, Any], asked: bool) -> None:
    said = Spoken(1, real_now(), Sender.USER, body, None)

    assert list(questions([said])) == ([said] if asked else [])
