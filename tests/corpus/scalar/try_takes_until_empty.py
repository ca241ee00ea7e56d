"""The body of a `try` takes items out of a list that nobody reads until there are none."""


def f(x, y):
    rest = [x, y]
    taken = 0.0
    try:
        while True:
            rest.pop()
            taken += x
    except IndexError:
        pass
    return taken * y


wrt = ("x", "y")
points = [(0.7, 0.4)]
