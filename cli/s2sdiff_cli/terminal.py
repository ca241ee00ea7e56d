"""Colour, where the reader wants it. Pygments and rich are used if they are installed."""

from __future__ import annotations

import os
from typing import TextIO

import click

DIFF_COLOURS = {"+++": "white", "---": "white", "+": "green", "-": "red", "@@": "cyan"}


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`: NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def highlight_python(source: str) -> str:
    """`source` with the colours of its syntax, or as it is if Pygments is missing."""
    try:
        from pygments import highlight
        from pygments.formatters import TerminalFormatter
        from pygments.lexers import PythonLexer
    except ImportError:
        return source
    coloured: str = highlight(source, PythonLexer(stripnl=False), TerminalFormatter())
    return coloured


def highlight_diff(diff: str) -> str:
    """A unified diff in colour."""
    return "".join(_diff_line(line) for line in diff.splitlines(keepends=True))


def _diff_line(line: str) -> str:
    for start, colour in DIFF_COLOURS.items():
        if line.startswith(start):
            return click.style(line, fg=colour)
    return line


def render_markdown(text: str) -> str:
    """Markdown set for the terminal, or as it is if rich is missing."""
    try:
        from rich.console import Console
        from rich.markdown import Markdown
    except ImportError:
        return text
    console = Console(force_terminal=True)
    with console.capture() as capture:
        console.print(Markdown(text))
    return capture.get()
