"""What a failed statement says of itself: it may be logged, its parameters may not."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.core.db import Database, NewSession
from api.core.settings import get_settings

SECRET = "manuela.martin@example.fr"


async def refusal(new_session: NewSession) -> str:
    with pytest.raises(DBAPIError) as refused:
        async with new_session.begin() as session:
            await session.execute(text("SELECT :said FROM nowhere"), {"said": SECRET})
    return str(refused.value)


@pytest.mark.parametrize("name", ["new_session", "new_read_session"])
async def test_error_tells_the_statement_without_its_parameters(
    database_url: str, settings_env: pytest.MonkeyPatch, name: str
) -> None:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    database = Database(get_settings().resolved_database_url())

    told = await refusal(getattr(database, name))
    await database.dispose()

    assert "nowhere" in told
    assert SECRET not in told
