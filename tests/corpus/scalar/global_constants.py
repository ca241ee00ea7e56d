"""Module constants: a real, a tuple, a list, a derived one, and one that is declared global."""

G = 9.81
COEFFICIENTS = (1.0, -0.5, 0.25)
TABLE = [[1.0, 2.0], [3.0, 4.0]]
HALF = 0.5 * G


def f(x):
    global G
    s = G * x
    for c in COEFFICIENTS:
        s = s * x + c
    return s * TABLE[1][0] + HALF * x


wrt = ("x",)
points = [(0.7,)]
