from api.chat.typing_pace import SECONDS, TypingPace


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def test_one_note_a_second_and_a_conversation() -> None:
    watch = Watch()
    pace = TypingPace(watch)

    first, at_once = pace.lets("a", typing=True), pace.lets("a", typing=True)
    other = pace.lets("b", typing=True)
    watch.time = SECONDS
    later = pace.lets("a", typing=True)

    assert [first, at_once, other, later] == [True, False, True, True]


def test_who_stops_at_once_is_told_to_have_stopped() -> None:
    pace = TypingPace(Watch())

    assert pace.lets("a", typing=True)
    assert pace.lets("a", typing=False)
    assert not pace.lets("a", typing=False)
