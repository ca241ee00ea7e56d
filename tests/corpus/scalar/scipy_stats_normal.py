"""Functions of the normal distribution, by the argument and by both parameters, under a name of their own too."""
import scipy.stats
from scipy.stats import norm

N = norm.cdf


def f(x, y):
    total = N(x * y) + scipy.stats.norm.pdf(x, loc=y, scale=2.0) + norm.ppf(N(x), y, 1.5)
    total += norm.logcdf(x, y, scale=1.2 + y) + norm.sf(x, 0, y) + norm.isf(0.3 + 0.1 * x, y)
    total += norm.cdf(x, y, 0.5 + x) * norm.isf(0.4, y, x) + norm.pdf(0.3, y, x) + norm.ppf(0.2, x, y)
    return total + norm.logsf(x * y, y, x) + norm.logpdf(x, y, 2.0 * x * y) + norm.sf(x, y)


wrt = ("x", "y")
points = [(0.7, 1.3)]
