"""Kill -9 in the middle of a turn: answered once after the restart, whatever was killed."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from ops.tests.waiting import until
from tests.stack import Stack
from tests.talk import Talk

type NewTalk = Callable[[str | None], Talk]


def ends(user: Talk, seq: int) -> int:
    return sum(1 for event in user.events() if event.get("in_reply_to") == seq)


def answers(user: Talk, seq: int) -> list[str]:
    after = [event for event in user.events(after=seq) if event["from"] == "bot"]
    return [event["text"] for event in after if event["type"] in ("message", "card")]


def answered(user: Talk, seq: int) -> bool:
    """True at the turn's end; the api itself may be on its way back."""
    try:
        return ends(user, seq) > 0
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("victim", ["api", "actions", "bot"])
def test_a_turn_cut_short_is_answered_once(stack: Stack, talk: NewTalk, victim: str) -> None:
    user = talk("manuela.martin")
    seq = user.post("où en est ma facture 201700100376")
    stack.kill(victim)

    until(lambda: answered(user, seq), 120)
    stack.wait_for("/readyz", 120)
    assert ends(user, seq) == 1
    assert len(answers(user, seq)) == 1
    assert "201700100376" in answers(user, seq)[0]


def test_the_same_post_twenty_times_at_once_is_one_message(talk: NewTalk) -> None:
    user, client_id = talk(None), str(uuid.uuid4())
    with ThreadPoolExecutor(20) as pool:
        seqs = set(pool.map(lambda _: user.post("bonjour", client_id), range(20)))
    (seq,) = seqs
    user.answer_to(seq)
    assert ends(user, seq) == 1
