"""The body writes into the list that the loop goes over: later trips see what was written."""


def f(x, y):
    u = [x, y, x * y]
    s = 0.0
    for i, v in enumerate(u):
        s = s + v * v
        if i < 2:
            u[i + 1] = u[i + 1] * v
    return s + u[2]


wrt = ("x", "y")
points = [(0.7, 1.3)]
