"""Where derivative modules go, and writing them: as a whole, and never over a person's file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from s2sdiff.errors import UsageError
from s2sdiff.modules import HEADER_PREFIX
from s2sdiff_cli.inputs import Input, display, is_generated

SUFFIXES = {"forward": "_jvp"}


@dataclass(frozen=True)
class Target:
    """Where the derivative module of one input goes; a path of None is standard output."""

    path: Path | None

    @property
    def shown(self) -> str:
        return "<stdout>" if self.path is None else display(self.path)

    def existing(self) -> str | None:
        """What the file holds now, or None if there is none."""
        if self.path is None:
            return None
        try:
            return self.path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unwritable(self.shown, error) from None


def plan(inputs: Sequence[Input], output: str | None, mode: str) -> list[tuple[Input, Target]]:
    """Each input with its target; raises UsageError where `output` does not fit the inputs."""
    pairs = [(each, Target(_target(each, len(inputs) > 1, output, mode))) for each in inputs]
    taken: dict[str, Input] = {}
    for each, target in pairs:
        if target.path is None:
            continue
        key = os.path.realpath(target.path)
        if key in taken:
            both = f"{taken[key].shown} and {each.shown}"
            raise UsageError("SD505", f"{both} would both be written to {target.shown}")
        taken[key] = each
    for each, _ in pairs:
        if each.path is not None and os.path.realpath(each.path) in taken:
            message = f"{each.shown} would be overwritten by a derivative"
            raise UsageError("SD505", message, hint="choose another -o")
    return pairs


def _target(each: Input, several: bool, output: str | None, mode: str) -> Path | None:
    if output == "-" or (output is None and each.path is None):
        if several:
            raise UsageError("SD505", "several files cannot go to standard output", hint="give a folder")
        return None
    stem = each.path.stem if each.path else "stdin"
    name = f"{stem}{SUFFIXES.get(mode, '_grad')}.py"
    if output is None:
        assert each.path is not None
        return each.path.with_name(name)
    if "\0" in output:
        raise UsageError("SD505", f"cannot write to {output!r}: null byte")
    folder = Path(output)
    if os.path.isdir(folder):
        inner = each.path.parent.relative_to(each.root) if each.path and each.root else Path()
        return folder / inner / name
    if several or each.root is not None or output.endswith(("/", os.sep)):
        reason = "not a folder" if os.path.exists(folder) else "no such folder"
        raise UsageError("SD505", f"cannot write to {output}: {reason}")
    if not os.path.isdir(folder.parent):
        raise UsageError("SD505", f"cannot write {output}: no such folder: {folder.parent}")
    return folder


def protect(target: Target, force: bool) -> None:
    """Raise UsageError if the target must not be replaced: not a file, or one that s2sdiff did not write."""
    path = target.path
    if path is None or not os.path.exists(path):
        return
    if not path.is_file():
        raise UsageError("SD505", f"cannot write {target.shown}: not a regular file")
    if not force and not is_generated(path):
        message = f"{target.shown} was not written by s2sdiff, so it is not overwritten"
        raise UsageError("SD505", message, hint="--force overwrites it")


def relabel(source: str, each: Input, target: Target) -> str:
    """Let the header name the primal's file as seen from the target, so that it holds wherever one stands."""
    if each.path is None:
        return source
    origin = each.path.name
    if target.path is not None:
        with suppress(ValueError):  # on another drive
            origin = os.path.relpath(os.path.realpath(each.path), os.path.realpath(target.path.parent))
    first, newline, rest = source.partition("\n")
    if first.startswith(HEADER_PREFIX):
        first = first.replace(f" from {each.shown} (", f" from {Path(origin).as_posix()} (", 1)
    return first + newline + rest


def write(target: Target, source: str) -> None:
    """Replace the file in one step: it holds either what it held, or all of `source`."""
    assert target.path is not None
    path = Path(os.path.realpath(target.path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        target.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "x", encoding="utf-8", newline="\n") as file:
                file.write(source)
            if path.exists():
                os.chmod(temporary, path.stat().st_mode & 0o7777)
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(target.shown, error) from None


def _unwritable(shown: str, error: OSError) -> UsageError:
    return UsageError("SD505", f"cannot write {shown}: {error.strerror or error}")
