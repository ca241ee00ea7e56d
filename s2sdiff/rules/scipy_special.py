"""Derivatives of the elementwise functions of `scipy.special`, and of those that need them.

`math.gamma`, `math.lgamma` and `np.i0` are here because their derivatives are in `scipy.special`. Where
a derivative has no closed form (in the order of a Bessel function, in the parameters of the incomplete
gamma and beta functions), there is no rule. Numbers in brackets are of the Digital Library of
Mathematical Functions, https://dlmf.nist.gov.
"""

import math

import numpy as np
from scipy import special

from s2sdiff.rules.declare import constant, real, tangent

# Elementary functions, without loss near their zeros


@tangent(special.exp2)
def _(x, x_dot, *, out):
    return 0.6931471805599453 * out * x_dot


@tangent(special.exp10)
def _(x, x_dot, *, out):
    return 2.302585092994046 * out * x_dot


@tangent(special.expm1)
def _(x, x_dot):
    return np.exp(x) * x_dot


@tangent(special.log1p)
def _(x, x_dot):
    return x_dot / (1 + x)


@tangent(special.cosm1)
def _(x, x_dot):
    return -np.sin(x) * x_dot


@tangent(special.cbrt)
def _(x, x_dot, *, out):
    return x_dot / (3 * out * out)


@tangent(special.expit)
def _(x, x_dot, *, out):
    return out * (1 - out) * x_dot


@tangent(special.log_expit)
def _(x, x_dot):
    return special.expit(-x) * x_dot


@tangent(special.logit)
def _(x, x_dot):
    return x_dot / (x * (1 - x))


# 0 * log(0) is 0, and so is its derivative in the logarithm's argument: hence the division by inf.


@tangent(special.xlogy)
def _(x, y, x_dot):
    return np.log(y) * x_dot


@tangent(special.xlogy)
def _(x, y, y_dot):
    return x / np.where((x == 0) & (y == 0), np.inf, y) * y_dot


@tangent(special.xlog1py)
def _(x, y, x_dot):
    return np.log1p(y) * x_dot


@tangent(special.xlog1py)
def _(x, y, y_dot):
    return x / np.where((x == 0) & (y == -1), np.inf, 1 + y) * y_dot


@tangent(special.entr)
def _(x, x_dot):
    return (-1 - np.log(x)) * x_dot


@tangent(special.rel_entr)
def _(x, y, x_dot):
    return (1 + np.log(x / y)) * x_dot


@tangent(special.rel_entr)
def _(x, y, y_dot):
    return -x / y * y_dot


# W exp(W) = z [4.13.1]; exp(-W) / (1 + W) holds at 0 too, where W / (z * (1 + W)) [4.13.4] does not.
@tangent(special.lambertw)
def _(z, z_dot, k=0, tol=1e-8, *, out):
    return np.exp(-out) / (1 + out) * z_dot


constant([special.lambertw], "k", "tol")

# Gamma, beta and zeta functions [5.2, 5.12, 5.15, 25.11.17]


@tangent(math.gamma, special.gamma)
def _(x, x_dot, *, out):
    return out * special.digamma(x) * x_dot


@tangent(special.rgamma)
def _(x, x_dot, *, out):
    return -out * special.digamma(x) * x_dot


@tangent(math.lgamma, special.gammaln, special.loggamma)
def _(x, x_dot):
    return special.digamma(x) * x_dot


@tangent(special.digamma)
def _(x, x_dot):
    return special.polygamma(1, x) * x_dot


@tangent(special.polygamma)
def _(n, x, x_dot):
    return special.polygamma(n + 1, x) * x_dot


# The sum of d log-gammas, half apart, and a constant [35.3.5]
@tangent(special.multigammaln)
def _(a, d, a_dot):
    return np.sum(special.digamma(np.expand_dims(a, -1) - 0.5 * np.arange(d)), axis=-1) * a_dot


@tangent(special.beta)
def _(a, b, a_dot, *, out):
    return out * (special.digamma(a) - special.digamma(a + b)) * a_dot


@tangent(special.beta)
def _(a, b, b_dot, *, out):
    return out * (special.digamma(b) - special.digamma(a + b)) * b_dot


@tangent(special.betaln)
def _(a, b, a_dot):
    return (special.digamma(a) - special.digamma(a + b)) * a_dot


@tangent(special.betaln)
def _(a, b, b_dot):
    return (special.digamma(b) - special.digamma(a + b)) * b_dot


constant([special.multigammaln], "d")


@tangent(special.zeta)
def _(x, q_dot, q=None):
    return -x * special.zeta(x + 1, q) * q_dot


# Incomplete gamma and beta functions [8.2.4, 8.17.1]: the densities, by their logarithms


@tangent(special.gammainc)
def _(a, x, x_dot):
    return np.exp(special.xlogy(a - 1, x) - x - special.gammaln(a)) * x_dot


@tangent(special.gammaincc)
def _(a, x, x_dot):
    return -np.exp(special.xlogy(a - 1, x) - x - special.gammaln(a)) * x_dot


@tangent(special.gammaincinv)
def _(a, y, y_dot, *, out):
    return np.exp(special.gammaln(a) + out - special.xlogy(a - 1, out)) * y_dot


@tangent(special.gammainccinv)
def _(a, y, y_dot, *, out):
    return -np.exp(special.gammaln(a) + out - special.xlogy(a - 1, out)) * y_dot


@tangent(special.gdtr)
def _(a, b, x, a_dot):
    return x * np.exp(special.xlogy(b - 1, a * x) - a * x - special.gammaln(b)) * a_dot


@tangent(special.gdtr)
def _(a, b, x, x_dot):
    return a * np.exp(special.xlogy(b - 1, a * x) - a * x - special.gammaln(b)) * x_dot


@tangent(special.betainc)
def _(a, b, x, x_dot):
    return np.exp(special.xlogy(a - 1, x) + special.xlog1py(b - 1, -x) - special.betaln(a, b)) * x_dot


@tangent(special.betaincc)
def _(a, b, x, x_dot):
    return -np.exp(special.xlogy(a - 1, x) + special.xlog1py(b - 1, -x) - special.betaln(a, b)) * x_dot


@tangent(special.betaincinv)
def _(a, b, y, y_dot, *, out):
    return np.exp(special.betaln(a, b) - special.xlogy(a - 1, out) - special.xlog1py(b - 1, -out)) * y_dot


# The error function [7.2] and the normal distribution


@tangent(special.erf)
def _(x, x_dot):
    return 1.1283791670955126 * np.exp(-x * x) * x_dot


@tangent(special.erfc)
def _(x, x_dot):
    return -1.1283791670955126 * np.exp(-x * x) * x_dot


@tangent(special.erfi)
def _(x, x_dot):
    return 1.1283791670955126 * np.exp(x * x) * x_dot


# 2 * x * erfcx(x) - 2 / sqrt(pi) cancels for large x, where the derivative of [7.12.1] serves.
@tangent(special.erfcx)
def _(x, x_dot, *, out):
    far = np.real(x) > 50
    r = 1 / np.where(far, x, 50.0)
    t = 0.5 * r * r
    series = -1.1283791670955126 * t * (1 - 3 * t * (1 - 5 * t * (1 - 7 * t * (1 - 9 * t))))
    return np.where(far, series, 2 * x * out - 1.1283791670955126) * x_dot


@tangent(special.erfinv)
def _(x, x_dot, *, out):
    return 0.886226925452758 * np.exp(out * out) * x_dot


@tangent(special.erfcinv)
def _(x, x_dot, *, out):
    return -0.886226925452758 * np.exp(out * out) * x_dot


@tangent(special.ndtr)
def _(x, x_dot):
    return 0.3989422804014327 * np.exp(-0.5 * x * x) * x_dot


@tangent(special.ndtri)
def _(x, x_dot, *, out):
    return 2.5066282746310002 * np.exp(0.5 * out * out) * x_dot


# The density over the distribution, their common factor exp(-x * x / 2) taken out
@tangent(special.log_ndtr)
def _(x, x_dot):
    return 0.7978845608028654 / special.erfcx(-0.7071067811865476 * x) * x_dot


# Exponential integrals [6.2]


@tangent(special.exp1)
def _(x, x_dot):
    return -np.exp(-x) / x * x_dot


@tangent(special.expi)
def _(x, x_dot):
    return np.exp(x) / x * x_dot


# Complete elliptic integrals of the parameter m [19.5.1, 19.5.2], and hypergeometric functions
# [13.3.15, 13.3.22, 15.5.1]; E - (1 - m) * K, as in [19.4.1], would cancel near 0


@tangent(special.ellipk)
def _(m, m_dot):
    return 0.39269908169872414 * special.hyp2f1(1.5, 1.5, 2.0, m) * m_dot


@tangent(special.ellipe)
def _(m, m_dot):
    return -0.39269908169872414 * special.hyp2f1(0.5, 1.5, 2.0, m) * m_dot


@tangent(special.hyp2f1)
def _(a, b, c, z, z_dot):
    return a * b / c * special.hyp2f1(a + 1, b + 1, c + 1, z) * z_dot


@tangent(special.hyp1f1)
def _(a, b, x, x_dot):
    return a / b * special.hyp1f1(a + 1, b + 1, x) * x_dot


@tangent(special.hyperu)
def _(a, b, x, x_dot):
    return -a * special.hyperu(a + 1, b + 1, x) * x_dot


# Bessel functions [10.6.1] and modified ones [10.29.1], in forms that hold at 0; real where scaled


@tangent(special.j0)
def _(x, x_dot):
    return -special.j1(x) * x_dot


@tangent(special.j1)
def _(x, x_dot):
    return 0.5 * (special.j0(x) - special.jv(2, x)) * x_dot


@tangent(special.jv)
def _(v, z, z_dot):
    return 0.5 * (special.jv(v - 1, z) - special.jv(v + 1, z)) * z_dot


@tangent(special.y0)
def _(x, x_dot):
    return -special.y1(x) * x_dot


@tangent(special.y1)
def _(x, x_dot):
    return 0.5 * (special.y0(x) - special.yv(2, x)) * x_dot


@tangent(special.yn)
def _(n, x, x_dot):
    return 0.5 * (special.yn(n - 1, x) - special.yn(n + 1, x)) * x_dot


@tangent(special.yv)
def _(v, z, z_dot):
    return 0.5 * (special.yv(v - 1, z) - special.yv(v + 1, z)) * z_dot


@tangent(special.i0, np.i0)
def _(x, x_dot):
    return special.i1(x) * x_dot


@tangent(special.i1)
def _(x, x_dot):
    return 0.5 * (special.i0(x) + special.iv(2, x)) * x_dot


@tangent(special.iv)
def _(v, z, z_dot):
    return 0.5 * (special.iv(v - 1, z) + special.iv(v + 1, z)) * z_dot


@tangent(special.i0e)
def _(x, x_dot, *, out):
    return (special.i1e(x) - np.sign(x) * out) * x_dot


@tangent(special.i1e)
def _(x, x_dot, *, out):
    return (0.5 * (special.i0e(x) + special.ive(2, x)) - np.sign(x) * out) * x_dot


@tangent(special.ive)
def _(v, z, z_dot, *, out):
    return (0.5 * (special.ive(v - 1, z) + special.ive(v + 1, z)) - np.sign(z) * out) * z_dot


real(special.digamma, special.ive)


@tangent(special.k0)
def _(x, x_dot):
    return -special.k1(x) * x_dot


@tangent(special.k1)
def _(x, x_dot):
    return -0.5 * (special.k0(x) + special.kv(2, x)) * x_dot


@tangent(special.kn)
def _(n, x, x_dot):
    return -0.5 * (special.kn(n - 1, x) + special.kn(n + 1, x)) * x_dot


@tangent(special.kv)
def _(v, z, z_dot):
    return -0.5 * (special.kv(v - 1, z) + special.kv(v + 1, z)) * z_dot


@tangent(special.k0e)
def _(x, x_dot, *, out):
    return (out - special.k1e(x)) * x_dot


@tangent(special.k1e)
def _(x, x_dot, *, out):
    return (out - 0.5 * (special.k0e(x) + special.kve(2, x))) * x_dot


@tangent(special.kve)
def _(v, z, z_dot, *, out):
    return (out - 0.5 * (special.kve(v - 1, z) + special.kve(v + 1, z))) * z_dot
