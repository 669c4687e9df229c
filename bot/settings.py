"""Every setting, from the environment or `.env`; each has a sensible default."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

NEW_SECRET = (
    "To make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
)


class SettingsError(Exception):
    """A setting is not right; the message names it and says why, not its value."""


class Pace(BaseSettings):
    """How fast the bot sends; the defaults are Telegram's published limits.

    `chat_rate` messages a second in one chat after a burst of `chat_burst`, in a
    group `group_rate` and `group_burst`; `total_rate` a second over all chats.
    A group may get 20 in any minute: its burst and what a minute adds to it.
    """

    model_config = SettingsConfigDict(
        env_prefix="PACE_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    chat_rate: float = Field(1.0, gt=0)
    chat_burst: int = Field(8, ge=1)
    group_rate: float = Field(0.23, gt=0)
    group_burst: int = Field(6, ge=1)
    total_rate: float = Field(30.0, gt=0)
    at_once: int = Field(64, ge=1, le=1000, description="calls under way at once")


def _split(url: str) -> SplitResult:
    try:
        address = urlsplit(url)
        _ = address.port
    except ValueError:
        raise ValueError("it is no web address") from None
    return address


def _api_address(url: str) -> str:
    address = _split(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError("it must begin with https:// or http:// and name a host")
    return url


def _token(token: SecretStr) -> SecretStr:
    """One that can be a part of an address, as all of @BotFather's can."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError(
            "it is digits, a colon, then letters and digits, as @BotFather gave it"
        )
    return token


def _webhook_address(url: str) -> str:
    """An address that Telegram takes and that one route can serve."""
    address = _split(url)
    here = address.hostname == "127.0.0.1"  # only a simulator on this machine uses it
    if not address.hostname or address.scheme != ("http" if here else "https"):
        raise ValueError("Telegram takes only addresses that begin with https://")
    if address.username or address.query or address.fragment:
        raise ValueError("it may have no user, no ? and no #")
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", address.path):
        raise ValueError("its path may have only A-Z, a-z, 0-9 and - . _ ~ /")
    if address.path in ("/healthz", "/readyz"):
        raise ValueError("its path is taken by the health check")
    return url


class Webhook(BaseSettings):
    """Where Telegram brings updates; without `url` the bot polls for them.

    Telegram reaches us at `url`, usually through a proxy that ends TLS and passes
    requests on to `host` and `port`. Each shows `secret`.
    """

    model_config = SettingsConfigDict(
        env_prefix="WEBHOOK_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    url: Annotated[str, AfterValidator(_webhook_address)] | None = None
    secret: SecretStr | None = Field(None, validate_default=True)
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    max_body: int = Field(1024 * 1024, ge=1024, description="bytes of one update")
    max_connections: int = Field(40, ge=1, le=100)

    @property
    def path(self) -> str:
        """The path of `url`, at which we answer."""
        return urlsplit(self.url or "").path or "/"

    @field_validator("secret")
    @classmethod
    def _is_safe(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        if not info.data.get("url"):
            return secret
        if secret is None:
            raise ValueError(f"a webhook needs one. {NEW_SECRET}")
        if not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", secret.get_secret_value()):
            raise ValueError(f"it must be 32 to 256 of A-Za-z0-9_-. {NEW_SECRET}")
        return secret


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_base_url: Annotated[str, AfterValidator(_api_address)] = (
        "https://api.telegram.org"
    )
    database_url: str = "sqlite:///data/bot.sqlite3"
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"
    send_timeout: float = Field(15.0, gt=0, description="seconds for one call")
    poll_timeout: int = Field(30, ge=0, le=50, description="seconds of one long poll")
    retention_days: int | None = Field(
        None, gt=31, description="days that untouched profiles are kept"
    )
    pace: Pace = Field(default_factory=Pace)
    webhook: Webhook = Field(default_factory=Webhook)


def settings_here() -> Settings:
    """Read the environment, and `.env` in the folder the bot is started in.

    Raises:
        SettingsError: one of them is not right.

    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_problem(error)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            "The file .env cannot be read as a text in UTF-8."
        ) from None


def _problem(error: ValidationError) -> str:
    """The first one, without its value: that may be a secret."""
    first = error.errors(include_input=False)[0]
    group = "" if error.title == Settings.__name__ else f"{error.title}_"
    name = group + "_".join(map(str, first["loc"]))
    why = first["msg"].removeprefix("Value error, ")
    return f"The setting {name.upper()} is not right: {why}"
