"""zip ends with the shorter of its parts: the element beyond has derivative zero."""


def f(a, b):
    s = 0.0
    for x, y in zip(a, b):
        s += x * y * y
    return s


wrt = ("a", "b")
points = [([1.0, 2.0, 3.0], [0.5, -0.4]), ([1.0], [0.5, -0.4])]
