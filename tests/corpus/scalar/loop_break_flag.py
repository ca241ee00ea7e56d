"""A flag set before break tells the outer loop to stop as well."""


def f(x, y):
    s = x
    done = False
    for i in range(5):
        for j in range(5):
            s = s + y * s
            if s > 4.0:
                done = True
                break
        if done:
            break
        s = s - 0.1 * i
    return s * y


wrt = ("x", "y")
points = [(0.9, 0.2), (0.9, 0.01), (5.0, 0.2)]
