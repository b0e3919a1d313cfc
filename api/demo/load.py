"""`python -m api.demo.load`: the demonstration data, at every start; refused in production."""

import asyncio
import pkgutil
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from importlib.util import find_spec

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.demo.loader import Loaded, load_demonstration

REFUSAL = (
    "Données de démonstration refusées : CHORALE_MODE vaut « production ». Rien n’a été modifié."
)

# Another feature's own demonstration data, added in the same transaction: idempotent like ours,
# and returning French lines to show (passwords given at the first start, for example), or None.
type SeedHook = Callable[[AsyncSession], Awaitable[Sequence[str] | None]]

SEED_HOOKS: Sequence[str] = ("api.desk.seed:seed_agents",)


def main() -> int:
    """0 when the data are in place, 2 in production."""
    settings = get_settings()
    if settings.mode == "production":
        print(REFUSAL, file=sys.stderr)  # noqa: T201
        return 2
    for line in asyncio.run(load(settings, _hooks())):
        print(line)  # noqa: T201
    return 0


async def load(settings: Settings, hooks: Iterable[SeedHook]) -> Sequence[str]:
    """Load in one transaction, and return the French lines to show."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url())
    try:
        async with database.new_session.begin() as session:
            lines = [_summary(await load_demonstration(session))]
            for seed in hooks:
                lines.extend(await seed(session) or ())
    finally:
        await database.dispose()
    return lines


def _summary(loaded: Loaded) -> str:
    if loaded.nothing:
        return "Données de démonstration : déjà en place."
    return (
        f"Données de démonstration : {loaded.structures} structures, {loaded.users} utilisateurs "
        f"et {loaded.invoices} factures ajoutés."
    )


def _hooks() -> Sequence[SeedHook]:
    """Those of the features that are here: a module that does not exist has nothing to seed."""
    present = (name for name in SEED_HOOKS if find_spec(name.partition(":")[0]))
    return [pkgutil.resolve_name(name) for name in present]


if __name__ == "__main__":
    sys.exit(main())
