"""Proof of the key: a known value sealed in the database when it is made, so that a wrong key is refused at once."""

from sqlalchemy import Connection, insert, select

from storage.crypto import Keyring, KeyUnusable
from storage.tables import installation

_PLACE = "installation.proof:1"
WRONG_KEY = "the key does not open what is stored; put the key back that belongs to this database"


def prove(connection: Connection, keyring: Keyring) -> None:
    """Leave the proof in a new database, and try it in one that has it. Raises `KeyUnusable`."""
    opens = key_opens(connection, keyring)
    if opens is None:
        connection.execute(insert(installation).values(id="1", proof_sealed=keyring.seal(b"spil", _PLACE)))
    elif not opens:
        raise KeyUnusable(WRONG_KEY)


def key_opens(connection: Connection, keyring: Keyring) -> bool | None:
    """Whether the key is the database's own; None where the database has no proof yet."""
    row = connection.execute(select(installation.c.proof_sealed)).first()
    if row is None:
        return None
    try:
        keyring.open(row.proof_sealed, _PLACE)
    except KeyUnusable:
        return False
    return True
