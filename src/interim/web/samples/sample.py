"""One sample, ready to be shown, saved and run; and the recipe it is made by."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Recipe", "Sample", "Side"]

Side = Literal["server", "client"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file in some language that sends a code, or asks for it and does what is right.

    Attributes:
        id: unique within a code, and safe in a URL, such as ``node-http``.
        title: what it is for, such as ``Node http``.
        language: for highlighting, such as ``javascript``.
        file_name: as the command expects it.
        text: the file.
        command: how to run it, in the folder with the file; a server listens on port 8000.
        ran: with what our tests run it, such as ``Node 20``; "" when they do not.
        remark: what to know before using it; "" for nothing.
    """

    id: str
    title: str
    side: Side
    language: str
    file_name: str
    text: str
    command: str
    ran: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A sample before its file is filled in. The attributes are those of `Sample`, but for one.

    Attributes:
        template: the name of the file in its folder, without ``.jinja``.
    """

    id: str
    title: str
    side: Side
    language: str
    template: str
    file_name: str
    command: str
    ran: str = ""
    remark: str = ""

    def made(self, text: str, remark: str = "") -> Sample:
        """The sample with this text, and with the remark, if there is one, instead of the recipe's."""
        return Sample(
            id=self.id,
            title=self.title,
            side=self.side,
            language=self.language,
            file_name=self.file_name,
            text=text,
            command=self.command,
            ran=self.ran,
            remark=remark or self.remark,
        )
