"""Where the ``interim`` command starts: it says what to install when the extra of the command line is missing."""

import sys

__all__ = ["main", "not_installed"]


def main() -> None:
    """Run the command line on `sys.argv`, and exit with its status."""
    try:
        from interim.cli.main import cli
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("interim"):
            raise
        sys.stderr.write(f"Error: {not_installed(error.name)}\n")
        sys.exit(2)
    cli(prog_name="interim")


def not_installed(package: str) -> str:
    """The sentence for a package that is missing."""
    return f"{package} is not installed; run: pip install 'interim[cli]'"
