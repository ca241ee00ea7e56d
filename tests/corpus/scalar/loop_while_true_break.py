"""An endless loop that is left by break in the middle of its body."""


def f(x):
    s = 0.0
    while True:
        s = s + x
        if s > 5.0:
            break
        x = x * 1.1
    return s * x


wrt = ("x",)
points = [(0.9,), (6.0,)]
