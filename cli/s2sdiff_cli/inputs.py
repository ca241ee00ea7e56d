"""The files to compile: found from the paths of the command line, and read as Python reads them."""

from __future__ import annotations

import io
import os
import stat
import sys
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from s2sdiff.errors import UsageError
from s2sdiff.modules import HEADER_PREFIX

STDIN = "<stdin>"
SKIPPED_FOLDERS = {"__pycache__", "node_modules", "site-packages"}


@dataclass(frozen=True)
class Input:
    """One source file; `root` is the folder of the command line that it was found in, if it was."""

    path: Path | None
    root: Path | None = None

    @cached_property
    def shown(self) -> str:
        """The name that messages show."""
        return STDIN if self.path is None else display(self.path)

    @property
    def search(self) -> tuple[str, ...]:
        """The folder in which the file's imports are found: its own, or the one that its package lies in."""
        if self.path is None:
            return (os.getcwd(),)
        folder = self.path.resolve().parent
        while (folder / "__init__.py").is_file() and folder != folder.parent:
            folder = folder.parent
        return (str(folder),)

    def read(self) -> str:
        """The text, decoded as Python would; raises UsageError if it is none."""
        return decode(self._bytes(), self.shown)

    def _bytes(self) -> bytes:
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            with self.path.open("rb") as file:
                kind = os.fstat(file.fileno()).st_mode
                if not stat.S_ISREG(kind) and not stat.S_ISFIFO(kind):
                    raise UsageError("SD505", f"cannot read {self.shown}: not a file")
                return file.read()
        except OSError as error:
            raise unreadable(self.shown, error) from None


def display(path: Path) -> str:
    """The path as messages show it: relative if it lies within the current folder, else as it was given."""
    within = Path(os.path.abspath(path)).is_relative_to(Path.cwd())
    return Path(os.path.relpath(path) if within else path).as_posix()


def unreadable(shown: str, error: OSError) -> UsageError:
    """The error for a path that the operating system does not let us read."""
    reason = error.strerror or str(error)
    if isinstance(error, FileNotFoundError) and os.path.islink(shown):
        reason = f"a symbolic link to {os.readlink(shown)}, which does not exist"
    return UsageError("SD505", f"cannot read {shown}: {reason}")


def decode(data: bytes, shown: str) -> str:
    """Source text from bytes: a byte order mark and a coding line are honoured, newlines become ``\\n``."""
    if b"\0" in data:
        raise UsageError("SD505", f"cannot read {shown}: a binary file, not Python source")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return io.TextIOWrapper(io.BytesIO(data), encoding).read()
    except (SyntaxError, UnicodeDecodeError) as error:
        reason = f"not text in {error.encoding}" if isinstance(error, UnicodeDecodeError) else error.msg
        reason = reason.replace(
            "invalid or missing encoding declaration", "neither UTF-8 nor declared otherwise"
        )
        raise UsageError("SD505", f"cannot read {shown}: {reason}") from None


def find(paths: Sequence[str]) -> list[Input]:
    """The inputs that `paths` name, in order, each once; raises UsageError on a path that cannot be used."""
    found: dict[str, Input] = {}
    for text in paths:
        for each in _expand(text):
            found.setdefault(os.path.realpath(each.path) if each.path else STDIN, each)
    return list(found.values())


def named_function(target: str) -> tuple[Input, str]:
    """The file and the name in ``FILE:FUNCTION``; raises UsageError where it is not of that form."""
    path, colon, name = target.rpartition(":")
    hint = "write FILE:FUNCTION, as model.py:f"
    if not colon or not path or not name.replace(".", "").isidentifier():
        raise UsageError("SD504", f"`{target}` names no function of a file", hint=hint)
    if os.path.isdir(path):
        raise UsageError("SD505", f"cannot read {path}: a folder", hint=hint)
    return find([path])[0], name


def _expand(text: str) -> Iterator[Input]:
    if text == "-":
        yield Input(None)
        return
    path = Path(text)
    try:
        folder = stat.S_ISDIR(os.stat(text).st_mode)
    except (OSError, ValueError) as error:
        raise unreadable(text, error if isinstance(error, OSError) else OSError(str(error))) from None
    if not folder:
        yield Input(path)
        return
    files = [file for file in _python_files(path) if not is_generated(file)]
    if not files:
        raise UsageError("SD505", f"no Python source in {text}")
    yield from (Input(file, path) for file in files)


def _python_files(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise unreadable(os.path.relpath(error.filename), error)

    for place, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not _skipped(Path(place, name)))
        yield from (Path(place, name) for name in sorted(files) if name.endswith(".py"))


def _skipped(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in SKIPPED_FOLDERS or (folder / "pyvenv.cfg").exists()


def is_generated(path: Path) -> bool:
    """Whether s2sdiff wrote the file; a file that cannot be read is not known to be."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER_PREFIX)) == HEADER_PREFIX.encode()
    except OSError:
        return False
