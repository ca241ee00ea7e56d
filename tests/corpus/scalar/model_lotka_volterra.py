"""Predators and prey by Euler's method, tuple assignment on every step."""


def f(prey, predator, a, b, n):
    dt = 0.01
    for _ in range(n):
        prey, predator = prey + dt * prey * (a - b * predator), predator + dt * predator * (b * prey - 1.0)
    return prey + predator


wrt = ("prey", "predator", "a", "b")
points = [(1.2, 0.8, 1.1, 0.9, 0), (1.2, 0.8, 1.1, 0.9, 1), (1.2, 0.8, 1.1, 0.9, 60)]
