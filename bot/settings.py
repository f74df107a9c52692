"""Settings: the environment (`SPIL_…`) and one TOML file in the installation's folder. A fresh folder needs none."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

SETTINGS_FILE = "settings.toml"
_SERVER = r"^[A-Za-z0-9.-]{1,200}:[0-9]{1,5}$"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `inside`: on this machine, where a line needs no cipher; `wrapped`: TLS from the first byte,
    else it is asked for (STARTTLS), and without it nothing is said."""

    host: str
    port: int
    inside: bool
    wrapped: bool

    @classmethod
    def named(cls, name: str) -> "Server":
        """The server at 'host:port'."""
        host, _, port = name.rpartition(":")
        return cls(host, int(port), host in ("127.0.0.1", "localhost"), port in ("465", "993"))


@dataclass(frozen=True, slots=True)
class MailAccount:
    """The address that Spil writes from and reads, what it logs in with, and where."""

    address: str
    user: str
    password: str = field(repr=False)
    smtp: Server
    imap: Server


class Settings(BaseSettings):
    """What a deployer may set. Unknown keys are refused, so that a typo does not pass unseen."""

    model_config = SettingsConfigDict(env_prefix="SPIL_", extra="forbid", hide_input_in_errors=True)

    cell: str = Field(default="demo", pattern=r"^[a-z0-9][a-z0-9-]{0,78}$")
    """The cell that people join unless an invitation names another."""
    language: str = Field(default="nl", pattern="^(nl|fr|de|en)$")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    tick_seconds: int = Field(default=20, ge=1, le=300)
    database_url: SecretStr | None = None
    """postgresql://user:password@host/database, for several machines; without one, a SQLite file in the folder."""
    encoder: Path | None = None
    """The folder of a model of meaning on this machine; used for the languages that `spil evaluate search --compare`
    found it to help. Nothing is downloaded."""
    telegram_token: SecretStr | None = None
    """The bot's token from @BotFather; with one, `spil serve` is on Telegram as well."""
    slack_bot_token: SecretStr | None = None
    """xoxb-…, from the app's page 'OAuth & Permissions'; with both tokens, `spil serve` is on Slack as well."""
    slack_app_token: SecretStr | None = None
    """xapp-…, with the scope connections:write, from 'Basic Information'."""
    slack_signing_secret: SecretStr | None = None
    """From 'Basic Information': with it instead of the xapp token, Slack calls Spil over HTTPS."""
    telegram_webhook: bool = False
    """Telegram calls Spil over HTTPS at `url` instead of being polled."""
    teams_app_id: str | None = None
    """The bot's application id in Entra; with its secret and tenant, `spil serve` is in Teams as well."""
    teams_app_secret: SecretStr | None = None
    teams_tenant_id: str | None = None
    mail_address: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}$")
    """The address by which people reach Spil; with it and both servers, `spil serve` is on mail as well."""
    mail_user: str | None = None
    """What Spil logs in with, where that is not the address."""
    mail_password: SecretStr | None = None
    mail_smtp: str | None = Field(default=None, pattern=_SERVER)
    """host:port, for what goes out; TLS always, but for a server on this machine."""
    mail_imap: str | None = Field(default=None, pattern=_SERVER)
    """host:port, for what comes in."""

    caldav_url: str | None = Field(default=None, pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])")
    """A calendar on a server (CalDAV) that is kept in step with the meetings of `cell`."""
    caldav_user: str | None = None
    caldav_password: SecretStr | None = None

    @property
    def mail(self) -> MailAccount | None:
        """The mail account; None where its address or a server is not set."""
        if not (self.mail_address and self.mail_smtp and self.mail_imap):
            return None
        secret = self.mail_password.get_secret_value() if self.mail_password else ""
        servers = Server.named(self.mail_smtp), Server.named(self.mail_imap)
        return MailAccount(self.mail_address, self.mail_user or self.mail_address, secret, *servers)

    @property
    def database(self) -> str:
        """The address of the database; empty for the file in the folder."""
        return self.database_url.get_secret_value() if self.database_url else ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code, then the environment, then the file; a stray .env is never read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(folder: Path) -> Settings:
    """The settings of the installation in `folder`. Raises pydantic's ValidationError, which quotes no value."""

    class Here(Settings):
        model_config = SettingsConfigDict(toml_file=folder / SETTINGS_FILE)

    return Here()
