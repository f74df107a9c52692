"""The schema, step by step (Alembic). A step that was released is never changed, only followed by another."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the open database to the newest schema, or to the one named, an empty one too."""
    if stored_revision(connection) != newest_revision():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def stored_revision(connection: Connection) -> str | None:
    """The schema that the open database has, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str | None:
    """The schema that this version of Spil works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def known_revisions() -> set[str]:
    """Every schema that this version of Spil can start from."""
    return {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
