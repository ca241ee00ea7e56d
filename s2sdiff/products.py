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


def hessian_product(push: Derivative, fun: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the arguments of `fun`, each chosen one followed by its direction.

    Args:
        push: the pushforward of the gradient of `fun`.
        fun: the function, for its name and documentation.

    Raises:
        UsageError: SD502, from the function that is returned, where a direction is missing.
    """
    signature = push._signature
    names = [p.name for p in signature.parameters.values() if p.kind in _POSITIONAL]
    variadic = next((p.name for p in signature.parameters.values() if p.kind is p.VAR_POSITIONAL), "")
    wrt = push._wrt

    @functools.wraps(fun)
    def product(*args: Any, **kwargs: Any) -> Any:
        primals: list[Any] = []
        directions: dict[str, Any] = {}
        rest = list(args)
        while rest and (variadic or len(primals) < len(names)):
            k = len(primals)
            name = names[k] if k < len(names) else f"{variadic}.{k - len(names)}"
            primals.append(rest.pop(0))
            if name in wrt:
                if not rest:
                    raise UsageError(
                        "SD502",
                        f"the direction for `{name}` is missing",
                        hint="it follows the argument it belongs to",
                    )
                directions[name] = rest.pop(0)
        for name in wrt:
            if name not in directions:
                if f"{name}_dot" not in kwargs:
                    raise UsageError(
                        "SD502", f"the direction for `{name}` is missing", hint=f"give it as `{name}_dot`"
                    )
                directions[name] = kwargs.pop(f"{name}_dot")
        return push(*primals, *rest, *(directions[n] for n in wrt), **kwargs)[1]

    parameters: list[inspect.Parameter] = []
    for p in signature.parameters.values():
        parameters.append(p)
        if p.name in wrt:
            parameters.append(p.replace(name=f"{p.name}_dot", default=p.empty, annotation=p.empty))
    product.__signature__ = signature.replace(parameters=_settled(parameters))  # type: ignore[attr-defined]
    return product


def _settled(parameters: list[inspect.Parameter]) -> list[inspect.Parameter]:
    """Parameters of which none without a default follows one that has a default."""
    last = max(
        (k for k, p in enumerate(parameters) if p.kind in _POSITIONAL and p.default is p.empty), default=-1
    )
    return [
        p.replace(default=p.empty) if k < last and p.kind in _POSITIONAL else p
        for k, p in enumerate(parameters)
    ]
