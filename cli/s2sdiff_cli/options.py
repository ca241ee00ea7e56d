"""The options that say which derivative is wanted; ``compile``, ``show`` and ``check`` share them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

MODES = ("reverse", "forward", "symbolic")


@dataclass(frozen=True)
class Request:
    """Which derivative, of which functions."""

    names: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    mode: str = "reverse"
    order: int = 1
    value: bool = False
    signature: str | None = None


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    names = tuple(part.strip() for part in value.split(","))
    if not all(names):
        raise click.BadParameter("write parameter names or positions with commas between, such as x,y")
    return names


def wrt_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option ``--wrt``; `default` says what is taken where it is not given."""
    text = f"Parameters to differentiate by. [default: {default}]"
    return click.option("--wrt", callback=_names, metavar="X,Y", help=text)


_OPTIONS = (
    wrt_option("the first real one"),
    click.option(
        "--mode", type=click.Choice(MODES), default="reverse", show_default=True, help="How to differentiate."
    ),
    click.option("--order", type=click.IntRange(min=1), default=1, show_default=True, help="How often."),
    click.option("--value", is_flag=True, help="Return the value as well."),
    click.option("--signature", metavar="KINDS", help='Kinds of parameters, such as "x: float, u: array2".'),
)

names_option = click.option(
    "-f",
    "names",
    multiple=True,
    metavar="NAME",
    help="Function to differentiate; repeatable. [default: those with a s2sdiff decorator, else all public]",
)


def derivative_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options, and hand it their values as one ``request``."""

    @wraps(command)
    def gathered(
        *args: Any,
        wrt: tuple[str, ...],
        mode: str,
        order: int,
        value: bool,
        signature: str | None,
        **rest: Any,
    ) -> None:
        names = tuple(rest.pop("names", ()))
        command(*args, request=Request(names, wrt, mode, order, value, signature), **rest)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered
