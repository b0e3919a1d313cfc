"""What docker-compose.yml starts, shows and asks for; no Docker is needed to know it."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from ops.layout import ROOT
from ops.tests.deployment import (
    PROGRAMS,
    compose,
    copied,
    dockerfiles,
    example_variables,
    from_the_operator,
    interpolated,
    last_user,
    services,
)

SECRETS = {"CHORALE_SECRET", "CHORALE_GATEWAY_SECRET", "POSTGRES_PASSWORD", "TRACKER_PASSWORD"}


def test_the_services_are_ours_and_their_stores() -> None:
    assert set(services()) == {"db", "lock", "migrate", *PROGRAMS}


def test_only_the_api_publishes_a_port_and_on_the_loopback_unless_told() -> None:
    published = {
        name: service["ports"] for name, service in services().items() if "ports" in service
    }

    assert published == {"api": ["${CHORALE_PUBLISH:-127.0.0.1:8000}:8000"]}


def test_the_private_network_has_no_way_out_and_everything_else_is_on_it_alone() -> None:
    reachable = {name for name, service in services().items() if service["networks"] != ["private"]}

    assert compose()["networks"]["private"]["internal"] is True
    assert reachable == {"api"}


def test_every_program_that_stays_says_when_it_is_healthy() -> None:
    assert all(
        "healthcheck" in service for name, service in services().items() if name != "migrate"
    )


def test_only_private_networks_may_say_where_a_request_comes_from() -> None:
    [default] = interpolated()["FORWARDED_ALLOW_IPS"]
    trusted = [ip_network(one) for one in default.removeprefix(":-").split(",")]

    assert all(one.is_private for one in trusted)
    assert example_variables()["FORWARDED_ALLOW_IPS"] == default.removeprefix(":-")


def test_the_reverse_proxy_that_is_described_repeats_no_address_given_by_the_client() -> None:
    described = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in described
    assert "$proxy_add_x_forwarded_for" not in described


def test_the_api_waits_for_the_tables() -> None:
    assert services()["api"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }
    assert "alembic upgrade head" in services()["migrate"]["command"][-1]


def test_demonstration_data_need_the_demonstration_mode() -> None:
    assert interpolated()["CHORALE_MODE"] == {":-production"}
    assert (
        'if [ "$$CHORALE_MODE" = demo ]; then python -m api.demo.load; fi'
        in (services()["migrate"]["command"][-1])
    )


def test_the_demonstrations_files_are_where_the_api_reads_them() -> None:
    assert services()["migrate"]["volumes"] == services()["api"]["volumes"]


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_missing_secret_stops_everything(name: str) -> None:
    assert all(rest.startswith(":?") for rest in interpolated()[name])


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_the_example_holds_no_secret(name: str) -> None:
    assert example_variables()[name] == ""


def test_the_example_shows_every_variable_that_compose_reads_and_no_other() -> None:
    assert set(example_variables()) == from_the_operator()


def test_the_bot_never_gets_the_key_of_the_conversations_nor_their_database() -> None:
    environment = services()["bot"]["environment"]

    assert "CHORALE_SECRET" not in environment
    assert "POSTGRES_PASSWORD" not in str(environment)


@pytest.mark.parametrize("name", [*PROGRAMS, "migrate"])
def test_our_programs_have_no_privilege(name: str) -> None:
    assert services()[name]["cap_drop"] == ["ALL"]
    assert services()[name]["security_opt"] == ["no-new-privileges:true"]


def test_every_volume_is_declared() -> None:
    mounted = {
        volume.partition(":")[0]
        for service in services().values()
        for volume in service.get("volumes", [])
    }
    files = {source for source in mounted if source.startswith("./")}

    assert mounted - files == set(compose()["volumes"])
    assert all((ROOT / source).is_file() for source in files)


def test_every_image_of_ours_has_its_dockerfile() -> None:
    built = {
        ROOT / service["build"]["dockerfile"]
        for service in services().values()
        if "build" in service
    }
    assert built == set(dockerfiles())


@pytest.mark.parametrize("dockerfile", dockerfiles(), ids=lambda path: path.stem)
def test_what_an_image_copies_exists_and_is_let_in(dockerfile: Path) -> None:
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = list(copied(dockerfile))

    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert [source for source in sources if not _named(source) & set(let_in)] == []


@pytest.mark.parametrize("dockerfile", dockerfiles(), ids=lambda path: path.stem)
def test_an_image_does_not_run_as_root(dockerfile: Path) -> None:
    assert last_user(dockerfile) == "chorale"


def _named(source: str) -> set[str]:
    """Lines that let it in: by its own name, or by its first folder's."""
    return {f"!{source}", f"!{source.partition('/')[0]}"}
