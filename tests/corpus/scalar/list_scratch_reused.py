"""One list reused as scratch space on every trip."""


def f(x, n):
    work = [0.0, 0.0]
    s = x
    for i in range(n):
        work[0] = s * x
        work[1] = work[0] + i
        s = work[0] * work[1]
    return s + work[0]


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
