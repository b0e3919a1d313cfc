"""Settings, read once from the environment (`CHORALE_…`); docs/operations.md lists them."""

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.core.generated_secret import generated_secret
from api.core.host_port import host_and_port
from api.core.outside_address import OutsideAddress, WebhookTarget
from api.core.page_origin import PageOrigin
from api.domain.agent_role import AgentRole
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
    desk_secret: str = ""
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
    widget_frame_ancestors: list[PageOrigin] = Field(default_factory=list[PageOrigin])

    outgoing_attempts: int = 20
    outgoing_first_delay: float = 2.0
    webhooks: list[WebhookTarget] = Field(default_factory=list[WebhookTarget])

    desk: Literal["own", "chatwoot"] = "own"
    chatwoot_url: OutsideAddress | None = None
    chatwoot_token: str = ""
    chatwoot_account: int | None = None
    chatwoot_inbox: int | None = None
    chatwoot_webhook_secret: str = ""
    chatwoot_reread: float = 60.0

    sollicitation_categories: Path | None = None
    sollicitation_due_days: int = 5
    sollicitations_per_hour: int = 20
    sollicitations_per_hour_anonymous: int = 5
    sollicitation_acts_per_hour: int = 30
    sollicitation_retention_days: int = Field(default=3 * 365, ge=0)
    draft_retention_days: int = Field(default=90, ge=0)
    clamav: str = ""
    clamav_timeout: float = 30.0

    lmtp_listen: str = ""
    mail_reply_domain: str = ""
    public_url: str = "http://127.0.0.1:8000"

    ticketing: Literal["none", "zammad", "glpi"] = "none"
    ticketing_url: OutsideAddress | None = None
    ticketing_token: str = ""
    ticketing_app_token: str = ""
    ticketing_group: str = ""

    idle_warning: float = 600.0
    idle_close: float = 900.0

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_ca_file: Path | None = None
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    smtp_timeout: float = 20.0
    mails_per_address: int = 5
    mails_per_day: int = 500

    desk_password_sign_in: bool = True
    desk_totp_required: bool = False
    desk_session_lifetime: int = 10 * 3600
    desk_session_idle: int = 3600
    desk_initial_password_lifetime: int = 7 * 24 * 3600
    desk_audit_retention: int = 365 * 24 * 3600

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_label: str = "Se connecter avec le compte de l’organisation"
    oidc_scopes: str = "openid profile email"
    oidc_login_claim: str = "preferred_username"
    oidc_name_claim: str = "name"
    oidc_role_claim: str = ""
    oidc_roles: dict[str, AgentRole] = Field(default_factory=dict[str, AgentRole])
    oidc_create_agents: bool = False
    oidc_base_url: str = ""

    @model_validator(mode="after")
    def _somebody_can_sign_in(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("CHORALE_OIDC_ISSUER veut CHORALE_OIDC_CLIENT_ID")
        if not self.oidc_issuer and not self.desk_password_sign_in:
            raise ValueError("CHORALE_DESK_PASSWORD_SIGN_IN=false veut CHORALE_OIDC_ISSUER")
        if self.oidc_role_claim and not self.oidc_roles:
            raise ValueError("CHORALE_OIDC_ROLE_CLAIM veut CHORALE_OIDC_ROLES")
        return self

    @model_validator(mode="after")
    def _desk_is_reachable(self) -> Self:
        needed = (
            self.chatwoot_url,
            self.chatwoot_token,
            self.chatwoot_account,
            self.chatwoot_inbox,
            self.chatwoot_webhook_secret,
        )
        if self.desk == "chatwoot" and not all(needed):
            raise ValueError("CHORALE_DESK=chatwoot veut les cinq réglages CHORALE_CHATWOOT_…")
        return self

    @field_validator("clamav", "lmtp_listen")
    @classmethod
    def _is_an_address(cls, given: str) -> str:
        if given:
            host_and_port(given)
        return given

    @model_validator(mode="after")
    def _answers_come_back(self) -> Self:
        if bool(self.lmtp_listen) != bool(self.mail_reply_domain):
            raise ValueError("CHORALE_LMTP_LISTEN et CHORALE_MAIL_REPLY_DOMAIN vont ensemble")
        return self

    @model_validator(mode="after")
    def _tickets_are_reachable(self) -> Self:
        if self.ticketing != "none" and not (self.ticketing_url and self.ticketing_token):
            raise ValueError("CHORALE_TICKETING veut CHORALE_TICKETING_URL et …_TOKEN")
        if self.ticketing == "zammad" and not self.ticketing_group:
            raise ValueError("CHORALE_TICKETING=zammad veut CHORALE_TICKETING_GROUP, un groupe")
        if self.ticketing == "glpi" and not re.fullmatch(r"[0-9]*", self.ticketing_group):
            raise ValueError("CHORALE_TICKETING_GROUP est le numéro d’une entité de GLPI")
        return self

    @model_validator(mode="after")
    def _silence_is_warned_of(self) -> Self:
        if 0 < self.idle_close <= self.idle_warning:
            raise ValueError("CHORALE_IDLE_CLOSE doit dépasser CHORALE_IDLE_WARNING, ou valoir 0")
        return self

    @model_validator(mode="after")
    def _mail_can_leave(self) -> Self:
        if self.smtp_host and not self.smtp_from:
            raise ValueError("CHORALE_SMTP_HOST veut CHORALE_SMTP_FROM")
        if self.smtp_user and self.smtp_security == "none":
            raise ValueError("CHORALE_SMTP_USER veut CHORALE_SMTP_SECURITY=starttls ou tls")
        return self

    @property
    def desk_is_ours(self) -> bool:
        """Whether agents answer at our own desk, rather than with another program."""
        return self.desk == "own"

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
        return self.secret or generated_secret(self.data_dir / "secret")

    def resolved_gateway_secret(self) -> str:
        """The key shared with the bot's channel."""
        return self.gateway_secret or generated_secret(self.data_dir / "gateway-secret")

    def resolved_desk_secret(self) -> str:
        """The key of the desk's cookies, which the portals that sign identities do not have."""
        return self.desk_secret or generated_secret(self.data_dir / "desk-secret")


@lru_cache
def get_settings() -> Settings:
    return Settings()
