"""How the command line reports an error of interim: one sentence on stderr, exit status 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from interim.errors import InterimError

__all__ = ["Failure", "reported"]


class Failure(click.ClickException):
    """An error that click prints as ``Error: <sentence>``, without a traceback."""

    exit_code = 2


@contextmanager
def reported() -> Iterator[None]:
    """Turns an `InterimError` into a `Failure`; usable as a decorator, too."""
    try:
        yield
    except InterimError as error:
        raise Failure(str(error)) from error
