"""Bodies that attract one another, as nested lists, with a pair loop that skips itself."""


def accelerations(places):
    result = []
    for i, (xi, yi) in enumerate(places):
        ax = ay = 0.0
        for j, (xj, yj) in enumerate(places):
            if i == j:
                continue
            dx, dy = xj - xi, yj - yi
            r3 = (dx * dx + dy * dy + 0.1) ** 1.5
            ax += dx / r3
            ay += dy / r3
        result.append((ax, ay))
    return result


def f(places, h):
    speeds = [(0.0, 0.1)] * len(places)
    for _ in range(2):
        pulls = accelerations(places)
        speeds = [(u + h * a, v + h * b) for (u, v), (a, b) in zip(speeds, pulls)]
        places = [(x + h * u, y + h * v) for (x, y), (u, v) in zip(places, speeds)]
    return sum(x * y for x, y in places)


wrt = ("places", "h")
points = [([(0.1, 0.2), (1.0, -0.3), (0.4, 0.9)], 0.2)]
