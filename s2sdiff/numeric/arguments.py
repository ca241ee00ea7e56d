"""Which arguments of a call a derivative is taken by: ``argnums``, as positions, names or a tuple of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

Argnum = int | str
Argnums = Argnum | Sequence[Argnum]


def parameters(fun: Callable[..., Any]) -> list[inspect.Parameter]:
    """The parameters of `fun`; none where they cannot be known, as for some functions written in C."""
    from s2sdiff.entries import entry_of

    try:
        return list(inspect.signature(entry_of(fun) or fun).parameters.values())
    except (TypeError, ValueError):
        return []


class Call:
    """A call of `fun`, of which some arguments can be replaced.

    Args:
        fun: the function; it is not called here.
        args, kwargs: what it is called with; containers and arrays in them are not copied.
        argnums: positions (negative ones count from the last argument given), parameter names, or a
            sequence of them. A parameter that is not passed is taken at its default.

    Attributes:
        chosen: the values of the chosen arguments, in the order of `argnums`.
        names: what to call them in messages.
        single: whether `argnums` is one position or name, not a sequence.

    Raises:
        TypeError: no such argument, or `argnums` is no position, name, or sequence of them.
        ValueError: one argument is chosen twice.
    """

    def __init__(
        self, fun: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any], argnums: Argnums
    ):
        self.single = isinstance(argnums, (int, str))
        wanted: Sequence[Argnum] = [argnums] if isinstance(argnums, (int, str)) else argnums
        self.args, self.kwargs, self.keys = list(args), dict(kwargs), list[Argnum]()
        self.names: list[str] = []
        known = parameters(fun)
        positional = [p for p in known if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        for which in wanted:
            if isinstance(which, bool) or not isinstance(which, (int, str)):
                raise TypeError(f"argnums are positions or parameter names, not {which!r}")
            key = self._find(which, positional, known)
            if key in self.keys:
                raise ValueError(f"argnums name one argument twice: {argnums!r}")
            self.keys.append(key)
            if isinstance(key, str):
                self.names.append(key)
            else:
                self.names.append(positional[key].name if key < len(positional) else f"argument {key}")
        self.chosen = [self.args[k] if isinstance(k, int) else self.kwargs[k] for k in self.keys]

    def _find(
        self, which: Argnum, positional: list[inspect.Parameter], known: list[inspect.Parameter]
    ) -> Argnum:
        names = [p.name for p in positional]
        if isinstance(which, str):
            if which in self.kwargs:
                return which
            if which in names and names.index(which) < len(self.args):
                return names.index(which)
            name = which
        else:
            at = which + len(self.args) if which < 0 else which
            if 0 <= at < len(self.args):
                return at
            name = names[at] if 0 <= at < len(names) else ""
            if name in self.kwargs:
                return name
        for each in known:
            if each.name == name and each.default is not each.empty:
                if each.kind is not each.POSITIONAL_ONLY:
                    self.kwargs[name] = each.default
                    return name
                # Those before it are passed or have defaults too, for it has one.
                while len(self.args) <= names.index(name):
                    self.args.append(positional[len(self.args)].default)
                return names.index(name)
        raise TypeError(f"argnums: the call has no argument {which!r}")

    def replaced(self, values: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """The arguments, with `values` in the places of the chosen ones."""
        args, kwargs = list(self.args), dict(self.kwargs)
        for key, value in zip(self.keys, values, strict=True):
            if isinstance(key, int):
                args[key] = value
            else:
                kwargs[key] = value
        return args, kwargs
