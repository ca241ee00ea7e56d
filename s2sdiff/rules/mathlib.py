"""Derivatives of the functions of `math`.

The digamma function, derivative of `lgamma`, is not in `math`: the rules of `gamma` and `lgamma` stand
in `scipy_special`. `dist`, `prod` and `sumprod` take whole sequences: the front end takes them apart.
"""

import math
import sys

from s2sdiff.rules.declare import constant, tangent, transpose

constant(
    [math.ceil, math.floor, math.trunc, math.ulp, math.isfinite, math.isinf, math.isnan, math.factorial],
    "x",
)
constant([math.isqrt], "n")
constant([math.comb, math.perm], "n", "k")
constant([math.gcd, math.lcm], "integers")  # of any number of them
constant([math.isclose], "a", "b", "rel_tol", "abs_tol")

# Powers, exponentials, logarithms


@tangent(math.sqrt)
def _(x, x_dot, *, out):
    return 0.5 * x_dot / out


@tangent(math.cbrt)
def _(x, x_dot, *, out):
    return x_dot / (3 * out * out)


# Only 0 to the power 0 is guarded, so that the derivative of this in y is right for every other x.
@tangent(math.pow)
def _(x, y, x_dot):
    return (y * math.pow(x, y - 1) if x or y else 0.0) * x_dot


@tangent(math.pow)
def _(x, y, y_dot, *, out):
    return (out * math.log(x) if x or y < 0 else 0.0) * y_dot


@tangent(math.exp)
def _(x, x_dot, *, out):
    return out * x_dot


@tangent(math.exp2)
def _(x, x_dot, *, out):
    return 0.6931471805599453 * out * x_dot


@tangent(math.expm1)
def _(x, x_dot):
    return math.exp(x) * x_dot


@tangent(math.log)
def _(x, x_dot, base=None):
    return x_dot / (x if base is None else x * math.log(base))


@tangent(math.log)
def _(x, base_dot, base=None, *, out):
    return -out * base_dot / (base * math.log(base))


@tangent(math.log2)
def _(x, x_dot):
    return x_dot / (x * 0.6931471805599453)


@tangent(math.log10)
def _(x, x_dot):
    return x_dot / (x * 2.302585092994046)


@tangent(math.log1p)
def _(x, x_dot):
    return x_dot / (1 + x)


# Trigonometric functions and their inverses; (1 - x) * (1 + x) does not cancel near 1, as 1 - x * x does


@tangent(math.sin)
def _(x, x_dot):
    return math.cos(x) * x_dot


@tangent(math.cos)
def _(x, x_dot):
    return -math.sin(x) * x_dot


@tangent(math.tan)
def _(x, x_dot, *, out):
    return (1 + out * out) * x_dot


@tangent(math.asin)
def _(x, x_dot):
    return x_dot / math.sqrt((1 - x) * (1 + x))


@tangent(math.acos)
def _(x, x_dot):
    return -x_dot / math.sqrt((1 - x) * (1 + x))


@tangent(math.atan)
def _(x, x_dot):
    return x_dot / (1 + x * x)


@tangent(math.atan2)
def _(y, x, y_dot):
    return x * y_dot / (x * x + y * y)


@tangent(math.atan2)
def _(y, x, x_dot):
    return -y * x_dot / (x * x + y * y)


@transpose(math.degrees, "x")
def _(out_bar, x):
    return math.degrees(out_bar)


@transpose(math.radians, "x")
def _(out_bar, x):
    return math.radians(out_bar)


# Hyperbolic functions and their inverses; those of asinh and acosh cannot overflow


@tangent(math.sinh)
def _(x, x_dot):
    return math.cosh(x) * x_dot


@tangent(math.cosh)
def _(x, x_dot):
    return math.sinh(x) * x_dot


@tangent(math.tanh)
def _(x, x_dot, *, out):
    return (1 - out * out) * x_dot


@tangent(math.asinh)
def _(x, x_dot, *, out):
    return x_dot / math.cosh(out)


@tangent(math.acosh)
def _(x, x_dot, *, out):
    return x_dot / math.sinh(out)


@tangent(math.atanh)
def _(x, x_dot):
    return x_dot / ((1 - x) * (1 + x))


# The error function: DLMF 7.2.1


@tangent(math.erf)
def _(x, x_dot):
    return 1.1283791670955126 * math.exp(-x * x) * x_dot


@tangent(math.erfc)
def _(x, x_dot):
    return -1.1283791670955126 * math.exp(-x * x) * x_dot


# Sizes, signs, remainders. At 0 a size has derivative 0.


@tangent(math.fabs)
def _(x, x_dot):
    return (1.0 * (x > 0) - (x < 0)) * x_dot


@tangent(math.hypot)
def _(x, x_dot, y=0.0, z=0.0, *, out):
    return (x / out if out else 0.0) * x_dot


@tangent(math.hypot)
def _(x, y_dot, y=0.0, z=0.0, *, out):
    return (y / out if out else 0.0) * y_dot


@tangent(math.hypot)
def _(x, z_dot, y=0.0, z=0.0, *, out):
    return (z / out if out else 0.0) * z_dot


@tangent(math.copysign)
def _(x, y, x_dot):
    return (1.0 * (x > 0) - (x < 0)) * math.copysign(1.0, y) * x_dot


constant([math.copysign], "y")


@tangent(math.nextafter)
def _(x, y, x_dot):
    return x_dot


constant([math.nextafter], "y")


# The result is x - n * y, where n is an integer.
@tangent(math.fmod, math.remainder)
def _(x, y, x_dot):
    return x_dot


@tangent(math.fmod, math.remainder)
def _(x, y, y_dot, *, out):
    return -round((x - out) / y) * y_dot


# Parts of a number; the tangents of a pair are a pair


@tangent(math.frexp)
def _(x, x_dot, *, out):
    return (math.ldexp(x_dot, -out[1]), 0)


@tangent(math.modf)
def _(x, x_dot):
    return (x_dot, 0.0)


@transpose(math.ldexp, "x")
def _(out_bar, x, i):
    return math.ldexp(out_bar, i)


constant([math.ldexp], "i")


@transpose(math.fsum, "seq")
def _(out_bar, seq):
    return [out_bar] * len(seq)


if sys.version_info >= (3, 13):

    @tangent(math.fma)
    def _(x, y, z, x_dot):
        return x_dot * y

    @tangent(math.fma)
    def _(x, y, z, y_dot):
        return x * y_dot

    @tangent(math.fma)
    def _(x, y, z, z_dot):
        return z_dot
