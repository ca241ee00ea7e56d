"""Objects in a list that grows in a loop of known length, pairs of them, and records whose attributes are written."""

from dataclasses import dataclass, field

import numpy as np


class Body:
    def __init__(self, pos, mass):
        self.pos = np.array(pos, dtype=float)
        self.vel = np.zeros(2)
        self.mass = mass
        self.force = np.zeros(2)

    def step(self, dt):
        self.vel += self.force / self.mass * dt
        self.pos += self.vel * dt


@dataclass
class Log:
    energy: np.ndarray
    count: int = 0
    history: list = field(default_factory=list)


def noted(log, bodies):
    log.energy = log.energy + np.array([0.5 * b.mass * b.vel @ b.vel for b in bodies])
    log.count += 1
    log.history.append(np.sum(log.energy))
    return log


def f(start, k, dt):
    bodies = []
    for i in range(3):
        bodies.append(Body(start[i], mass=1.0 + i))
    log = Log(np.zeros(3))
    for _ in range(2):
        for b in bodies:
            b.force[:] = 0.0
        for i, p in enumerate(bodies):
            for q in bodies[i + 1 :]:
                pull = k * (q.pos - p.pos)
                p.force += pull
                q.force -= pull
        for b in bodies:
            b.step(dt)
        log = noted(log, bodies)
    state = {"x": start, "count": 0, "marks": []}
    for _ in range(2):
        state["x"] = state["x"] * k
        state["count"] += 1
        state["marks"].append(np.sum(state["x"]))
    return np.sum(log.energy) * log.count + sum(log.history) + state["marks"][0] * state["marks"][1]


wrt = ("start", "k")
points = [(np.array([[0.0, 0.0], [1.0, 0.2], [0.3, 0.8]]), 2.0, 0.1)]
