"""What uvicorn logs as a traceback although nothing is wrong with the code, said in a sentence."""

import asyncio
import logging

__all__ = ["WithoutCancellation"]


class WithoutCancellation(logging.Filter):
    """Turns the traceback of a request that was cut off at shutdown into a line.

    uvicorn cancels what is still held when the graceful time has run out, and logs each with a traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; one of a cancellation loses its traceback."""
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            record.exc_info = None
            record.msg = "A request was cut off: the graceful time ran out before it was answered"
        return True
