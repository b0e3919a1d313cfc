"""No route of the portal gives or changes what belongs to others, whoever calls, whatever is sent.

The requests come from the portal's own OpenAPI document, with the others' numbers and SIRETs
dropped into them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core import NotSet

from api.core.settings import get_settings
from api.portal.tests.isolated_world import (
    CALLERS,
    LOGINS,
    MARK,
    NUMBERS,
    REFERENCES,
    SIRETS,
    THEIR_NUMBERS,
    THEIR_REFERENCES,
    World,
    isolated_world,
)

_KNOWN = {
    "siret": SIRETS,
    "number": NUMBERS,
    "login": LOGINS,
    "reference": REFERENCES,
    "request_id": ("1", "2", "3"),
    "file_id": ("1", "2", "3"),
    "code": ("DC", "FACTURES_PUBLIQUES"),
    "space": ("FACTURES_EMISES", "FACTURES_RECUES"),
}
_WORDS = (*SIRETS, *NUMBERS, *LOGINS, *REFERENCES)
_FAILURE = 500
_SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("isolation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHORALE_DATA_DIR", str(folder))
        patch.setenv("CHORALE_SECRET", "test-secret-of-more-than-32-characters")
        patch.setenv("CHORALE_GATEWAY_SECRET", "test-gateway-secret-of-32-characters")
        patch.setenv("CHORALE_CLOCK", "2026-11-24T10:00:00+01:00")
        patch.setenv("CHORALE_DATABASE_URL", f"sqlite+aiosqlite:///{folder / 'world.db'}")
        get_settings.cache_clear()
        with isolated_world() as running:
            yield running
    get_settings.cache_clear()


def operations(world: World) -> list[Any]:
    schema: Any = schemathesis.openapi.from_dict(world.document)
    every = (found.ok() for found in schema.get_all_operations())
    return [operation for operation in every if operation.path.startswith("/portal/v1")]


@st.composite
def requests(draw: st.DrawFn, listed: list[Any]) -> dict[str, Any]:
    operation: Any = draw(st.sampled_from(listed))
    case: Any = draw(operation.as_strategy())
    path = operation.path
    for name, value in _mapping(case.path_parameters).items():
        known = draw(st.sampled_from(_KNOWN[name])) if name in _KNOWN else str(value)
        path = path.replace(f"{{{name}}}", known)
    key = draw(st.uuids())
    given_: dict[str, Any] = {"headers": {"Idempotency-Key": str(key)}}
    query = {name: draw(_slipped(value)) for name, value in _mapping(case.query).items()}
    given_["params"] = {name: value for name, value in query.items() if value is not None}
    if case.media_type == "application/json":
        given_["json"] = draw(_slipped(case.body))
    elif case.media_type == "multipart/form-data":
        given_["files"] = {"file": ("essai.txt", b"essai")}
    return {"method": operation.method.upper(), "path": path, **given_}


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value or {})


def _slipped(value: Any) -> st.SearchStrategy[Any]:
    """The value drawn from the schema, or the same with a word of the world in its strings."""
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return st.fixed_dictionaries({key: _slipped(each) for key, each in items})
    if isinstance(value, str):
        return st.just(value) | st.sampled_from(_WORDS)
    return st.just(None if isinstance(value, NotSet) else value)


def test_nobody_reads_or_changes_what_belongs_to_others(world: World) -> None:
    before = world.theirs()
    assert any(MARK in str(row) for row in before), "the others have nothing to hide"
    listed = operations(world)

    @settings(max_examples=400, suppress_health_check=_SLOW)
    @given(st.sampled_from(CALLERS), requests(listed))
    def check(login: str | None, request: dict[str, Any]) -> None:
        status, body = world.request(login, **request)
        assert status < _FAILURE, (request, body)
        assert MARK not in body, request

    check()

    assert world.theirs() == before


@pytest.mark.parametrize("number", THEIR_NUMBERS)
def test_their_owner_sees_what_others_do_not(world: World, number: str) -> None:
    assert MARK in world.request("theirs.boss", "GET", f"/portal/v1/invoices/{number}")[1]


@pytest.mark.parametrize("login", CALLERS)
@pytest.mark.parametrize("reference", THEIR_REFERENCES)
@pytest.mark.parametrize("base", ["sollicitations", "received-sollicitations"])
def test_a_sollicitation_is_told_to_both_its_sides_alone(
    world: World, login: str | None, reference: str, base: str
) -> None:
    path = f"/portal/v1/{base}/{reference}"

    assert MARK not in world.request(login, "GET", path)[1]
    assert MARK in world.request("theirs.boss", "GET", f"/portal/v1/sollicitations/{reference}")[1]


def test_their_town_reads_what_was_sent_to_it(world: World) -> None:
    answers = [
        world.request("theirs.town", "GET", f"/portal/v1/received-sollicitations/{reference}")
        for reference in THEIR_REFERENCES
    ]

    assert [(status, MARK in body) for status, body in answers] == [
        (404, False),
        (200, True),
        (404, False),
    ]


@pytest.mark.parametrize("route", ["managers", "users"])
@pytest.mark.parametrize("login", CALLERS)
def test_the_people_of_a_structure_are_told_to_its_own_alone(
    world: World, login: str | None, route: str
) -> None:
    assert MARK not in world.request(login, "GET", f"/portal/v1/structures/{SIRETS[0]}/{route}")[1]


@pytest.mark.parametrize("login", CALLERS)
def test_the_engagements_of_a_town_are_told_to_its_own_alone(
    world: World, login: str | None
) -> None:
    params = {"structure": SIRETS[1]}

    assert MARK not in world.request(login, "GET", "/portal/v1/engagements", params=params)[1]
    assert MARK in world.request("theirs.town", "GET", "/portal/v1/engagements", params=params)[1]


@pytest.mark.parametrize("login", CALLERS)
def test_a_diagnosis_names_nobody_to_a_stranger(world: World, login: str | None) -> None:
    params = {"structure": SIRETS[0]}
    path = "/portal/v1/diagnoses/spaces/FACTURES_EMISES"

    assert MARK not in world.request(login, "GET", path, params=params)[1]
