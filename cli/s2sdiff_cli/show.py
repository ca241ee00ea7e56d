"""``s2sdiff show``: print the derivative of one function."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import dropwhile

import click

from s2sdiff.modules import HEADER_PREFIX
from s2sdiff_cli.inputs import named_function
from s2sdiff_cli.options import Request, derivative_options
from s2sdiff_cli.output import Reporter
from s2sdiff_cli.run import compile_inputs
from s2sdiff_cli.terminal import highlight_python, wants_colour


@click.command("show")
@click.argument("target", metavar="FILE:FUNCTION")
@derivative_options
@click.pass_context
def command(ctx: click.Context, target: str, request: Request) -> None:
    """Print the derivative of one function, such as model.py:drag.

    The file is read, never imported or run.
    """
    each, name = named_function(target)
    reporter = Reporter()
    for _, module in compile_inputs([each], replace(request, names=(name,)), reporter):
        if reporter.code < 3 and module.written:
            source = without_header(module.source)
            colour = wants_colour(sys.stdout)
            text = highlight_python(source) if colour else source
            click.echo(text, nl=not text.endswith("\n"), color=colour)
    ctx.exit(reporter.code)


def without_header(source: str) -> str:
    """A derivative module without the comment lines that it opens with."""
    if not source.startswith(HEADER_PREFIX):
        return source
    lines = source.splitlines(keepends=True)
    return "".join(dropwhile(lambda line: line.startswith("#") or not line.strip(), lines))
