"""``s2sdiff trace``: the evaluation trace of one function at a point."""

from __future__ import annotations

import click

import s2sdiff
from s2sdiff_cli.options import wrt_option
from s2sdiff_cli.points import at_option, point


@click.command("trace")
@click.argument("target", metavar="FILE:FUNCTION")
@at_option
@wrt_option("those that hold a float")
def command(target: str, at: str, wrt: tuple[str, ...]) -> None:
    """Print the evaluation trace of one function, such as model.py:drag.

    That is value, tangent and adjoint of every step. The file is run, and the function is evaluated.
    """
    place = point(target, at)
    click.echo(s2sdiff.trace(place.fun, *place.arguments.args, argnums=wrt or None, **place.arguments.kwargs))
