"""`python -m api.demo.load`: the demonstration data, at every start; refused in production."""

import asyncio
import sys
from collections.abc import Sequence

from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.demo.loader import Loaded, load_demonstration
from api.desk.accounts.seed import seed_agents
from api.desk.canned.seed import seed_canned_replies

REFUSAL = (
    "Données de démonstration refusées : CHORALE_MODE vaut « production ». Rien n’a été modifié."
)


def main() -> int:
    """0 when the data are in place, 2 in production."""
    settings = get_settings()
    if settings.mode == "production":
        print(REFUSAL, file=sys.stderr)  # noqa: T201
        return 2
    for line in asyncio.run(load(settings)):
        print(line)  # noqa: T201
    return 0


async def load(settings: Settings) -> Sequence[str]:
    """Load in one transaction, and return the French lines to show."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url())
    try:
        async with database.new_session.begin() as session:
            lines = [_summary(await load_demonstration(session))]
            lines += [_credentials(*created) for created in await seed_agents(session)]
            await seed_canned_replies(session)
    finally:
        await database.dispose()
    return lines


def _summary(loaded: Loaded) -> str:
    if loaded.nothing:
        return "Données de démonstration : déjà en place."
    return (
        f"Données de démonstration : {loaded.structures} structures, {loaded.users} utilisateurs, "
        f"{loaded.invoices} factures, {loaded.engagements} engagements, {loaded.flows} flux, "
        f"{loaded.requests} demandes et {loaded.sollicitations} sollicitations ajoutés."
    )


def _credentials(login: str, password: str) -> str:
    return f"Agent {login} — mot de passe (affiché une seule fois) : {password}"


if __name__ == "__main__":
    sys.exit(main())
