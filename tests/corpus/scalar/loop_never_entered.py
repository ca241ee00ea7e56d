"""A while loop whose condition is known to be false when the program is compiled."""


def f(x, y):
    n = 0
    while n < 2 and (-1.2 > 0.0 and y < 1.0):
        n += 1
        x += y * y
    return 0.3 * x + 0.47 * y


wrt = ("x", "y")
points = [(0.7, 0.4)]
