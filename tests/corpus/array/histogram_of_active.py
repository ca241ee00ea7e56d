"""Histograms of what is differentiated: the counts do not move, the weights do, and the edges go with the extremes."""

import numpy as np


def f(x, w):
    mass, edges = np.histogram(x, 4, weights=w)
    density, _ = np.histogram(x, bins=3, density=True)
    given, _ = np.histogram(x, np.linspace(-4.0, 4.0, 6), weights=w**2)
    fixed = np.histogram(x, 5, (-4.0, 4.0))[0]
    centres = 0.5 * (edges[1:] + edges[:-1])
    return np.sum(mass * centres) + np.sum(density**2) + given @ fixed + np.histogram_bin_edges(x, 7)[2]


rng = np.random.default_rng(31)
wrt = ("x", "w")
points = [(rng.normal(size=12), rng.random(12)), (rng.normal(size=(3, 4)), rng.random((3, 4)))]
