"""For the operator: `python -m api.outgoing` counts, `dead` lists, `retry` sends again."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from api.core import clock
from api.core.db import Database
from api.core.settings import get_settings
from api.models.outgoing import Outgoing
from api.outgoing import repository


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m api.outgoing", description="Envois vers d’autres programmes."
    )
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("status", help="compter les envois dus, en retard, abandonnés (défaut)")
    commands.add_parser("dead", help="montrer les envois abandonnés")
    retry = commands.add_parser("retry", help="renvoyer des envois abandonnés")
    retry.add_argument("ids", nargs="*", type=int, metavar="NUMÉRO")
    retry.add_argument("--all", action="store_true", help="tous les envois abandonnés")
    parsed = parser.parse_args(arguments)
    if parsed.command == "retry" and bool(parsed.ids) == parsed.all:
        parser.error("donnez des numéros, ou --all")
    return parsed


async def _status(database: Database) -> list[str]:
    async with database.new_read_session.begin() as session:
        counts = await repository.count(session)
    return [
        f"{line.kind} : {line.owed} à envoyer, dont {line.late} en retard ; {line.dead} abandonnés"
        for line in counts
    ] or ["Aucun envoi."]


async def _dead(database: Database) -> list[str]:
    async with database.new_read_session.begin() as session:
        return [_line(row) for row in await repository.dead(session)] or ["Aucun envoi abandonné."]


async def _retry(database: Database, ids: list[int] | None) -> list[str]:
    async with database.new_session.begin() as session:
        return [f"Envois repris : {await repository.retry(session, ids)}."]


def _line(row: Outgoing) -> str:
    at = clock.local(row.dead_at or row.created_at).strftime("%d/%m/%Y %H:%M")
    return f"{row.id}  {row.kind}  {row.key}  {row.attempts} essais  {at}  {row.last_error}"


async def _run(arguments: argparse.Namespace) -> list[str]:
    database = Database(get_settings().resolved_database_url())
    try:
        if arguments.command == "dead":
            return await _dead(database)
        if arguments.command == "retry":
            return await _retry(database, None if arguments.all else arguments.ids)
        return await _status(database)
    finally:
        await database.dispose()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was asked, one line each."""
    lines = asyncio.run(_run(_read_arguments(arguments)))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
