"""Calling the compiler on inputs; each failure is reported and the others go on."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator

from s2sdiff.errors import InternalError, Place, S2SDiffError, UsageError
from s2sdiff.modules import CompiledModule, compile_module
from s2sdiff_cli.inputs import Input
from s2sdiff_cli.options import Request
from s2sdiff_cli.output import Reporter

NO_SUCH_FUNCTION = "SD504"


def compile_input(each: Input, request: Request) -> CompiledModule:
    """The derivative module of one input; raises S2SDiffError and nothing else."""
    text = each.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the user's source, such as an invalid escape
            return compile_module(
                text,
                each.shown,
                names=request.names,
                wrt=request.wrt,
                mode=request.mode,
                order=request.order,
                value=request.value,
                signature=request.signature,
                search=each.search,
            )
    except S2SDiffError:
        raise
    except Exception as error:
        if os.environ.get("S2SDIFF_TRACEBACK"):
            raise
        message = f"{type(error).__name__}: {error}"
        raise InternalError("SD901", message, Place(each.shown, 1)) from error


def compile_inputs(
    inputs: Iterable[Input], request: Request, reporter: Reporter
) -> Iterator[tuple[Input, CompiledModule]]:
    """The modules of those inputs that have functions to differentiate.

    A file that a folder was searched for may lack such functions, but not every file may.
    """
    lacking: UsageError | None = None
    some = False
    for each in inputs:
        try:
            module = compile_input(each, request)
            if not module.written and not module.diagnostics:
                raise UsageError(NO_SUCH_FUNCTION, f"{each.shown} has no function to differentiate")
        except S2SDiffError as error:
            if each.root is not None and isinstance(error, UsageError) and error.code == NO_SUCH_FUNCTION:
                lacking = error
            else:
                some = True
                reporter.error(error)
            continue
        some = True
        for skipped in module.diagnostics:
            reporter.error(skipped, code=3 if isinstance(skipped, InternalError) else 1)
        yield each, module
    if lacking and not some:
        reporter.error(lacking)
