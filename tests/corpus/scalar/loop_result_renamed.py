"""What a reduction leaves is called otherwise than what it carries, several of them in a row."""


def f(u, v):
    dot = sum(a * b for a, b in zip(u, v))
    far = max(u) - min(v)
    norm = sum(a * a for a in u) * sum(b * b for b in v)
    return dot * far / norm


wrt = ("u", "v")
points = [([0.7, 1.3, -0.4], [0.2, 0.9, 1.1])]
