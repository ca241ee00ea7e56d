"""``s2sdiff verify``: compare the derivatives of one function with differences."""

from __future__ import annotations

import click

from s2sdiff_cli.options import wrt_option
from s2sdiff_cli.points import at_option, point


@click.command("verify")
@click.argument("target", metavar="FILE:FUNCTION")
@at_option
@wrt_option("those that hold a float")
@click.option("--order", type=click.IntRange(min=1), default=1, show_default=True, help="Up to which order.")
@click.pass_context
def command(ctx: click.Context, target: str, at: str, wrt: tuple[str, ...], order: int) -> None:
    """Compare the derivatives of one function with differences.

    Both modes are, along a random direction. The file is run, and the function is evaluated. The exit code is 1
    where they disagree.
    """
    from s2sdiff.numeric.check import GradientMismatch, check_grads

    fun, args = point(target, at).by_position
    try:
        check_grads(fun, args, order, argnums=wrt or None)
    except GradientMismatch as mismatch:
        click.echo(str(mismatch), err=True)
        ctx.exit(1)
    except (TypeError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{target}: forward and reverse mode agree with differences, up to order {order}")
