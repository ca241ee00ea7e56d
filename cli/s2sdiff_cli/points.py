"""Functions of files that are run, and the arguments that they are looked at with: for ``trace`` and ``verify``."""

from __future__ import annotations

import copy
import functools
import importlib.util
import inspect
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
import numpy as np

from s2sdiff.errors import UsageError
from s2sdiff_cli.inputs import Input, named_function

HINT = 'write the arguments as in a call, such as "x=3.0, y=[1.0, 2.0]"'

at_option = click.option(
    "--at",
    required=True,
    metavar="ARGUMENTS",
    help='The arguments as in a call, such as "x=3.0, u=np.ones(3)"; names of the file are known.',
)


@dataclass(frozen=True)
class Point:
    """A function, and arguments for all its parameters."""

    fun: Callable[..., Any]
    arguments: inspect.BoundArguments

    @property
    def by_position(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The function of the positional parameters alone, and these arguments."""
        keywords = self.arguments.kwargs
        return functools.partial(self.fun, **keywords) if keywords else self.fun, self.arguments.args


def point(target: str, at: str) -> Point:
    """The function that ``FILE:FUNCTION`` names, whose file is run, at the arguments that are written as in a call.

    Raises:
        UsageError: SD504 or SD505 where there is no such function or its file cannot be run, SD502 where the
            arguments cannot be read or do not fit, or the function raises an exception.
    """
    each, name = named_function(target)
    names = ran(each)
    try:
        fun = functools.reduce(getattr, name.split(".")[1:], names[name.partition(".")[0]])
    except (KeyError, AttributeError):
        raise UsageError("SD504", f"{each.shown} has no function `{name}`") from None
    if not callable(fun):
        raise UsageError("SD504", f"`{name}` of {each.shown} is no function")
    try:
        args, kwargs = eval(f"_given({at}\n)", {"np": np, "math": math, **names, "_given": lambda *a, **k: (a, k)})
    except Exception as error:  # whatever the expressions raise
        raise UsageError("SD502", f"cannot read the arguments {at!r}: {error}", hint=HINT) from None
    try:
        bound = inspect.signature(fun).bind(*args, **kwargs)
    except TypeError as error:
        raise UsageError("SD502", f"`{name}`: {error}", hint=HINT) from None
    bound.apply_defaults()
    try:
        fun(*copy.deepcopy(bound.args), **copy.deepcopy(bound.kwargs))
    except Exception as error:  # whatever the function raises
        raise UsageError("SD502", f"`{name}` raises {type(error).__name__} at these arguments: {error}") from None
    return Point(fun, bound)


def ran(each: Input) -> dict[str, Any]:
    """The names of a file after it is run, with what it imports from beside it in reach; no bytecode is written."""
    each.read()  # says why, where it is no text
    assert each.path is not None
    path, root = each.path.resolve(), each.search[0]
    name = ".".join(path.relative_to(root).with_suffix("").parts)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise UsageError("SD505", f"cannot run {each.shown}: not a Python file")
    sys.path.insert(0, root)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    silent, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UsageError("SD505", f"cannot run {each.shown}: {type(error).__name__}: {error}") from None
    finally:
        sys.dont_write_bytecode = silent
    return vars(module)
