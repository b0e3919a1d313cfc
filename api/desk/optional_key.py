"""`Idempotency-Key`, where the contract leaves it to the caller."""

from typing import Annotated

from fastapi import Header

# Never an odd one: it would be dropped, and a retry would act another time.
OptionalKey = Annotated[str | None, Header(min_length=1, max_length=128, pattern=r"^[!-~]+$")]
