"""``s2sdiff compile``: write the derivative module of each file."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

import click

from s2sdiff.errors import InternalError, UsageError
from s2sdiff.modules import CompiledModule
from s2sdiff_cli.inputs import Input, find
from s2sdiff_cli.options import Request, derivative_options, names_option
from s2sdiff_cli.output import Reporter, format_option
from s2sdiff_cli.run import compile_inputs
from s2sdiff_cli.targets import Target, plan, protect, relabel, write
from s2sdiff_cli.terminal import highlight_diff, wants_colour


@click.command("compile")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@names_option
@derivative_options
@click.option("-o", "--output", metavar="FILE|DIR|-", help="Where to write. [default: beside each]")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is missing or stale.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change; exit 1 if anything does.")
@click.option("--watch", is_flag=True, help="Compile again whenever a file changes, until interrupted.")
@click.option("--force", is_flag=True, help="Overwrite a file that s2sdiff did not write.")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    request: Request,
    output: str | None,
    check: bool,
    diff: bool,
    watch: bool,
    force: bool,
    output_format: str,
) -> None:
    """Write the derivative module of each PATH (a file, a folder, or - for standard input).

    The files are read, never imported or run. Functions that cannot be differentiated are reported and
    left out; the exit code is then 1.
    """
    if watch and (check or diff or "-" in (*paths, output)):
        raise click.UsageError("--watch writes files as they change: not with --check, --diff or -.")

    def once() -> int:
        pairs = plan(find(paths), output, request.mode)
        stdout_taken = diff or any(target.path is None for _, target in pairs)
        reporter = Reporter(output_format, stdout_taken=stdout_taken)
        _compile(pairs, request, reporter, write_files=not (check or diff), show_diff=diff, force=force)
        reporter.close()
        return reporter.code

    if watch:
        from s2sdiff_cli.watch import repeat

        repeat(once, paths)
    else:
        ctx.exit(once())


def _compile(
    pairs: Sequence[tuple[Input, Target]],
    request: Request,
    reporter: Reporter,
    *,
    write_files: bool,
    show_diff: bool,
    force: bool,
) -> None:
    targets = {id(each): target for each, target in pairs}
    for each, module in compile_inputs([each for each, _ in pairs], request, reporter):
        if not module.written or any(isinstance(error, InternalError) for error in module.diagnostics):
            continue
        target = targets[id(each)]
        source = relabel(module.source, each, target)
        try:
            protect(target, force)
            if target.path is None and not show_diff:
                click.echo(source, nl=not source.endswith("\n"))
            elif write_files:
                _write(target, source, module, reporter)
            else:
                _compare(each, target, source, reporter, show_diff)
        except UsageError as error:
            reporter.error(error)


def _write(target: Target, source: str, module: CompiledModule, reporter: Reporter) -> None:
    names = ", ".join(module.written)
    if target.existing() == source:
        reporter.note(f"unchanged {target.shown}: {names}")
        return
    write(target, source)
    reporter.note(f"wrote {target.shown}: {names}")


def _compare(each: Input, target: Target, source: str, reporter: Reporter, show_diff: bool) -> None:
    existing = target.existing()
    if existing == source:
        return
    state = "missing" if existing is None else "stale"
    reporter.note(f"{state} {target.shown}: compile {each.shown} again", code=1)
    if show_diff:
        old = (existing or "").splitlines(keepends=True)
        lines = difflib.unified_diff(old, source.splitlines(keepends=True), target.shown, target.shown)
        mark = "\n\\ No newline at end of file\n"
        diff = "".join(line if line.endswith("\n") else line + mark for line in lines)
        colour = wants_colour(sys.stdout)
        click.echo(highlight_diff(diff) if colour else diff, nl=False, color=colour)
