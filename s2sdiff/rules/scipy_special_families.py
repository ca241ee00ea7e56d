"""Derivatives of families of functions in `scipy.special`, by the argument: orthogonal polynomials, Bessel functions
of other kinds, Airy functions, integrals of elementary functions, elliptic functions.

There is no rule by an order or a degree. Numbers in brackets are of the Digital Library of Mathematical Functions,
https://dlmf.nist.gov.
"""

import numpy as np
from scipy import special

from s2sdiff.rules.declare import tangent

# Orthogonal polynomials [18.9.15, 18.9.19, 18.9.21, 18.9.23, 18.9.25, 18.9.27]


@tangent(special.eval_legendre)
def _(n, x, x_dot):
    return special.eval_gegenbauer(n - 1, 1.5, x) * x_dot


@tangent(special.eval_sh_legendre)
def _(n, x, x_dot):
    return 2 * special.eval_gegenbauer(n - 1, 1.5, 2 * x - 1) * x_dot


@tangent(special.eval_gegenbauer)
def _(n, alpha, x, x_dot):
    return 2 * alpha * special.eval_gegenbauer(n - 1, alpha + 1, x) * x_dot


@tangent(special.eval_jacobi)
def _(n, alpha, beta, x, x_dot):
    return 0.5 * (n + alpha + beta + 1) * special.eval_jacobi(n - 1, alpha + 1, beta + 1, x) * x_dot


@tangent(special.eval_chebyt)
def _(n, x, x_dot):
    return n * special.eval_chebyu(n - 1, x) * x_dot


@tangent(special.eval_chebyu)
def _(n, x, x_dot):
    return 2 * special.eval_gegenbauer(n - 1, 2.0, x) * x_dot


@tangent(special.eval_hermite)
def _(n, x, x_dot):
    return 2 * n * special.eval_hermite(n - (n > 0), x) * x_dot


@tangent(special.eval_hermitenorm)
def _(n, x, x_dot):
    return n * special.eval_hermitenorm(n - (n > 0), x) * x_dot


@tangent(special.eval_laguerre)
def _(n, x, x_dot):
    return -special.eval_genlaguerre(n - 1, 1.0, x) * x_dot


@tangent(special.eval_genlaguerre)
def _(n, alpha, x, x_dot):
    return -special.eval_genlaguerre(n - 1, alpha + 1, x) * x_dot


# Associated Legendre functions [14.10.5] and spherical harmonics [14.30.1, 14.10.1]


@tangent(special.lpmv)
def _(m, v, x, x_dot, *, out):
    return (v * x * out - (v + m) * special.lpmv(m, v - 1, x)) / (x * x - 1) * x_dot


if hasattr(special, "sph_harm_y"):  # since SciPy 1.15

    @tangent(special.sph_harm_y)
    def _(n, m, theta, theta_dot, phi, *, out):
        up = np.sqrt((n - m) * (n + m + 1)) * np.exp(-1j * phi) * special.sph_harm_y(n, m + 1, theta, phi)
        turn = np.where(np.equal(m, 0), 0, m / np.tan(theta))
        return (turn * out + np.sign(np.sin(theta)) * up) * theta_dot

    @tangent(special.sph_harm_y)
    def _(n, m, theta, phi, phi_dot, *, out):
        return 1j * m * out * phi_dot


# Bessel functions [10.6.1]: of the third kind, scaled, derivatives of any order, spherical ones [10.47.1, 10.47.2]


@tangent(special.hankel1)
def _(v, z, z_dot):
    return 0.5 * (special.hankel1(v - 1, z) - special.hankel1(v + 1, z)) * z_dot


@tangent(special.hankel2)
def _(v, z, z_dot):
    return 0.5 * (special.hankel2(v - 1, z) - special.hankel2(v + 1, z)) * z_dot


@tangent(special.jvp)
def _(v, z, z_dot, n=1):
    return special.jvp(v, z, n + 1) * z_dot


@tangent(special.yvp)
def _(v, z, z_dot, n=1):
    return special.yvp(v, z, n + 1) * z_dot


@tangent(special.ivp)
def _(v, z, z_dot, n=1):
    return special.ivp(v, z, n + 1) * z_dot


@tangent(special.kvp)
def _(v, z, z_dot, n=1):
    return special.kvp(v, z, n + 1) * z_dot


@tangent(special.h1vp)
def _(v, z, z_dot, n=1):
    return special.h1vp(v, z, n + 1) * z_dot


@tangent(special.h2vp)
def _(v, z, z_dot, n=1):
    return special.h2vp(v, z, n + 1) * z_dot


@tangent(special.spherical_jn)
def _(n, z, z_dot, derivative=False, *, out):
    if not derivative:
        return special.spherical_jn(n, z, True) * z_dot
    return ((n * (n + 1) / z**2 - 1) * special.spherical_jn(n, z) - 2 / z * out) * z_dot


@tangent(special.spherical_yn)
def _(n, z, z_dot, derivative=False, *, out):
    if not derivative:
        return special.spherical_yn(n, z, True) * z_dot
    return ((n * (n + 1) / z**2 - 1) * special.spherical_yn(n, z) - 2 / z * out) * z_dot


@tangent(special.spherical_in)
def _(n, z, z_dot, derivative=False, *, out):
    if not derivative:
        return special.spherical_in(n, z, True) * z_dot
    return ((n * (n + 1) / z**2 + 1) * special.spherical_in(n, z) - 2 / z * out) * z_dot


@tangent(special.spherical_kn)
def _(n, z, z_dot, derivative=False, *, out):
    if not derivative:
        return special.spherical_kn(n, z, True) * z_dot
    return ((n * (n + 1) / z**2 + 1) * special.spherical_kn(n, z) - 2 / z * out) * z_dot


# Airy functions [9.2.1], Struve functions [11.4.27, 11.4.29], confluent hypergeometric limit function [16.3.1]


@tangent(special.airy)
def _(z, z_dot, *, out):
    return out[1] * z_dot, z * out[0] * z_dot, out[3] * z_dot, z * out[2] * z_dot


@tangent(special.struve)
def _(v, x, x_dot, *, out):
    return (special.struve(v - 1, x) - v / x * out) * x_dot


@tangent(special.modstruve)
def _(v, x, x_dot, *, out):
    return (special.modstruve(v - 1, x) - v / x * out) * x_dot


@tangent(special.hyp0f1)
def _(v, z, z_dot):
    return special.hyp0f1(v + 1, z) / v * z_dot


# Integrals [6.2, 7.2, 8.19.13, 25.12.1]


@tangent(special.sici)
def _(x, x_dot):
    return np.sinc(x / np.pi) * x_dot, np.cos(x) / x * x_dot


@tangent(special.shichi)
def _(x, x_dot):
    return np.sinh(x) / x * x_dot, np.cosh(x) / x * x_dot


@tangent(special.fresnel)
def _(z, z_dot):
    return np.sin(0.5 * np.pi * z * z) * z_dot, np.cos(0.5 * np.pi * z * z) * z_dot


@tangent(special.expn)
def _(n, x, x_dot):
    return -special.expn(n - 1, x) * x_dot


@tangent(special.spence)
def _(z, z_dot):
    one = z == 1
    return np.where(one, -1, np.log(z) / np.where(one, 1, 1 - z)) * z_dot


# 1 - 2 * x * D cancels for large x, where the series of [7.12.1] serves.
@tangent(special.dawsn)
def _(x, x_dot, *, out):
    far = np.abs(x) > 50
    r = 1 / np.where(far, x, 50.0) ** 2
    series = -0.5 * r * (1 + 1.5 * r * (1 + 2.5 * r * (1 + 3.5 * r)))
    return np.where(far, series, 1 - 2 * x * out) * x_dot


@tangent(special.wofz)
def _(z, z_dot, *, out):
    return (1.1283791670955126j - 2 * z * out) * z_dot


# The real part of `wofz` at (x + gamma * 1j) / (sigma * sqrt(2)), over sigma * sqrt(2 * pi) [7.19.3]


def faddeeva_slope(x, sigma, gamma):
    """The point at which `voigt_profile` takes `wofz`, and the derivative of that there."""
    z = (x + 1j * gamma) / (1.4142135623730951 * sigma)
    return z, 1.1283791670955126j - 2 * z * special.wofz(z)


@tangent(special.voigt_profile)
def _(x, x_dot, sigma, gamma):
    _z, slope = faddeeva_slope(x, sigma, gamma)
    return np.real(slope) / (3.5449077018110318 * sigma**2) * x_dot


@tangent(special.voigt_profile)
def _(x, sigma, sigma_dot, gamma, *, out):
    z, slope = faddeeva_slope(x, sigma, gamma)
    return -(out + np.real(z * slope) / (2.5066282746310002 * sigma)) / sigma * sigma_dot


@tangent(special.voigt_profile)
def _(x, sigma, gamma, gamma_dot):
    _z, slope = faddeeva_slope(x, sigma, gamma)
    return -np.imag(slope) / (3.5449077018110318 * sigma**2) * gamma_dot


# Elliptic integrals [19.2.4, 19.2.5] and functions [22.13.1] of the parameter m


@tangent(special.ellipkinc)
def _(phi, phi_dot, m):
    return 1 / np.sqrt(1 - m * np.sin(phi) ** 2) * phi_dot


@tangent(special.ellipeinc)
def _(phi, phi_dot, m):
    return np.sqrt(1 - m * np.sin(phi) ** 2) * phi_dot


@tangent(special.ellipkm1)
def _(p, p_dot):
    return -0.39269908169872414 * special.hyp2f1(1.5, 1.5, 2.0, 1 - p) * p_dot


@tangent(special.ellipj)
def _(u, u_dot, m, *, out):
    sn, cn, dn, _ph = out
    return cn * dn * u_dot, -sn * dn * u_dot, -m * sn * cn * u_dot, dn * u_dot
