"""The shortest way through a grid of costs: min over neighbours in a nested list."""


def f(costs):
    n, m = len(costs), len(costs[0])
    best = [[0.0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            before = []
            if i > 0:
                before.append(best[i - 1][j])
            if j > 0:
                before.append(best[i][j - 1])
            best[i][j] = costs[i][j] ** 2 + (min(before) if before else 0.0)
    return best[-1][-1]


wrt = ("costs",)
points = [([[0.7, 1.3, 0.2], [0.4, 0.6, 1.1]],)]
