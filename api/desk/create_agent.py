"""For operators: `python -m api.desk.create_agent LOGIN --name "Prénom Nom" [--role SUPERVISOR]`.

The password is asked twice, or made up and printed with `--generate`; it is never an argument,
which other users of the machine could read. `--totp` asks for one-time codes at login.
"""

import argparse
import asyncio
import getpass
import re
import sys
from urllib.parse import quote

from api.core.db import Database
from api.core.settings import get_settings
from api.desk import agents, passwords
from api.desk.agents import NewAgent
from api.desk.sign_in import canonical_login
from api.domain import totp
from api.domain.agent_role import AgentRole

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_MIN_PASSWORD = 10


class RefusedError(Exception):
    """What the operator asked cannot be done; the sentence says why, in French."""


async def create(database: Database, agent: NewAgent) -> None:
    """Store the agent.

    Raises:
        RefusedError: the login is taken.
    """
    async with database.new_session.begin() as session:
        if not await agents.add(session, agent):
            raise RefusedError(f"L’identifiant {agent.login} est déjà pris.")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m api.desk.create_agent")
    parser.add_argument("login")
    parser.add_argument("--name", required=True, help="nom montré aux usagers")
    parser.add_argument("--role", choices=[role.value for role in AgentRole], default="AGENT")
    parser.add_argument("--generate", action="store_true", help="invente le mot de passe")
    parser.add_argument("--totp", action="store_true", help="exige un code à usage unique")
    return parser.parse_args()


def _new_agent(arguments: argparse.Namespace) -> NewAgent:
    login = canonical_login(arguments.login)
    if not _LOGIN.fullmatch(login):
        raise RefusedError("L’identifiant : 2 à 64 lettres sans accent, chiffres, points, tirets.")
    name = arguments.name.strip()
    if not name or len(name) > 120:
        raise RefusedError("Le nom doit compter de 1 à 120 caractères.")
    password = passwords.new_password() if arguments.generate else _asked_password()
    secret = totp.new_secret() if arguments.totp else None
    return NewAgent(login, name, AgentRole(arguments.role), password, secret)


def _asked_password() -> str:
    password = getpass.getpass("Mot de passe : ")
    if len(password) < _MIN_PASSWORD:
        raise RefusedError(f"Le mot de passe doit compter au moins {_MIN_PASSWORD} caractères.")
    if getpass.getpass("Encore une fois : ") != password:
        raise RefusedError("Les deux saisies diffèrent.")
    return password


async def _store(agent: NewAgent) -> None:
    database = Database(get_settings().resolved_database_url())
    try:
        await create(database, agent)
    finally:
        await database.dispose()


def _report(agent: NewAgent, *, generated: bool) -> None:
    sys.stdout.write(f"Agent {agent.login} créé ({agent.role.label}).\n")
    if generated:
        sys.stdout.write(f"Mot de passe : {agent.password}\n")
    if agent.totp_secret:
        label = quote(f"Chorale:{agent.login}")
        address = f"otpauth://totp/{label}?secret={agent.totp_secret}&issuer=Chorale"
        sys.stdout.write(f"Code à usage unique, à enregistrer : {address}\n")


def main() -> int:
    """Exit status: 0, or 1 with a French sentence."""
    arguments = _read_arguments()
    try:
        agent = _new_agent(arguments)
        asyncio.run(_store(agent))
    except RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _report(agent, generated=arguments.generate)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
