"""Numbers of the module random: each drawn once, in the order of the program, whether or not it is wanted."""

import random


def f(x, y):
    random.seed(3)
    total = 0.0
    for _ in range(4):
        total += random.gauss(x, y) ** 2 * random.random() + random.uniform(x, y)
        random.random()
    unread = random.random()
    if random.random() < 0.5:
        total *= x
    own = random.Random(5)
    return total * random.randint(1, 5) + own.random() * x * y


wrt = ("x", "y")
points = [(0.5, 0.3)]
