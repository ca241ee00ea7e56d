"""A while loop inside a for loop: its trips have to be counted anew on each outer trip."""


def f(x, n):
    s = 0.0
    for i in range(n):
        t = x * (i + 1)
        while t > 1.0:
            t = t * t / (t + 1.0) / x
        s += t
    return s


wrt = ("x",)
points = [(1.9, 0), (1.9, 1), (1.9, 2), (1.9, 3)]
