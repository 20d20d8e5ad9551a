"""Where the ``interim`` command starts: it says what to install when the extra of the command line is missing."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line on `sys.argv`, and exit with its status."""
    try:
        from interim.cli.main import cli
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("interim"):
            raise
        sys.stderr.write(f"Error: {error.name} is not installed; run: pip install 'interim[cli]'\n")
        sys.exit(2)
    cli(prog_name="interim")
