"""The schema, step by step (Alembic). A step that was released is never changed, only followed by another."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine


def upgrade(file: Path, then: Callable[[Connection], None]) -> None:
    """Bring the database `file` to the newest schema, a missing file is made; then do `then` with it."""
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True)
    try:
        with engine.begin() as connection:
            if stored_revision(connection) != newest_revision():
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
            then(connection)
    finally:
        engine.dispose()


def stored_revision(connection: Connection) -> str | None:
    """The schema that the open database has, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


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
