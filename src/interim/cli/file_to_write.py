"""A file that a command writes: all of it, or nothing."""

import contextlib
import os
from pathlib import Path

from interim.errors import InvalidInput

__all__ = ["FileToWrite"]


class FileToWrite:
    """Where a result goes. Checked before the work that makes the result, and written in one step after it.

    Attributes:
        path: of the file, as the user wrote it.
    """

    __slots__ = ("_option", "path")

    def __init__(self, option: str, path: Path) -> None:
        """Check where the file goes.

        Args:
            option: that named the file, for messages.
            path: of the file.

        Raises:
            InvalidInput: it cannot be written there.
        """
        self._option = option
        self.path = path
        folder = path.resolve().parent
        if path.is_dir():
            raise InvalidInput(option, path, "a file, not a folder")
        if not folder.is_dir():
            raise InvalidInput(option, path, "a file in a folder that exists")
        if not os.access(path if path.exists() else folder, os.W_OK):
            raise InvalidInput(option, path, "a file that may be written")

    def write(self, data: bytes) -> None:
        """Write the file: a reader sees the old one or the new one, never a part.

        Raises:
            InvalidInput: the system refuses.
        """
        try:
            if self.path.exists() and not self.path.is_file():
                # A device or a pipe has nothing to replace.
                self.path.write_bytes(data)
                return
            target = self.path.resolve()
            beside = target.with_name(f".{target.name}.{os.getpid()}")
            try:
                beside.write_bytes(data)
                beside.replace(target)
            except OSError:
                with contextlib.suppress(OSError):
                    beside.unlink()
                raise
        except OSError as error:
            raise InvalidInput(self._option, self.path, f"a file that can be written: {error.strerror}") from error
