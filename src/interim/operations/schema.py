"""The tables of the SQLite store. A change of them needs a new `VERSION`, and a way from the one before."""

__all__ = ["APPLICATION", "COLUMNS", "LIVE", "SCHEMA", "VERSION"]

APPLICATION = 0x31303278
"""The application id in the header of our files ("102x"), which keeps us from writing into somebody else's."""
VERSION = 1

LIVE = "state IN ('pending', 'running')"
"""How a statement says it so that SQLite uses the partial index, which is as small as what has not ended."""

COLUMNS = (
    "id, name, args, principal, scope, idem_key, fingerprint, reruns, state, attempt, failures, dispatches, due, "
    "lease_until, worker, cancel_requested, fraction, message, version, http_status, http_headers, result, error, ttl, "
    "delivered_at, created, started, finished, expires"
)
"""In the order of `Operation`."""

SCHEMA = (
    # Times and durations are ms. The long values stand last: SQLite reads a row from its start.
    """
    CREATE TABLE operation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        principal TEXT NOT NULL,
        scope TEXT NOT NULL,
        idem_key TEXT,
        fingerprint BLOB NOT NULL,
        name TEXT NOT NULL,
        reruns INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
        attempt INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        dispatches INTEGER NOT NULL DEFAULT 1,
        due INTEGER NOT NULL,
        lease INTEGER NOT NULL,
        lease_until INTEGER,
        worker TEXT,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        fraction REAL,
        message TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL DEFAULT 1,
        change INTEGER NOT NULL,
        ttl INTEGER NOT NULL,
        delivered_at INTEGER,
        created INTEGER NOT NULL,
        started INTEGER,
        finished INTEGER,
        expires INTEGER,
        http_status INTEGER,
        http_headers TEXT NOT NULL DEFAULT '[]',
        error TEXT,
        args TEXT NOT NULL,
        result BLOB
    ) STRICT
    """,
    "CREATE UNIQUE INDEX operation_key ON operation (scope, idem_key) WHERE idem_key IS NOT NULL",
    "CREATE INDEX operation_principal ON operation (principal)",
    "CREATE INDEX operation_change ON operation (change)",
    f"CREATE INDEX operation_lease ON operation (lease_until, state) WHERE {LIVE}",
    "CREATE INDEX operation_due ON operation (due) WHERE state = 'pending'",
    "CREATE INDEX operation_expires ON operation (expires) WHERE expires IS NOT NULL",
    # What is left of an operation that is no longer kept: 410 instead of 404, for its owner.
    "CREATE TABLE gone (id TEXT PRIMARY KEY, principal TEXT NOT NULL, forget INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX gone_forget ON gone (forget)",
    # Counts the transactions that changed something, so that another process finds what is new without a look at all.
    "CREATE TABLE counter (number INTEGER PRIMARY KEY, change INTEGER NOT NULL) STRICT",
    "INSERT INTO counter VALUES (1, 0)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
