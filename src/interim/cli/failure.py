"""How the command line reports an error of interim: one sentence on stderr, and an exit status."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from interim.errors import AddressRefused, InterimError, NoExchange

__all__ = ["BriefCommand", "Failure", "failure_of", "reported"]


class Failure(click.ClickException):
    """An error that click prints as ``Error: <sentence>``, without a traceback."""

    exit_code = 2


class _Unreached(Failure):
    exit_code = 3


class _Refused(Failure):
    exit_code = 5


class BriefCommand(click.Command):
    """A command that answers a bad option with the one line that says what is wrong, without its usage."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            Failure: they cannot be used.
        """
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise Failure(" ".join(error.format_message().split())) from error


def failure_of(error: InterimError) -> Failure:
    """The failure for an error: exit status 2 for bad input, 3 without an exchange, 5 for a refused address."""
    from interim.inspector.formats.printable import printable

    # What a peer or a resolver said may be in it.
    text = printable(str(error))
    if isinstance(error, AddressRefused):
        return _Refused(text)
    return _Unreached(text) if isinstance(error, NoExchange) else Failure(text)


@contextmanager
def reported() -> Iterator[None]:
    """Turns an `InterimError` into a `Failure`; usable as a decorator, too."""
    try:
        yield
    except InterimError as error:
        raise failure_of(error) from error
