"""As many objects as an array has rows: a loop over them is unrolled for the lengths at hand."""

import numpy as np


class Body:
    def __init__(self, mass, position, velocity):
        self.mass = mass
        self.position = position
        self.velocity = velocity


def accelerations(bodies):
    out = []
    for a in bodies:
        total = np.zeros(2)
        for b in bodies:
            if a is not b:
                d = b.position - a.position
                total += b.mass * d / (np.dot(d, d) + 0.1) ** 1.5
        out.append(total)
    return out


def f(masses, positions, velocities):
    bodies = [Body(m, p.copy(), v.copy()) for m, p, v in zip(masses, positions, velocities)]
    copies = []
    for k in range(len(masses)):
        copies.append(Body(masses[k] ** 2, positions[k].copy(), None))
    for _ in range(2):
        for body, a in zip(bodies, accelerations(bodies)):
            body.velocity += 0.1 * a
        for body in bodies:
            body.position += 0.1 * body.velocity
    return np.array([b.position for b in bodies]) + copies[1].mass * copies[-1].position


rng = np.random.default_rng(6)
wrt = ("masses", "positions", "velocities")
points = [
    (rng.uniform(0.5, 1.5, size=3), rng.normal(size=(3, 2)), rng.normal(size=(3, 2))),
    (rng.uniform(0.5, 1.5, size=2), rng.normal(size=(2, 2)), rng.normal(size=(2, 2))),
]
