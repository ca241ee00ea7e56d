"""match that takes a tuple apart, differentiated values and options together."""


def f(x, y, shape):
    match (shape, x):
        case ("disc", r):
            return 3.14159 * r * r
        case ("box", side):
            return side * y
    return x + y


wrt = ("x", "y")
points = [(0.4, 1.2, "disc"), (0.4, 1.2, "box"), (0.4, 1.2, "point")]
may_refuse = "a pattern with parts is more than match on an option"
