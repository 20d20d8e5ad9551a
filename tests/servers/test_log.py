import asyncio
import logging

import pytest

from interim.servers.log import WithoutCancellation


def record_of(error: BaseException) -> logging.LogRecord:
    failed = (type(error), error, None)
    return logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, "Exception in ASGI application\n", (), failed)


def test_a_request_that_was_cut_off_is_one_line() -> None:
    record = record_of(asyncio.CancelledError("Task cancelled, timeout graceful shutdown exceeded"))
    assert WithoutCancellation().filter(record)
    assert record.exc_info is None
    assert "the graceful time ran out" in record.getMessage()


@pytest.mark.parametrize("error", [ValueError("x"), TimeoutError()], ids=repr)
def test_a_failure_of_the_application_keeps_its_traceback(error: Exception) -> None:
    record = record_of(error)
    assert WithoutCancellation().filter(record)
    assert record.exc_info is not None
    assert record.exc_info[1] is error
