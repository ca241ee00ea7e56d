"""A handler that says in words what it caught changes nothing in the derivative."""


def checked(x):
    if x > 1.0:
        raise ValueError(f"{x} is too large")
    return x * x


def f(x):
    notes = []
    try:
        y = checked(x)
    except ValueError as e:
        notes.append(str(e))
        y = 3.0 * x
    return y * x + 2.0 * len(notes)


wrt = ("x",)
points = [(0.6,), (1.5,)]
