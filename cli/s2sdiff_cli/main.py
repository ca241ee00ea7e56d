"""The command ``s2sdiff``: its subcommands, and how errors become exit codes.

Exit codes: 0 done; 1 diagnostics, or stale, or differs; 2 usage, configuration, input or output;
3 an internal check failed.
"""

from __future__ import annotations

import os
from typing import Any

import click

from s2sdiff import __version__
from s2sdiff.errors import InternalError, S2SDiffError, UsageError
from s2sdiff_cli import check, compile, config, explain, show, trace, verify
from s2sdiff_cli.output import exit_code, print_error

CONFIGURED = ("compile", "show", "check")


class Group(click.Group):
    """A click group in which no error ends in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except S2SDiffError as error:
            failure: S2SDiffError = error
        except OSError as error:  # such as a full disk behind stdout, or a current folder that is gone
            failure = UsageError("SD505", str(error))
        except Exception as error:
            if os.environ.get("S2SDIFF_TRACEBACK"):
                raise
            failure = InternalError("SD901", f"{type(error).__name__}: {error}")
        print_error(failure)
        ctx.exit(exit_code(failure))


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="s2sdiff", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Differentiate Python functions, from source to source."""
    if ctx.invoked_subcommand in CONFIGURED:
        ctx.default_map = dict.fromkeys(CONFIGURED, config.defaults())


main.add_command(compile.command)
main.add_command(show.command)
main.add_command(check.command)
main.add_command(trace.command)
main.add_command(verify.command)
main.add_command(explain.command)
