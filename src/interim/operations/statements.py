"""The statements of the SQLite store. They are put together from constants; every value is bound.

Each that writes names what it expects to find (the state, the attempt, a lease that ran out) in its WHERE, so that who
comes too late changes no row. `:now` is the database's clock, `:change` the number of the transaction.
"""

from interim.operations.schema import COLUMNS, LIVE

__all__ = [
    "BEAT",
    "BEAT_PENDING",
    "BURY",
    "CANCEL_PENDING",
    "CANCEL_RELEASED",
    "CLAIM",
    "CLAIM_NEXT",
    "COUNT_LIVE",
    "DELETE",
    "DELIVER",
    "FAIL_RELEASED",
    "FINISH",
    "FORGET",
    "GET",
    "HELD",
    "INSERT",
    "LIST",
    "LOOK",
    "OF_KEY",
    "OVER",
    "PROGRESS",
    "REAP_CANCELLED",
    "REAP_LOST",
    "REAP_PENDING",
    "REAP_RUNNING",
    "REAP_UNTAKEN",
    "RELEASE",
    "RELEASE_ALL",
    "REQUEST",
    "UNWIND",
]

_RETURNING = f"RETURNING {COLUMNS}"
_CHANGED = "version = version + 1, change = :change"
_ENDED = f"finished = :now, expires = :now + ttl, lease_until = NULL, {_CHANGED}"
_OFFERED = f"state = 'pending', worker = NULL, fraction = NULL, message = '', {_CHANGED}"
_CLAIMED = (
    "state = 'running', attempt = attempt + 1, worker = :worker, lease = :lease, lease_until = :now + :lease, "
    f"started = coalesce(started, :now), fraction = NULL, message = '', {_CHANGED}"
)
_FENCED = "id = :id AND attempt = :attempt AND state = 'running'"
_KNOWN = "name IN (SELECT value FROM json_each(:names))"
_LAPSED = f"{LIVE} AND lease_until <= :now AND state = "
_ATTEMPTS = "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:attempts))"

INSERT = f"""
    INSERT INTO operation (id, principal, scope, idem_key, fingerprint, name, reruns, state, attempt, due, lease,
        lease_until, worker, change, ttl, created, started, args)
    VALUES (:id, :principal, :scope, :key, :fingerprint, :name, :reruns, :state, :attempt, :now, :lease,
        :now + :lease, :worker, :change, :ttl, :now, :started, :args)
    {_RETURNING}"""
CLAIM = f"""
    UPDATE operation SET dispatches = dispatches + (state = 'running'), {_CLAIMED}
    WHERE id = :id AND {_KNOWN} AND (
        state = 'pending' AND due <= :now
        OR state = 'running' AND lease_until <= :now AND reruns AND NOT cancel_requested
            AND dispatches < :max_dispatches)
    {_RETURNING}"""
CLAIM_NEXT = f"""
    UPDATE operation SET {_CLAIMED}
    WHERE number IN (
        SELECT number FROM operation WHERE state = 'pending' AND due <= :now AND {_KNOWN}
        ORDER BY due, number LIMIT :limit)
    {_RETURNING}"""
BEAT = f"""
    UPDATE operation SET lease = :lease, lease_until = :now + :lease
    WHERE state = 'running' AND (id, attempt) IN {_ATTEMPTS} RETURNING id, attempt, cancel_requested"""
BEAT_PENDING = f"""
    UPDATE operation SET lease = :lease, lease_until = :now + :lease
    WHERE state = 'pending' AND due <= :now AND lease_until < :now + :lease / 2 AND {_KNOWN}"""
PROGRESS = f"UPDATE operation SET fraction = :fraction, message = :message, {_CHANGED} WHERE {_FENCED} {_RETURNING}"
FINISH = f"""
    UPDATE operation SET state = :state, http_status = :status, http_headers = :lines, result = :content,
        error = :error, fraction = iif(:state = 'succeeded', 1.0, fraction), {_ENDED}
    WHERE {_FENCED} {_RETURNING}"""
RELEASE = f"""
    UPDATE operation SET {_OFFERED}, failures = failures + :failed, due = :now + :delay,
        lease_until = :now + :delay + lease
    WHERE {_FENCED} AND reruns AND NOT cancel_requested {_RETURNING}"""
REQUEST = f"""
    UPDATE operation SET cancel_requested = 1, {_CHANGED}
    WHERE id = :id AND state = 'running' AND NOT cancel_requested {_RETURNING}"""


def _cancel_where(condition: str) -> str:
    return f"UPDATE operation SET state = 'cancelled', {_ENDED} WHERE {condition} {_RETURNING}"


def _fail_where(condition: str) -> str:
    return f"""
        UPDATE operation SET state = 'failed', error = :error, http_status = json_extract(:error, '$.status'),
            http_headers = '[["content-type", "application/problem+json"]]', result = CAST(:error AS BLOB), {_ENDED}
        WHERE {condition} {_RETURNING}"""


def _offer_where(condition: str) -> str:
    return f"""
        UPDATE operation SET {_OFFERED}, dispatches = dispatches + 1, due = :now, lease = :lease,
            lease_until = :now + :lease
        WHERE {condition} {_RETURNING}"""


CANCEL_PENDING = _cancel_where("id = :id AND state = 'pending'")
CANCEL_RELEASED = _cancel_where(f"{_FENCED} AND cancel_requested")
FAIL_RELEASED = _fail_where(f"{_FENCED} AND NOT reruns")
REAP_CANCELLED = _cancel_where(f"{_LAPSED} 'running' AND cancel_requested")
REAP_LOST = _fail_where(f"{_LAPSED} 'running' AND (dispatches >= :max_dispatches OR NOT reruns)")
REAP_RUNNING = _offer_where(f"{_LAPSED} 'running'")
REAP_UNTAKEN = _fail_where(f"{_LAPSED} 'pending' AND dispatches >= :max_dispatches")
REAP_PENDING = _offer_where(f"{_LAPSED} 'pending'")
# What a lease can last until: that of a retry, which waits, begins when it is due.
_LONGEST = "iif(state = 'pending', max(due, :now), :now) + lease"
# After the clock was set back, what was due would wait for it to come round again, and the dead would live on.
UNWIND = (
    "UPDATE operation SET due = :now WHERE state = 'pending' AND due > :now + :max_delay",
    f"UPDATE operation SET lease_until = {_LONGEST} WHERE {LIVE} AND lease_until > {_LONGEST}",
)
_MINE = f"{LIVE} AND state = 'running' AND worker = :worker"
RELEASE_ALL = (
    _cancel_where(f"{_MINE} AND cancel_requested"),
    _fail_where(f"{_MINE} AND NOT reruns"),
    f"UPDATE operation SET {_OFFERED}, due = :now, lease_until = :now + lease WHERE {_MINE} {_RETURNING}",
)
OVER = "number IN (SELECT number FROM operation WHERE expires <= :now ORDER BY expires LIMIT :limit)"
COUNT_LIVE = f"SELECT count(*) FROM operation WHERE {LIVE}"
BURY = "INSERT OR REPLACE INTO gone SELECT id, principal, :now + :gone FROM operation WHERE {}"
DELETE = "DELETE FROM operation WHERE {} RETURNING number"
FORGET = "DELETE FROM gone WHERE id IN (SELECT id FROM gone WHERE forget <= :now ORDER BY forget, id LIMIT :limit)"
DELIVER = "UPDATE operation SET delivered_at = :now WHERE id = :id AND delivered_at IS NULL AND finished IS NOT NULL"

GET = f"SELECT {COLUMNS} FROM operation WHERE id = ?"
OF_KEY = f"SELECT {COLUMNS} FROM operation WHERE scope = ? AND idem_key = ?"
# Without content: it may be long, and a list has many.
LIST = f"""
    SELECT {COLUMNS.replace("result", "NULL")} FROM operation
    WHERE principal = :principal AND number < :before AND coalesce(expires > :now, 1)
    ORDER BY number DESC LIMIT :limit"""
LOOK = f"""
    SELECT
        EXISTS (SELECT 1 FROM operation WHERE state = 'pending' AND due <= :now
            AND name IN (SELECT value FROM json_each(:names))),
        EXISTS (SELECT 1 FROM operation WHERE {LIVE} AND lease_until <= :now)
            OR EXISTS (SELECT 1 FROM operation WHERE {LIVE} AND lease_until > :now + :lease
                AND lease_until > {_LONGEST})
            OR EXISTS (SELECT 1 FROM operation WHERE state = 'pending' AND due > :now + :max_delay),
        EXISTS (SELECT 1 FROM operation WHERE expires <= :now) OR EXISTS (SELECT 1 FROM gone WHERE forget <= :now)
    """
HELD = """
    SELECT id, attempt, cancel_requested FROM operation WHERE state = 'running' AND (id, attempt) IN
        (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"""
