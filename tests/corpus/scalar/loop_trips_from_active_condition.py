"""How often a while loop runs depends on a differentiated value, down to not at all."""


def f(x, rate):
    total = 0.0
    while x > 1.0:
        total += x * rate
        x = x / 2.0
    return total + x


wrt = ("x", "rate")
points = [(0.5, 0.3), (1.5, 0.3), (3.0, 0.3), (7.0, 0.3)]
