"""Lists of objects, as many as an array has items: read and changed by loops, by place, in pairs and by name."""

import math

import numpy as np


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    @property
    def length(self):
        return math.sqrt(self.x**2 + self.y**2 + 0.01)


class Body:
    def __init__(self, mass, place, speed):
        self.mass = mass
        self.place = place
        self.speed = speed
        self.path = []
        self.load = np.zeros(2)

    def move(self, force, step):
        self.speed = self.speed + force * (step / self.mass)
        self.place = self.place + self.speed * step
        self.path.append(self.place.x)


class Swarm:
    def __init__(self, u, s):
        self.bodies = [Body(1.0 + s, Vector(x, s * x), Vector(0.0, s)) for x in u]

    def step(self):
        for i, a in enumerate(self.bodies):
            force = Vector(0.0, 0.0)
            for b in self.bodies:
                if a is not b:
                    apart = b.place - a.place
                    force = force + apart * (1.0 / apart.length**3)
            for b in self.bodies[i + 1 :]:
                b.load[1] += force.y
                b.speed.x += 0.01 * force.x
            a.move(force, 0.1)


def f(u, s):
    swarm = Swarm(u, s)
    for _ in range(2):
        swarm.step()
    bodies = swarm.bodies
    first = bodies[0]
    heaviest = first
    for b in bodies:
        if b.place.x * b.mass > heaviest.place.x * heaviest.mass:
            heaviest = b
    heaviest.mass *= 2.0
    bodies[-1].load[0] = first.mass * s
    lights = []
    for a, b in zip(bodies, bodies[1:], strict=False):
        lights.append(Vector(a.mass * b.place.x, b.load[1]))
    for _ in range(2):
        lights = [light * s for light in lights]
    total = sum(light.length for light in lights) * len(lights)
    return total + sum(sum(b.path) * b.mass + np.sum(b.load) for b in bodies)


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6), (np.array([0.7, -1.3]), 0.4)]
