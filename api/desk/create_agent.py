"""For operators: `python -m api.desk.create_agent LOGIN --name "Prénom Nom" [--role OPERATOR]`.

The first operator is made so; he creates the others on the desk. The password is asked twice, or
made up and printed with `--generate` (it must then be changed at the first sign-in); it is never
an argument, which other users of the machine could read. `--totp` asks for one-time codes at
login. `--oidc`: no password, the identity provider lets the agent in.
"""

import argparse
import asyncio
import getpass
import sys

from api.core.db import Database
from api.core.errors import InvalidRequestError
from api.core.settings import get_settings
from api.desk.access import passwords
from api.desk.accounts import agents
from api.desk.accounts.agents import NewAgent
from api.desk.accounts.own_account import enrolment_address
from api.domain import totp
from api.domain.agent_role import AgentRole


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
    parser.add_argument("--oidc", action="store_true", help="par le service d’identité, sans code")
    return parser.parse_args()


def _new_agent(arguments: argparse.Namespace) -> NewAgent:
    login = agents.checked_login(arguments.login)
    name = arguments.name.strip()
    if not name or len(name) > 120:
        raise RefusedError("Le nom doit compter de 1 à 120 caractères.")
    role = AgentRole(arguments.role)
    if arguments.oidc:
        return NewAgent(login, name, role, None)
    password = passwords.new_password() if arguments.generate else _asked_password(login)
    secret = totp.new_secret() if arguments.totp else None
    return NewAgent(login, name, role, password, secret, initial=arguments.generate)


def _asked_password(login: str) -> str:
    password = getpass.getpass("Mot de passe : ")
    passwords.check(password, login)
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
        sys.stdout.write(f"Mot de passe, à changer dès la connexion : {agent.password}\n")
    if agent.totp_secret:
        address = enrolment_address(agent.login, agent.totp_secret)
        sys.stdout.write(f"Code à usage unique, à enregistrer : {address}\n")


def main() -> int:
    """Exit status: 0, or 1 with a French sentence."""
    arguments = _read_arguments()
    try:
        agent = _new_agent(arguments)
        asyncio.run(_store(agent))
    except (RefusedError, InvalidRequestError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _report(agent, generated=agent.initial)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
