import gc
import weakref

from api.core.settled_memory import settled_memory


class Knot:
    """Holds itself: only the cycle collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_came_before_is_not_searched() -> None:
    before = gc.get_freeze_count()
    with settled_memory():
        assert gc.get_freeze_count() > before


def test_what_comes_later_is_freed() -> None:
    with settled_memory():
        kept = weakref.ref(Knot())
        gc.collect()
        assert kept() is None


def test_all_is_searched_again_afterwards() -> None:
    kept = weakref.ref(Knot())
    with settled_memory():
        pass
    gc.collect()
    assert kept() is None


def test_full_collections_are_rarer_meanwhile() -> None:
    before = gc.get_threshold()
    with settled_memory():
        assert gc.get_threshold()[2] > before[2]
    assert gc.get_threshold() == before
