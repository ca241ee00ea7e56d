"""Names that show a row of an array when a loop begins, and another row of it, or of one of several, after each trip."""

import numpy as np


def f(path, weights):
    last = path[0]
    oldest = path[0]
    length = 0.0
    for k in range(1, len(path)):
        point = path[k]
        length += np.sqrt(np.sum((point - last) ** 2)) * weights[k]
        length += 0.1 * np.dot(point, oldest)
        if k % 3 == 2:
            oldest = weights[:3]
        else:
            oldest = last
        last = point
    front = path[-1]
    while np.sum(front) < 3.0:
        length += np.sum(np.sin(front))
        path = path * 1.3 + 0.5
        front = path[-1]
    return length + np.sum(last * front)


rng = np.random.default_rng(17)
wrt = ("path", "weights")
points = [(rng.random((5, 3)), rng.random(5)), (rng.random((3, 3)), rng.random(4))]
