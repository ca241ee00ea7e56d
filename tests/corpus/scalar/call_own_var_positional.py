"""f itself takes *args: differentiated by position."""


def f(*values):
    s = 1.0
    for v in values:
        s = s * v + 0.5
    return s


wrt = (0, 1)
points = [(0.7, 1.3), (0.7, 1.3, -0.4)]
