"""Products of a second derivative with a direction: how the arguments of `hvp` are sorted out."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from s2sdiff.errors import UsageError

if TYPE_CHECKING:
    from s2sdiff.derivative import Derivative

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class HessianProduct:
    """A function of the arguments of `fun`, each chosen one followed by its direction.

    Args:
        derivative: the derivative of the gradient of `fun` along a direction, with the directions last.
        fun: the function, for its name and documentation.

    Raises:
        UsageError: SD502, from a call, where a direction is missing.
    """

    __s2sdiff_product__ = True

    def __init__(self, derivative: Derivative, fun: Callable[..., Any]) -> None:
        self.derivative = derivative
        functools.update_wrapper(self, fun, updated=())
        signature = derivative._signature
        self._names = [p.name for p in signature.parameters.values() if p.kind in _POSITIONAL]
        self._variadic = next(
            (p.name for p in signature.parameters.values() if p.kind is p.VAR_POSITIONAL), ""
        )
        named = dict(zip(derivative._wrt, derivative.seeds, strict=True))
        parameters: list[inspect.Parameter] = []
        for p in signature.parameters.values():
            parameters.append(p)
            if p.name in named:
                parameters.append(p.replace(name=named[p.name], default=p.empty, annotation=p.empty))
        self.__signature__ = signature.replace(parameters=_settled(parameters))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The product of the Hessian with the directions."""
        wrt = self.derivative._wrt
        primals: list[Any] = []
        directions: dict[str, Any] = {}
        rest = list(args)
        while rest and (self._variadic or len(primals) < len(self._names)):
            k = len(primals)
            name = self._names[k] if k < len(self._names) else f"{self._variadic}.{k - len(self._names)}"
            primals.append(rest.pop(0))
            if name in wrt:
                if not rest:
                    raise UsageError(
                        "SD502",
                        f"the direction for `{name}` is missing",
                        hint="it follows the argument it belongs to",
                    )
                directions[name] = rest.pop(0)
        for name, seed in zip(wrt, self.derivative.seeds, strict=True):
            if name not in directions:
                if seed not in kwargs:
                    raise UsageError(
                        "SD502", f"the direction for `{name}` is missing", hint=f"give it as `{seed}`"
                    )
                directions[name] = kwargs.pop(seed)
        return self.derivative(*primals, *rest, *(directions[n] for n in wrt), **kwargs)

    @property
    def source(self) -> str:
        """The generated source that was used last."""
        return self.derivative.source


def _settled(parameters: list[inspect.Parameter]) -> list[inspect.Parameter]:
    """Parameters of which none without a default follows one that has a default."""
    last = max(
        (k for k, p in enumerate(parameters) if p.kind in _POSITIONAL and p.default is p.empty), default=-1
    )
    return [
        p.replace(default=p.empty) if k < last and p.kind in _POSITIONAL else p
        for k, p in enumerate(parameters)
    ]
