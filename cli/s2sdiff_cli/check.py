"""``s2sdiff check``: say what cannot be differentiated, and write nothing."""

from __future__ import annotations

import click

from s2sdiff_cli.inputs import find
from s2sdiff_cli.options import Request, derivative_options, names_option
from s2sdiff_cli.output import Reporter, format_option
from s2sdiff_cli.run import compile_inputs


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@names_option
@derivative_options
@format_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], request: Request, output_format: str) -> None:
    """Diagnose each PATH (a file, a folder, or - for standard input) without writing anything."""
    reporter = Reporter(output_format)
    good = bad = 0
    for _, module in compile_inputs(find(paths), request, reporter):
        good += len(module.written)
        bad += len(module.diagnostics)
    reporter.close()
    if good or bad:
        reporter.note(f"{good} of {good + bad} functions can be differentiated")
    ctx.exit(reporter.code)
