"""Writing to the standard output, which may be full."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from interim.cli.failure import Failure

__all__ = ["write_document", "writing"]


@contextmanager
def writing() -> Iterator[None]:
    """Turns an error of the system into a `Failure`; but for a reader that left, which click ends the command for."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        # What is left in the buffer would fail once more when Python ends, with words and a status of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Failure(f"the standard output cannot be written: {error.strerror}") from error


def write_document(text: str) -> None:
    """Write text as UTF-8, which JSON is (RFC 8259 §8.1) whatever the terminal takes."""
    with writing():
        click.echo(text.encode(), nl=False)
