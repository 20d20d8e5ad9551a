"""The watcher: a thread that finds what other processes changed, while somebody in this one waits.

SQLite tells nobody of a write, but `PRAGMA data_version` says for some microseconds whether there was one. A look at
all that is waited for, every two seconds, makes up for whatever was missed.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from interim.operations.database import Connection, Database

__all__ = ["Watcher"]

_log = logging.getLogger("interim.operations")
Reread = Callable[[Connection, Sequence[str]], None]


class Watcher:
    """Finds changes. `watching` tells it that somebody waits.

    Args:
        database: whose changes.
        watched: the ids that somebody waits for; called in the thread of the watcher.
        reread: reads these and publishes them; called in that thread.
        poll_s: how often to ask whether there was a write.
        reread_s: how often to read all that is waited for.
    """

    def __init__(
        self,
        database: Database,
        watched: Callable[[], Sequence[str]],
        reread: Reread,
        *,
        poll_s: float,
        reread_s: float,
    ) -> None:
        self._database = database
        self._watched = watched
        self._reread = reread
        self._poll_s = poll_s
        self._reread_s = reread_s
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="interim-operations-watcher", daemon=True)
        self._data_version = -1
        self._change = -1

    def start(self) -> None:
        """Start the thread. It sleeps until somebody waits."""
        self._connection = self._database.connect()
        self._thread.start()

    def watching(self) -> None:
        """Somebody waits, and has subscribed."""
        self._wanted.set()

    def stop(self) -> None:
        """End the thread. Blocks."""
        self._stopped.set()
        self._wanted.set()
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wanted.wait()
            self._wanted.clear()
            # What changed while nobody waited may be much; of that, only what is waited for now is read.
            reread_at = time.monotonic()
            while not self._stopped.is_set() and self._watched():
                try:
                    if time.monotonic() >= reread_at:
                        self._look(everything=True)
                        reread_at = time.monotonic() + self._reread_s
                    else:
                        self._look(everything=False)
                    self._stopped.wait(self._poll_s)
                except Exception:  # The waiting goes on: the next look may be better.
                    _log.exception("looking for changed operations failed")
                    self._stopped.wait(self._reread_s)

    def _look(self, *, everything: bool) -> None:
        connection = self._connection
        (data_version,) = connection.execute("PRAGMA data_version").fetchone()
        if data_version == self._data_version and not everything:
            return
        (change,) = connection.execute("SELECT change FROM counter").fetchone()
        if everything:
            found = self._watched()
        else:
            rows = connection.execute("SELECT id FROM operation WHERE change > ?", (self._change,)).fetchall()
            # Who waits is asked after what changed: who subscribes later reads later, and sees the change.
            found = sorted({id for (id,) in rows}.intersection(self._watched()))
        if found:
            self._reread(connection, found)
        # Last: when something above fails, the next look does it again.
        self._data_version, self._change = data_version, change
