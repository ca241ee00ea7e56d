"""Derivatives of the functions of `cmath`. All but `phase` are holomorphic: their derivative is a factor."""

import cmath
import math

from s2sdiff.rules.declare import constant, spelled, tangent

constant([cmath.isfinite, cmath.isinf, cmath.isnan], "z")
constant([cmath.isclose], "a", "b", "rel_tol", "abs_tol")


@tangent(cmath.exp)
def _(z, z_dot, *, out):
    return out * z_dot


@tangent(cmath.log)
def _(z, z_dot):
    return z_dot / z


@tangent(cmath.log10)
def _(z, z_dot):
    return z_dot / (2.302585092994046 * z)


@tangent(cmath.sqrt)
def _(z, z_dot, *, out):
    return 0.5 * z_dot / out


@tangent(cmath.sin)
def _(z, z_dot):
    return cmath.cos(z) * z_dot


@tangent(cmath.cos)
def _(z, z_dot):
    return -cmath.sin(z) * z_dot


@tangent(cmath.tan)
def _(z, z_dot, *, out):
    return (1 + out * out) * z_dot


@tangent(cmath.sinh)
def _(z, z_dot):
    return cmath.cosh(z) * z_dot


@tangent(cmath.cosh)
def _(z, z_dot):
    return cmath.sinh(z) * z_dot


@tangent(cmath.tanh)
def _(z, z_dot, *, out):
    return (1 - out * out) * z_dot


@tangent(cmath.asin)
def _(z, z_dot):
    return z_dot / cmath.sqrt(1 - z * z)


@tangent(cmath.acos)
def _(z, z_dot):
    return -z_dot / cmath.sqrt(1 - z * z)


@tangent(cmath.atan)
def _(z, z_dot):
    return z_dot / (1 + z * z)


@tangent(cmath.asinh)
def _(z, z_dot):
    return z_dot / cmath.sqrt(1 + z * z)


@tangent(cmath.acosh)
def _(z, z_dot):
    return z_dot / (cmath.sqrt(z - 1) * cmath.sqrt(z + 1))


@tangent(cmath.atanh)
def _(z, z_dot):
    return z_dot / (1 - z * z)


@tangent(cmath.phase)
def _(z, z_dot):
    return (z_dot / z).imag


@spelled(cmath.rect)
def rect(r, phi):
    return complex(r * math.cos(phi), r * math.sin(phi))


@spelled(cmath.polar)
def polar(z):
    return abs(z), cmath.phase(z)
