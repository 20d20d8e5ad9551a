"""A file that is written in one step."""

import os
from pathlib import Path

import pytest

from interim.cli.file_to_write import FileToWrite
from interim.errors import InvalidInput


def test_the_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    FileToWrite("--output", tmp_path / "a").write(b"x")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"x")]


def test_an_existing_file_is_replaced_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old and longer")
    (tmp_path / "b").symlink_to("a")
    FileToWrite("--output", tmp_path / "b").write(b"x")
    assert (tmp_path / "b").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    reader = os.open(tmp_path / "a", os.O_RDONLY | os.O_NONBLOCK)
    try:
        FileToWrite("--output", tmp_path / "a").write(b"x")
        assert os.read(reader, 10) == b"x"
    finally:
        os.close(reader)
    assert (tmp_path / "a").is_fifo()


@pytest.mark.parametrize(
    ("path", "allowed"), [(".", "a file, not a folder"), ("no/a", "a file in a folder that exists")], ids=str
)
def test_a_place_that_cannot_be_is_refused_before_the_work(tmp_path: Path, path: str, allowed: str) -> None:
    with pytest.raises(InvalidInput, match=allowed):
        FileToWrite("--save", tmp_path / path)


def test_a_folder_that_goes_meanwhile_is_an_error_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    file = FileToWrite("--save", tmp_path / "a" / "b")
    (tmp_path / "a").rmdir()
    with pytest.raises(InvalidInput, match="a file that can be written: No such file"):
        file.write(b"x")
