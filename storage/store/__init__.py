"""The only SQL. `Store` opens the database; a scope reads or writes; the functions here say what."""

from storage.databases.sqlite import database_file
from storage.store.database import Store, StoreUnavailable, holds_anything
from storage.store.scope import Everywhere, Scope, new_id

__all__ = ["Everywhere", "Scope", "Store", "StoreUnavailable", "database_file", "holds_anything", "new_id"]
