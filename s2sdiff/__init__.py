"""s2sdiff: derivatives of Python functions, as Python source."""

from typing import TYPE_CHECKING, Any

from s2sdiff.api import (
    grad,
    hessian,
    hvp,
    jacfwd,
    jacobian,
    jacrev,
    jvp,
    pullback,
    pushforward,
    value_and_grad,
    vjp,
)
from s2sdiff.declared.custom import custom_jvp, custom_vjp, elemental, rule, stop_gradient
from s2sdiff.declared.recompute import checkpoint
from s2sdiff.declared.roots import implicit
from s2sdiff.derivative import Derivative
from s2sdiff.errors import S2SDiffError

if TYPE_CHECKING:
    from s2sdiff.numeric.check import check_grads
    from s2sdiff.numeric.differences import differences
    from s2sdiff.numeric.dual import Dual
    from s2sdiff.tracing.table import trace

__version__ = "0.1.0"

__all__ = [
    "Derivative", "Dual", "S2SDiffError", "check_grads", "checkpoint", "custom_jvp", "custom_vjp", "differences", "elemental",
    "grad", "hessian", "hvp", "implicit", "jacfwd", "jacobian", "jacrev", "jvp", "pullback", "pushforward", "rule",
    "stop_gradient", "trace", "value_and_grad", "vjp",
]  # fmt: skip

#: Names that are loaded when they are first read, so that the import stays light.
_LATER = {
    "Dual": "s2sdiff.numeric.dual",
    "check_grads": "s2sdiff.numeric.check",
    "differences": "s2sdiff.numeric.differences",
    "trace": "s2sdiff.tracing.table",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = globals()[name] = getattr(importlib.import_module(_LATER[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
