"""Distributions of `scipy.stats`, spelled out in the functions of `scipy.special`.

Each is stated once, in standard form: the logarithm of its density, and the probabilities below and above a value. The
derivatives by the argument, the location, the scale and, as far as `scipy.special` has them, the shapes follow. The
formulas are those of the SciPy reference guide, "Statistical Distributions". The normal distribution has rules of its
own, by which its functions stay as they are called.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special, stats

from s2sdiff.rules.declare import spelled


def standard(names, x, args, keywords):
    """The argument in standard form, the scale and the shapes, of what a method of a distribution was given."""
    given = {**dict(zip((*names, "loc", "scale"), args, strict=False)), **keywords}
    scale = given.get("scale", 1)
    return (x - given.get("loc", 0)) / scale, scale, [given[name] for name in names]


def continuous(
    family: Any, log_density: Callable[..., Any], below: Callable[..., Any], above: Callable[..., Any]
) -> None:
    """State a family of continuous distributions by three functions of the standard argument and the shapes."""
    names = tuple(family.shapes.split(", ")) if family.shapes else ()

    @spelled(family.logpdf)
    def _(x, *args, **keywords):
        z, scale, shapes = standard(names, x, args, keywords)
        return log_density(z, *shapes) - np.log(scale)

    @spelled(family.pdf)
    def _(x, *args, **keywords):
        z, scale, shapes = standard(names, x, args, keywords)
        return np.exp(log_density(z, *shapes)) / scale

    @spelled(family.cdf)
    def _(x, *args, **keywords):
        z, _, shapes = standard(names, x, args, keywords)
        return below(z, *shapes)

    @spelled(family.sf)
    def _(x, *args, **keywords):
        z, _, shapes = standard(names, x, args, keywords)
        return above(z, *shapes)

    @spelled(family.logcdf)
    def _(x, *args, **keywords):
        z, _, shapes = standard(names, x, args, keywords)
        return np.log(below(z, *shapes))

    @spelled(family.logsf)
    def _(x, *args, **keywords):
        z, _, shapes = standard(names, x, args, keywords)
        return np.log(above(z, *shapes))


def within(support, log_density):
    """A logarithm of a density, which is minus infinity outside the support."""
    return np.where(support, log_density, -np.inf)


def from_zero(z):
    """An argument below 0, where nothing lies, is as good as 0."""
    return np.maximum(z, 0)


def positive(z):
    """The same of an argument that has a logarithm."""
    return np.maximum(z, np.finfo(float).tiny)


def log_gamma_density(z, a):
    return within(z >= 0, special.xlogy(a - 1, z) - z - special.gammaln(a))


def log_t_density(z, df):
    front = special.gammaln(0.5 * (df + 1)) - special.gammaln(0.5 * df) - 0.5 * np.log(np.pi * df)
    return front - 0.5 * (df + 1) * np.log1p(z * z / df)


def log_beta_density(z, a, b):
    inside = (z >= 0) & (z <= 1)
    return within(inside, special.xlogy(a - 1, z) + special.xlog1py(b - 1, -z) - special.betaln(a, b))


def log_f_density(z, dfn, dfd):
    front = 0.5 * dfn * np.log(dfn / dfd) - special.betaln(0.5 * dfn, 0.5 * dfd)
    tail = special.xlogy(0.5 * dfn - 1, z) - 0.5 * (dfn + dfd) * np.log1p(dfn * z / dfd)
    return within(z >= 0, front + tail)


def log_lognormal_density(z, s):
    log_z = np.log(positive(z))
    return within(z > 0, -0.5 * (log_z / s) ** 2 - log_z - np.log(s) - 0.5 * np.log(2 * np.pi))


def log_weibull_density(z, c):
    return within(z >= 0, np.log(c) + special.xlogy(c - 1, z) - from_zero(z) ** c)


continuous(
    stats.gamma,
    log_gamma_density,
    lambda z, a: special.gammainc(a, from_zero(z)),
    lambda z, a: special.gammaincc(a, from_zero(z)),
)
continuous(
    stats.chi2,
    lambda z, df: log_gamma_density(0.5 * z, 0.5 * df) - np.log(2),
    lambda z, df: special.gammainc(0.5 * df, 0.5 * from_zero(z)),
    lambda z, df: special.gammaincc(0.5 * df, 0.5 * from_zero(z)),
)
continuous(
    stats.expon,
    lambda z: within(z >= 0, -z),
    lambda z: -np.expm1(-from_zero(z)),
    lambda z: np.exp(-from_zero(z)),
)
continuous(
    stats.beta,
    log_beta_density,
    lambda z, a, b: special.betainc(a, b, np.clip(z, 0, 1)),
    lambda z, a, b: special.betaincc(a, b, np.clip(z, 0, 1)),
)
continuous(
    stats.t,
    log_t_density,
    lambda z, df: special.stdtr(df, z),
    lambda z, df: special.stdtr(df, -z),
)
continuous(
    stats.f,
    log_f_density,
    lambda z, dfn, dfd: special.fdtr(dfn, dfd, from_zero(z)),
    lambda z, dfn, dfd: special.fdtrc(dfn, dfd, from_zero(z)),
)
continuous(
    stats.uniform,
    lambda z: within((z >= 0) & (z <= 1), 0.0 * z),
    lambda z: np.clip(z, 0, 1),
    lambda z: 1 - np.clip(z, 0, 1),
)
continuous(
    stats.lognorm,
    log_lognormal_density,
    lambda z, s: special.ndtr(np.log(positive(z)) / s),
    lambda z, s: special.ndtr(-np.log(positive(z)) / s),
)
continuous(
    stats.weibull_min,
    log_weibull_density,
    lambda z, c: -np.expm1(-(from_zero(z) ** c)),
    lambda z, c: np.exp(-(from_zero(z) ** c)),
)
continuous(
    stats.rayleigh,
    lambda z: within(z >= 0, np.log(positive(z)) - 0.5 * z * z),
    lambda z: -np.expm1(-0.5 * from_zero(z) ** 2),
    lambda z: np.exp(-0.5 * from_zero(z) ** 2),
)
continuous(
    stats.laplace,
    lambda z: -np.abs(z) - np.log(2),
    lambda z: np.where(z > 0, 1 - 0.5 * np.exp(-np.abs(z)), 0.5 * np.exp(-np.abs(z))),
    lambda z: np.where(z > 0, 0.5 * np.exp(-np.abs(z)), 1 - 0.5 * np.exp(-np.abs(z))),
)
continuous(
    stats.logistic,
    lambda z: -z - 2 * np.logaddexp(0, -z),
    lambda z: special.expit(z),
    lambda z: special.expit(-z),
)
continuous(
    stats.cauchy,
    lambda z: -np.log(np.pi) - np.log1p(z * z),
    lambda z: 0.5 + np.arctan(z) / np.pi,
    lambda z: 0.5 - np.arctan(z) / np.pi,
)
continuous(
    stats.gumbel_r,
    lambda z: -z - np.exp(-z),
    lambda z: np.exp(-np.exp(-z)),
    lambda z: -np.expm1(-np.exp(-z)),
)
continuous(
    stats.pareto,
    lambda z, b: within(z >= 1, np.log(b) - (b + 1) * np.log(positive(z))),
    lambda z, b: 1 - np.maximum(z, 1) ** -b,
    lambda z, b: np.maximum(z, 1) ** -b,
)
continuous(
    stats.halfnorm,
    lambda z: within(z >= 0, 0.5 * np.log(2 / np.pi) - 0.5 * z * z),
    lambda z: special.erf(from_zero(z) / np.sqrt(2)),
    lambda z: special.erfc(from_zero(z) / np.sqrt(2)),
)


def discrete(family: Any, log_mass: Callable[..., Any]) -> None:
    """State a family of distributions of whole numbers by the logarithm of the mass at one, of it and of the shapes."""
    names = tuple(family.shapes.split(", "))

    @spelled(family.logpmf)
    def _(k, *args, **keywords):
        given = {**dict(zip((*names, "loc"), args, strict=False)), **keywords}
        return log_mass(k - given.get("loc", 0), *[given[name] for name in names])

    @spelled(family.pmf)
    def _(k, *args, **keywords):
        given = {**dict(zip((*names, "loc"), args, strict=False)), **keywords}
        return np.exp(log_mass(k - given.get("loc", 0), *[given[name] for name in names]))


def counted(k, log_mass):
    """A logarithm of a mass, which is minus infinity at what is no count."""
    return np.where((k >= 0) & (k == np.floor(k)), log_mass, -np.inf)


discrete(stats.poisson, lambda k, mu: counted(k, special.xlogy(k, mu) - special.gammaln(k + 1) - mu))
discrete(
    stats.binom,
    lambda k, n, p: counted(
        k,
        special.xlogy(k, p)
        + special.xlog1py(n - k, -p)
        - special.gammaln(k + 1)
        - special.gammaln(n - k + 1)
        + special.gammaln(n + 1),
    ),
)
discrete(
    stats.bernoulli,
    lambda k, p: counted(k, np.where(k <= 1, special.xlogy(k, p) + special.xlog1py(1 - k, -p), -np.inf)),
)
discrete(stats.geom, lambda k, p: counted(k - 1, np.log(p) + special.xlog1py(k - 1, -p)))


@spelled(stats.dirichlet.logpdf)
def dirichlet_logpdf(x, alpha):
    # The sums run over the components, which come first, so that the rest may be of any shape.
    front = special.gammaln(np.sum(alpha)) - np.sum(special.gammaln(alpha))
    return front + np.sum(special.xlogy(alpha - 1, x.T).T, 0)


@spelled(stats.dirichlet.pdf)
def dirichlet_pdf(x, alpha):
    return np.exp(dirichlet_logpdf(x, alpha))
