"""Settings, read once from the environment (`CHORALE_…`); docs/operations.md lists them."""

import secrets
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.domain.payment_delay import EcbRate

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """All that an operator may set. Durations are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix="CHORALE_", extra="ignore")

    mode: Literal["demo", "production"] = "demo"
    data_dir: Path = ROOT / "var"
    database_url: str = ""
    secret: str = ""
    gateway_secret: str = ""
    clock: datetime | None = None
    timezone: str = "Europe/Paris"
    opening: str = "mon-fri 08:30-18:30"
    ecb_rates: list[EcbRate] = Field(default_factory=list[EcbRate])

    bot_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    knowledge_bundle: Path = ROOT / "build" / "knowledge.json"

    assistant_name: str = "Clara"
    bot_turn_timeout: float = 30.0
    turn_deadline: float = 120.0
    turn_attempts: int = 3
    conversation_lifetime: int = 30 * 24 * 3600
    heartbeat: float = 15.0
    max_text: int = 5000
    max_attachment: int = 10_000_000
    allowed_origins: list[str] = Field(default_factory=list)

    def resolved_database_url(self) -> str:
        """The async SQLAlchemy URL; a plain `postgresql://` gets the asyncpg driver."""
        url = self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'chorale.db'}"
        for prefix in ("postgresql://", "postgres://"):
            if url.startswith(prefix):
                return "postgresql+asyncpg://" + url.removeprefix(prefix)
        return url

    def bot_urls(self) -> list[str]:
        """Addresses of the bot's replicas: `bot_url` may hold several, separated by commas."""
        return [url.strip().rstrip("/") for url in self.bot_url.split(",") if url.strip()]

    def resolved_secret(self) -> str:
        """The signing key: set by the operator, else generated once in `data_dir`."""
        return self.secret or _generated_secret(self.data_dir / "secret")

    def resolved_gateway_secret(self) -> str:
        """The key shared with the bot's channel."""
        return self.gateway_secret or _generated_secret(self.data_dir / "gateway-secret")


def _generated_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8")


@lru_cache
def get_settings() -> Settings:
    return Settings()
