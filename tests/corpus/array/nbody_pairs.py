"""Bodies pair by pair: forces added and subtracted in two rows of one array (Newton's third law)."""

import numpy as np


def f(pos, mass, softening):
    n = len(mass)
    force = np.zeros_like(pos)
    for i in range(n):
        for j in range(i + 1, n):
            d = pos[j] - pos[i]
            strength = mass[i] * mass[j] / (d @ d + softening**2) ** 1.5
            force[i] += strength * d
            force[j] -= strength * d
    return np.sum(force**2)


rng = np.random.default_rng(31)
wrt = ("pos", "mass", "softening")
points = [(rng.normal(size=(4, 2)), rng.random(4) + 0.5, 0.2)]
