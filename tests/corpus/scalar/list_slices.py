"""Slices read: a slice is a copy, also with a step, also empty."""


def f(u, k):
    head, tail = u[:k], u[k:]
    s = sum(head) * sum(tail) + sum(u[1:1])
    for a, b in zip(u[::2], u[::-1]):
        s += a * b
    return s + sum(u[-2:])


wrt = ("u",)
points = [([0.7, 1.3, -0.4, 2.0], 0), ([0.7, 1.3, -0.4, 2.0], 1), ([0.7, 1.3, -0.4, 2.0], 3)]
