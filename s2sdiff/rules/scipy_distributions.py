"""Derivatives of the probabilities, transforms, losses and products in `scipy.special`.

A probability varies with its argument as its density; an inverse as one over it. There is no rule by a number of
degrees of freedom, as there is none by the parameters of the incomplete gamma and beta functions.
"""

import numpy as np
from scipy import special

from s2sdiff.rules.declare import constant, tangent

# Densities, by their logarithms


def t_density(df, t):
    """The density of Student's distribution."""
    top = special.gammaln(0.5 * (df + 1)) - special.gammaln(0.5 * df)
    return np.exp(top - 0.5 * (df + 1) * np.log1p(t * t / df)) / np.sqrt(np.pi * df)


def chi_density(v, x):
    """The density of the chi-square distribution."""
    return 0.5 * np.exp(special.xlogy(0.5 * v - 1, 0.5 * x) - 0.5 * x - special.gammaln(0.5 * v))


def gamma_density(a, b, x):
    """The density of the gamma distribution of the rate `a` and the shape `b`."""
    return a * np.exp(special.xlogy(b - 1, a * x) - a * x - special.gammaln(b))


def f_density(dfn, dfd, x):
    """The density of Fisher's distribution."""
    front = 0.5 * dfn * np.log(dfn / dfd) - special.betaln(0.5 * dfn, 0.5 * dfd)
    tail = special.xlogy(0.5 * dfn - 1, x) - 0.5 * (dfn + dfd) * np.log1p(dfn * x / dfd)
    return np.exp(front + tail)


def beta_density(a, b, x):
    """The density of the beta distribution."""
    return np.exp(special.xlogy(a - 1, x) + special.xlog1py(b - 1, -x) - special.betaln(a, b))


@tangent(special.stdtr)
def _(df, t, t_dot):
    return t_density(df, t) * t_dot


@tangent(special.stdtrit)
def _(df, p, p_dot, *, out):
    return p_dot / t_density(df, out)


@tangent(special.chdtr)
def _(v, x, x_dot):
    return chi_density(v, x) * x_dot


@tangent(special.chdtrc)
def _(v, x, x_dot):
    return -chi_density(v, x) * x_dot


@tangent(special.chdtri)
def _(v, p, p_dot, *, out):
    return -p_dot / chi_density(v, out)


@tangent(special.gdtrc)
def _(a, b, x, x_dot):
    return -gamma_density(a, b, x) * x_dot


@tangent(special.gdtrix)
def _(a, b, p, p_dot, *, out):
    return p_dot / gamma_density(a, b, out)


@tangent(special.fdtr)
def _(dfn, dfd, x, x_dot):
    return f_density(dfn, dfd, x) * x_dot


@tangent(special.fdtrc)
def _(dfn, dfd, x, x_dot):
    return -f_density(dfn, dfd, x) * x_dot


@tangent(special.fdtri)
def _(dfn, dfd, p, p_dot, *, out):
    return p_dot / f_density(dfn, dfd, out)


@tangent(special.bdtr)
def _(k, n, p, p_dot):
    return -beta_density(k + 1, n - k, p) * p_dot


@tangent(special.bdtrc)
def _(k, n, p, p_dot):
    return beta_density(k + 1, n - k, p) * p_dot


@tangent(special.nbdtr)
def _(k, n, p, p_dot):
    return beta_density(n, k + 1, p) * p_dot


@tangent(special.pdtr)
def _(k, m, m_dot):
    return -np.exp(special.xlogy(k, m) - m - special.gammaln(k + 1)) * m_dot


@tangent(special.pdtrc)
def _(k, m, m_dot):
    return np.exp(special.xlogy(k, m) - m - special.gammaln(k + 1)) * m_dot


@tangent(special.ndtri_exp)
def _(y, y_dot, *, out):
    return 2.5066282746310002 * np.exp(y + 0.5 * out * out) * y_dot


# D. B. Owen, Annals of Mathematical Statistics 27 (1956) 1075
@tangent(special.owens_t)
def _(h, h_dot, a):
    return -0.19947114020071635 * np.exp(-0.5 * h * h) * special.erf(0.7071067811865476 * a * h) * h_dot


@tangent(special.owens_t)
def _(h, a, a_dot):
    square = 1 + a * a
    return 0.15915494309189535 * np.exp(-0.5 * h * h * square) / square * a_dot


# Transforms and losses


def slope_of_exprel(u):
    """(u * exp(u) - exp(u) + 1) / u**2, by its series where that would cancel."""
    near = np.abs(u) < 0.03
    v = np.where(near, 1.0, u)
    series = 0.5 + u * (1 / 3 + u * (1 / 8 + u * (1 / 30 + u * (1 / 144 + u / 840))))
    return np.where(near, series, ((v - 1) * np.exp(v) + 1) / (v * v))


@tangent(special.exprel)
def _(x, x_dot):
    return slope_of_exprel(x) * x_dot


@tangent(special.boxcox)
def _(x, x_dot, lmbda):
    return np.power(x, lmbda - 1) * x_dot


@tangent(special.boxcox)
def _(x, lmbda, lmbda_dot):
    return np.log(x) ** 2 * slope_of_exprel(lmbda * np.log(x)) * lmbda_dot


@tangent(special.boxcox1p)
def _(x, x_dot, lmbda):
    return np.power(1 + x, lmbda - 1) * x_dot


@tangent(special.inv_boxcox)
def _(y, y_dot, lmbda, *, out):
    return np.power(out, 1 - lmbda) * y_dot


@tangent(special.inv_boxcox1p)
def _(y, y_dot, lmbda, *, out):
    return np.power(1 + out, 1 - lmbda) * y_dot


@tangent(special.kl_div)
def _(x, x_dot, y):
    return np.log(x / y) * x_dot


@tangent(special.kl_div)
def _(x, y, y_dot):
    return (1 - x / y) * y_dot


@tangent(special.huber)
def _(delta, delta_dot, r):
    return np.maximum(np.abs(r) - delta, 0) * delta_dot


@tangent(special.huber)
def _(delta, r, r_dot):
    return np.clip(r, -delta, delta) * r_dot


@tangent(special.pseudo_huber)
def _(delta, delta_dot, r):
    root = np.sqrt(1 + (r / delta) ** 2)
    return (2 * delta * (root - 1) - r * r / (delta * root)) * delta_dot


@tangent(special.pseudo_huber)
def _(delta, r, r_dot):
    return r / np.sqrt(1 + (r / delta) ** 2) * r_dot


@tangent(special.powm1)
def _(x, x_dot, y):
    return y * np.power(x, y - 1) * x_dot


@tangent(special.powm1)
def _(x, y, y_dot, *, out):
    return (1 + out) * np.log(x) * y_dot


@tangent(special.wrightomega)
def _(z, z_dot, *, out):
    return out / (1 + out) * z_dot


if hasattr(special, "softplus"):  # since SciPy 1.15

    @tangent(special.softplus)
    def softplus(x, x_dot):
        return special.expit(x) * x_dot


# Degrees


@tangent(special.sindg)
def _(x, x_dot):
    return 0.017453292519943295 * special.cosdg(x) * x_dot


@tangent(special.cosdg)
def _(x, x_dot):
    return -0.017453292519943295 * special.sindg(x) * x_dot


@tangent(special.tandg)
def _(x, x_dot, *, out):
    return 0.017453292519943295 * (1 + out * out) * x_dot


@tangent(special.cotdg)
def _(x, x_dot, *, out):
    return -0.017453292519943295 * (1 + out * out) * x_dot


# Products and binomial coefficients, by the derivative of the logarithm of the gamma function


@tangent(special.binom)
def _(n, n_dot, k, *, out):
    return out * (special.digamma(n + 1) - special.digamma(n - k + 1)) * n_dot


@tangent(special.binom)
def _(n, k, k_dot, *, out):
    return out * (special.digamma(n - k + 1) - special.digamma(k + 1)) * k_dot


@tangent(special.comb)
def _(N, N_dot, k, *, out):
    return out * (special.digamma(N + 1) - special.digamma(N - k + 1)) * N_dot


@tangent(special.factorial)
def _(n, n_dot, *, out):
    return out * special.digamma(n + 1) * n_dot


@tangent(special.poch)
def _(z, z_dot, m, *, out):
    return out * (special.digamma(z + m) - special.digamma(z)) * z_dot


@tangent(special.poch)
def _(z, m, m_dot, *, out):
    return out * special.digamma(z + m) * m_dot


constant([special.gammasgn, special.round], "x")
