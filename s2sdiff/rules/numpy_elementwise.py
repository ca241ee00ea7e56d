"""Derivatives of NumPy's elementwise functions, for scalars and for arrays that broadcast.

A tangent may have the shape of its one argument, where the result has the shape of all of them.
Where a function takes complex numbers, its derivative does too, in JAX's convention: a cotangent pairs
with a tangent by the real part of their product, without conjugation. `np.sign` is for real numbers only.
"""

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose

constant([np.floor, np.ceil, np.rint, np.trunc, np.fix, np.sign, np.signbit, np.spacing, np.invert], "x")
constant([np.isfinite, np.isinf, np.isnan, np.isposinf, np.isneginf, np.logical_not], "x")
constant([np.isreal, np.iscomplex, np.isrealobj, np.iscomplexobj], "x")
constant([np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal], "x1", "x2")
constant([np.logical_and, np.logical_or, np.logical_xor, np.floor_divide, np.gcd, np.lcm], "x1", "x2")
constant([np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.left_shift, np.right_shift], "x1", "x2")
constant([np.round, np.around], "a", "decimals")
constant([np.isclose], "a", "b", "rtol", "atol", "equal_nan")

# Arithmetic


@tangent(np.positive)
def _(x, x_dot):
    return x_dot


@tangent(np.negative)
def _(x, x_dot):
    return -x_dot


@tangent(np.add, np.subtract)
def _(x1, x2, x1_dot):
    return x1_dot


@tangent(np.add)
def _(x1, x2, x2_dot):
    return x2_dot


@tangent(np.subtract)
def _(x1, x2, x2_dot):
    return -x2_dot


@tangent(np.multiply)
def _(x1, x2, x1_dot):
    return x1_dot * x2


@tangent(np.multiply)
def _(x1, x2, x2_dot):
    return x1 * x2_dot


@tangent(np.divide)
def _(x1, x2, x1_dot):
    return x1_dot / x2


@tangent(np.divide)
def _(x1, x2, x2_dot, *, out):
    return -out * x2_dot / x2


@tangent(np.reciprocal)
def _(x, x_dot, *, out):
    return -out * out * x_dot


# The result is x1 - n * x2, where n is an integer.
@tangent(np.remainder, np.fmod)
def _(x1, x2, x1_dot):
    return x1_dot


@tangent(np.remainder, np.fmod)
def _(x1, x2, x2_dot, *, out):
    return -np.rint((x1 - out) / x2) * x2_dot


# Powers, exponentials, logarithms


@tangent(np.square)
def _(x, x_dot):
    return 2 * x * x_dot


@tangent(np.sqrt)
def _(x, x_dot, *, out):
    return 0.5 * x_dot / out


@tangent(np.cbrt)
def _(x, x_dot, *, out):
    return x_dot / (3 * out * out)


# Only 0 to the power 0 is guarded, so that the derivative of this in x2 is right for every other x1.
@tangent(np.power, np.float_power)
def _(x1, x2, x1_dot):
    return x2 * np.power(np.where((x1 == 0) & (x2 == 0), 1.0, x1), x2 - 1) * x1_dot


@tangent(np.power, np.float_power)
def _(x1, x2, x2_dot, *, out):
    whole = (np.real(x2) if np.iscomplexobj(x2) else x2) >= 0
    return np.log(np.where((x1 == 0) & whole, 1.0, x1)) * out * x2_dot


@tangent(np.exp)
def _(x, x_dot, *, out):
    return out * x_dot


@tangent(np.exp2)
def _(x, x_dot, *, out):
    return 0.6931471805599453 * out * x_dot


@tangent(np.expm1)
def _(x, x_dot):
    return np.exp(x) * x_dot


@tangent(np.log)
def _(x, x_dot):
    return x_dot / x


@tangent(np.log2)
def _(x, x_dot):
    return x_dot / (x * 0.6931471805599453)


@tangent(np.log10)
def _(x, x_dot):
    return x_dot / (x * 2.302585092994046)


@tangent(np.log1p)
def _(x, x_dot):
    return x_dot / (1 + x)


@tangent(np.logaddexp)
def _(x1, x2, x1_dot, *, out):
    return np.exp(x1 - out) * x1_dot


@tangent(np.logaddexp)
def _(x1, x2, x2_dot, *, out):
    return np.exp(x2 - out) * x2_dot


@tangent(np.logaddexp2)
def _(x1, x2, x1_dot, *, out):
    return np.exp2(x1 - out) * x1_dot


@tangent(np.logaddexp2)
def _(x1, x2, x2_dot, *, out):
    return np.exp2(x2 - out) * x2_dot


# Trigonometric functions and their inverses; (1 - x) * (1 + x) does not cancel near 1, as 1 - x * x does


@tangent(np.sin)
def _(x, x_dot):
    return np.cos(x) * x_dot


@tangent(np.cos)
def _(x, x_dot):
    return -np.sin(x) * x_dot


@tangent(np.tan)
def _(x, x_dot, *, out):
    return (1 + out * out) * x_dot


@tangent(np.arcsin)
def _(x, x_dot):
    return x_dot / np.sqrt((1 - x) * (1 + x))


@tangent(np.arccos)
def _(x, x_dot):
    return -x_dot / np.sqrt((1 - x) * (1 + x))


@tangent(np.arctan)
def _(x, x_dot):
    return x_dot / (1 + x * x)


@tangent(np.arctan2)
def _(x1, x2, x1_dot):
    return x2 * x1_dot / (x1 * x1 + x2 * x2)


@tangent(np.arctan2)
def _(x1, x2, x2_dot):
    return -x1 * x2_dot / (x1 * x1 + x2 * x2)


@transpose(np.degrees, "x", np.rad2deg)
def _(out_bar, x):
    return np.degrees(out_bar)


@transpose(np.radians, "x", np.deg2rad)
def _(out_bar, x):
    return np.radians(out_bar)


# The derivative is -pi * j1(pi * x), a spherical Bessel function: its closed form (DLMF 10.49.3) cancels
# near 0, where its power series (DLMF 10.53.1) serves.
@tangent(np.sinc)
def _(x, x_dot, *, out):
    near = np.abs(x) < 0.03
    t = 9.869604401089358 * x * x
    series = -3.289868133696453 * x * (1 - t / 10 * (1 - t / 28 * (1 - t / 54)))
    closed = (np.cos(np.pi * x) - out) / np.where(near, 1.0, x)
    return np.where(near, series, closed) * x_dot


# Hyperbolic functions and their inverses; those of arcsinh and arccosh cannot overflow


@tangent(np.sinh)
def _(x, x_dot):
    return np.cosh(x) * x_dot


@tangent(np.cosh)
def _(x, x_dot):
    return np.sinh(x) * x_dot


@tangent(np.tanh)
def _(x, x_dot, *, out):
    return (1 - out * out) * x_dot


@tangent(np.arcsinh)
def _(x, x_dot, *, out):
    return x_dot / np.cosh(out)


@tangent(np.arccosh)
def _(x, x_dot, *, out):
    return x_dot / np.sinh(out)


@tangent(np.arctanh)
def _(x, x_dot):
    return x_dot / ((1 - x) * (1 + x))


# Sizes and signs. At 0 a size has derivative 0, and so have its derivatives: hence the division by inf.


@tangent(np.absolute)
def _(x, x_dot, *, out):
    return (
        np.real(np.conjugate(x) * x_dot) / np.where(out == 0, np.inf, out)
        if np.iscomplexobj(x)
        else np.sign(x) * x_dot
    )


@tangent(np.fabs)
def _(x, x_dot):
    return np.sign(x) * x_dot


@tangent(np.hypot)
def _(x1, x2, x1_dot, *, out):
    return x1 / np.where(out == 0, np.inf, out) * x1_dot


@tangent(np.hypot)
def _(x1, x2, x2_dot, *, out):
    return x2 / np.where(out == 0, np.inf, out) * x2_dot


@tangent(np.copysign)
def _(x1, x2, x1_dot):
    return np.sign(x1) * np.copysign(1.0, x2) * x1_dot


constant([np.copysign], "x2")

# Parts of a number; the tangents of a pair are a pair


@tangent(np.nextafter)
def _(x1, x2, x1_dot):
    return x1_dot


constant([np.nextafter], "x2")


@transpose(np.ldexp, "x1")
def _(out_bar, x1, x2):
    return np.ldexp(out_bar, x2)


constant([np.ldexp], "x2")


@tangent(np.frexp)
def _(x, x_dot, *, out):
    return (np.ldexp(x_dot, -out[1]), 0)


@tangent(np.modf)
def _(x, x_dot):
    return (x_dot, 0.0)


@transpose(np.real, "val")
def _(out_bar, val):
    return out_bar


@transpose(np.imag, "val")
def _(out_bar, val):
    return (-1j if np.iscomplexobj(val) else 0.0) * out_bar


@transpose(np.conjugate, "x")
def _(out_bar, x):
    return np.conjugate(out_bar)


@tangent(np.angle)
def _(z, z_dot, deg=False):
    return (57.29577951308232 if deg else 1.0) * np.imag(z_dot / z)


constant([np.angle], "deg")
