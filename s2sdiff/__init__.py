"""s2sdiff: derivatives of Python functions, as Python source."""

from s2sdiff.api import grad, hessian, jacfwd, jacrev, jvp, pullback, pushforward, value_and_grad, vjp
from s2sdiff.derivative import Derivative
from s2sdiff.errors import S2SDiffError

__version__ = "0.1.0"

__all__ = [
    "Derivative", "S2SDiffError", "grad", "hessian", "jacfwd", "jacrev", "jvp", "pullback", "pushforward",
    "value_and_grad", "vjp",
]  # fmt: skip
