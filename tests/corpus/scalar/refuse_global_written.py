"""A differentiated value written to a global, and read again through it."""

last = 0.0


def remember(v):
    global last
    last = v * v


def f(x):
    remember(x)
    return last * x


wrt = ("x",)
points = [(0.7,)]
refused = "a global keeps a differentiated value"
