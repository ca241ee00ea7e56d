"""``s2sdiff compile --watch``: compile again whenever a source file changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from s2sdiff.errors import S2SDiffError, UsageError
from s2sdiff_cli.inputs import is_generated
from s2sdiff_cli.output import print_error


def repeat(once: Callable[[], int], paths: Sequence[str]) -> None:
    """Run `once` now and after each change of a Python file in `paths`, until interrupted."""
    try:
        from watchfiles import watch
    except ImportError:
        hint = 'pip install "s2sdiff[watch]"'
        raise UsageError("SD506", "--watch needs the package watchfiles", hint=hint) from None

    once()  # a wrong call ends here, before the waiting begins
    click.echo("watching for changes; Ctrl-C ends", err=True)
    for _ in watch(*paths, watch_filter=_is_source, raise_interrupt=False):
        try:
            once()
        except S2SDiffError as error:  # such as a file that an editor is just replacing
            print_error(error)


def _is_source(change: Any, path: str) -> bool:
    return path.endswith(".py") and not is_generated(Path(path))
