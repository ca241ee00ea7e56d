"""Distributions of scipy.stats that are spelled out: the values are SciPy's, the derivatives those of differences."""

import numpy as np
import pytest

from s2sdiff import S2SDiffError, check_grads, grad, pushforward

stats = pytest.importorskip("scipy.stats")

FAMILIES = {
    "gamma": (2.3,), "chi2": (3.4,), "expon": (), "beta": (2.0, 3.0), "t": (4.0,), "f": (4.0, 5.0), "uniform": (),
    "lognorm": (0.8,), "weibull_min": (1.7,), "rayleigh": (), "laplace": (), "logistic": (), "cauchy": (), "gumbel_r": (),
    "pareto": (2.0,), "halfnorm": (),
}  # fmt: skip
METHODS = ("logpdf", "pdf", "cdf", "sf", "logcdf", "logsf")


def within(name):
    """Arguments inside the support of a family that lies at 0.1 and is 1.4 wide."""
    return np.array([1.7, 2.2, 3.1]) if name == "pareto" else np.array([0.2, 0.5, 0.9])


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("what", METHODS)
def test_by_argument_location_and_scale(name, what):
    method, shapes = getattr(getattr(stats, name), what), FAMILIES[name]

    def at(x, loc, scale):
        return method(x, *shapes, loc=loc, scale=scale)

    for x in (within(name), 0.5 if name != "pareto" else 1.9):
        check_grads(at, (x, 0.1, 1.4), order=1)


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("what", METHODS)
@pytest.mark.filterwarnings(
    "ignore:divide by zero", "ignore:invalid value"
)  # the logarithm of no probability
def test_values(name, what):
    method, shapes = getattr(getattr(stats, name), what), FAMILIES[name]

    def at(x):
        return method(x, *shapes)

    x = np.array([-1.3, -0.2, 0.3, 0.7, 1.4, 2.6])
    value, _ = pushforward(at)(x, np.ones(6))
    np.testing.assert_allclose(value, method(x, *shapes), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", [name for name, shapes in FAMILIES.items() if shapes])
@pytest.mark.parametrize("what", ["logpdf", "pdf"])
def test_by_first_shape(name, what):
    method, (first, *others) = getattr(getattr(stats, name), what), FAMILIES[name]

    def at(x, shape):
        return method(x, shape, *others)

    check_grads(at, (within(name), first), order=2)


def test_by_a_shape_without_a_rule():
    with pytest.raises(S2SDiffError, match="SD302"):
        grad(lambda a: stats.gamma.cdf(1.3, a))(2.0)


@pytest.mark.parametrize("what", ["pmf", "logpmf"])
def test_of_whole_numbers(what):
    for family, counts, shapes in (
        (stats.poisson, np.array([0, 1, 4]), (1.7,)),
        (stats.binom, np.array([0, 3, 10]), (10, 0.3)),
        (stats.bernoulli, np.array([0, 1, 1]), (0.3,)),
        (stats.geom, np.array([1, 2, 5]), (0.3,)),
    ):
        method, before = getattr(family, what), shapes[:-1]

        def by_last_shape(p, method=method, counts=counts, before=before):
            return method(counts, *before, p)

        check_grads(by_last_shape, (shapes[-1],), order=2)
        value, _ = pushforward(by_last_shape)(shapes[-1], 1.0)
        np.testing.assert_allclose(value, method(counts, *shapes), rtol=1e-12)


@pytest.mark.parametrize("what", ["pdf", "logpdf"])
def test_dirichlet(what):
    method = getattr(stats.dirichlet, what)

    def one(x, alpha):
        return method(x / np.sum(x), alpha)

    def several(alpha):
        return method(np.array([[0.2, 0.1], [0.3, 0.6], [0.5, 0.3]]), alpha)

    alpha = np.array([1.4, 2.0, 3.1])
    check_grads(one, (np.array([0.3, 0.5, 0.4]), alpha), order=2)
    check_grads(several, (alpha,), order=2)
    np.testing.assert_allclose(pushforward(several)(alpha, alpha)[0], several(alpha), rtol=1e-12)
