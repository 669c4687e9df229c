"""Every setting, from the environment or `.env`; each has a sensible default."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Pace(BaseSettings):
    """How fast the bot sends; the defaults are Telegram's published limits.

    `chat_rate` messages a second in one chat after a burst of `chat_burst`,
    `total_rate` a second over all chats.
    """

    model_config = SettingsConfigDict(
        env_prefix="PACE_", env_file=".env", extra="ignore"
    )

    chat_rate: float = Field(1.0, gt=0)
    chat_burst: int = Field(8, ge=1)
    total_rate: float = Field(30.0, gt=0)
    at_once: int = Field(64, ge=1, le=1000, description="calls under way at once")


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    telegram_bot_token: SecretStr | None = None
    api_base_url: str = "https://api.telegram.org"
    database_url: str = "sqlite+aiosqlite:///data/bot.sqlite3"
    log_level: str = "INFO"
    send_timeout: float = Field(15.0, gt=0, description="seconds for one call")
    poll_timeout: int = Field(30, ge=0, le=50, description="seconds of one long poll")
    pace: Pace = Field(default_factory=Pace)
