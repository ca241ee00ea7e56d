"""Bodies by pairwise broadcasting with softening, leapfrog in place."""

import numpy as np


def acceleration(pos, mass, softening):
    d = pos[np.newaxis, :, :] - pos[:, np.newaxis, :]
    r2 = np.sum(d**2, axis=2) + softening**2
    return np.sum(d * (mass * r2**-1.5)[:, :, np.newaxis], axis=1)


def f(pos, vel, mass, softening, dt, steps):
    pos = pos.copy()
    vel = vel.copy()
    acc = acceleration(pos, mass, softening)
    for _ in range(steps):
        vel += 0.5 * dt * acc
        pos += dt * vel
        acc = acceleration(pos, mass, softening)
        vel += 0.5 * dt * acc
    return 0.5 * np.sum(mass * np.sum(vel**2, axis=1)) + np.sum(pos[0])


rng = np.random.default_rng(30)
wrt = ("pos", "vel", "mass", "softening")
points = [(rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), np.array([1.0, 0.5, 2.0]), 0.3, 0.1, 2)]
