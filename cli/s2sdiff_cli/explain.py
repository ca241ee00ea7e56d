"""``s2sdiff explain``: an error code at length."""

from __future__ import annotations

import difflib
import sys

import click

from s2sdiff.codes import CODES
from s2sdiff_cli.terminal import render_markdown, wants_colour


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain an error CODE, with an example and a way out; without a CODE, list them all."""
    if code is None:
        for each, entry in CODES.items():
            click.echo(f"{each}  {entry.title}")
        return
    known = CODES.get(code.upper())
    if known is None:
        close = difflib.get_close_matches(code.upper(), CODES, n=3)
        hint = f" Did you mean {', '.join(close)}?" if close else " `s2sdiff explain` lists them all."
        raise click.UsageError(f"there is no error code {code}.{hint}")
    text = f"# {code.upper()}: {known.title}\n\n{known.explanation}"
    colour = wants_colour(sys.stdout)
    click.echo(render_markdown(text) if colour else text, nl=False, color=colour)
