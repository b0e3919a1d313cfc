"""Puts a made directory into the tables of a database."""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models.structure import Structure
from ops.directory.generator import Body

_AT_ONCE = 1_000


async def load_bodies(session: AsyncSession, bodies: Iterable[Body]) -> None:
    """Without services nor spaces: a search reads none."""
    for part in batched(bodies, _AT_ONCE):
        await session.execute(insert(Structure), _rows(part))


def _rows(bodies: Sequence[Body]) -> list[dict[str, Any]]:
    return [
        {
            "siret": body.siret,
            "name": body.name,
            "aliases": list(body.aliases),
            "town": body.town,
            "postcode": body.postcode,
            "public": body.public,
        }
        for body in bodies
    ]
