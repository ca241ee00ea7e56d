"""A differentiated value written to a global, and read again through it in the same call."""

last = 0.0


def remember(v):
    global last
    last = v * v


def f(x):
    remember(x)
    return last * x


wrt = ("x",)
points = [(0.7,)]
