"""The made directory: always the same, with right numbers, and a search that finds its bodies."""

import hashlib
from collections.abc import Sequence

import pytest

from api.domain.directory_search.entry import Entry
from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.search import find
from ops.directory.generator import COUNT, PRIVATE, Body, directory, excerpt
from ops.directory.misspelt import Misspelt, misspelt
from ops.directory.numbering import with_key

_LEAST_RIGHT = 0.95
_EXCERPT = 8_000


@pytest.fixture(scope="module")
def everything() -> Sequence[Body]:
    return directory()


def test_the_directory_never_changes(everything: Sequence[Body]) -> None:
    """The misspelt names mean bodies by their SIRET: another order would make them all wrong."""
    lines = "\n".join(f"{body.siret}|{body.name}|{body.town}" for body in everything)

    assert hashlib.sha256(lines.encode()).hexdigest()[:16] == "f48417ba0a6280a5"


def test_it_has_as_many_public_bodies_as_the_real_one(everything: Sequence[Body]) -> None:
    assert sum(body.public for body in everything) == COUNT
    assert len(everything) == COUNT + PRIVATE


def test_each_body_has_its_own_siret_with_a_right_key(everything: Sequence[Body]) -> None:
    sirets = {body.siret for body in everything}

    assert len(sirets) == len(everything)
    assert all(with_key(siret[:-1]) == siret for siret in sirets)


def test_the_two_lists_share_no_question() -> None:
    tuning, held_out = misspelt("tuning"), misspelt("held_out")

    assert len(tuning) >= 100
    assert len(held_out) >= 200
    assert not {item.query for item in tuning} & {item.query for item in held_out}


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_misspelt_names_find_what_is_meant(everything: Sequence[Body], part: str) -> None:
    """Among some thousand bodies only: `make bench` measures it over all."""
    asked = misspelt("tuning" if part == "tuning" else "held_out")
    public = [body for body in everything if body.public]
    bodies = excerpt(public, _EXCERPT, {item.siret for item in asked})
    index = DirectoryIndex(
        Entry(rank, body.siret, (body.name, *body.aliases), body.town, body.postcode)
        for rank, body in enumerate(bodies)
    )

    right = sum(_is_first(item, index, bodies) for item in asked)

    assert right / len(asked) >= _LEAST_RIGHT


def _is_first(item: Misspelt, index: DirectoryIndex, bodies: Sequence[Body]) -> bool:
    found = find(item.query, [index])
    return bool(found) and bodies[found[0]].siret == item.siret
