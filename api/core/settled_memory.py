"""What the application holds from its start is not searched for garbage again."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

# Ten times rarer than Python's own choice. Reference counts free nearly everything: a full
# collection finds a few hundred objects, and with 500 streams open takes 190 ms of a processor.
_FULL_EVERY = 100


@contextmanager
def settled_memory() -> Generator[None]:
    """Set all that lives now aside from the cycle collector, as long as the block lasts.

    Modules, models and indexes make most of the memory and never die: a full collection reads all
    of them while every stream waits. Afterwards they are searched again: in tests, a process
    outlives its applications.
    """
    first, second, third = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(first, second, _FULL_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(first, second, third)
        gc.unfreeze()
