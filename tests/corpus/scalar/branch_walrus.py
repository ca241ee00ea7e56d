"""Assignment expressions in a condition, in a loop's head and in a comprehension."""


def f(x):
    if (y := x * x) > 0.5:
        x = x + y
    n = 0
    while (r := y / (1.0 + n)) > 0.2:
        x = x * r
        n += 1
    return x + sum(t * y for k in range(3) if (t := x - 0.1 * k) > 0.0)


wrt = ("x",)
points = [(0.9,), (0.4,)]
