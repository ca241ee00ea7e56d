"""The body appends to a list before it fails: the handler sees the longer list."""


def f(x, y):
    parts = [x]
    try:
        parts.append(x * y)
        parts.append(x / (y - y))
    except ZeroDivisionError:
        parts.append(y)
    return parts[-1] * parts[1] + len(parts)


wrt = ("x", "y")
points = [(0.9, 0.4)]
