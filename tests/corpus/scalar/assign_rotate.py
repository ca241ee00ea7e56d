"""Three variables rotated at once, each reading the others' old values."""


def f(x, y, z):
    for _ in range(2):
        x, y, z = y * z, z, x + y
    return x * y - z


wrt = ("x", "y", "z")
points = [(0.3, 0.8, 1.4)]
