"""The body of a try in a loop fails after some of its steps; the handler reads what those left."""


def f(x, n):
    xs = [x, x * x, 2.0]
    s = 0.0
    for k in range(4):
        try:
            s += xs[k]
            s = s * xs[k + n]
            s += 1.0
        except IndexError as e:
            s = s * 0.5 + 0.01 * len(str(e))
            if k == 3:
                break
        else:
            s += abs(x)
    return s


wrt = ("x",)
points = [(0.9, 0), (0.9, 2), (0.9, 5)]
