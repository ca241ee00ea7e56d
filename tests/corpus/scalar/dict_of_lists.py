"""A dict of lists that is differentiated, and a dict within a dict."""


def f(p, q):
    s = q["inner"]["k"]
    for name, values in p.items():
        for v in values:
            s += v * v * len(name)
    return s * q["inner"]["k"]


wrt = ("p", "q")
points = [({"a": [0.7, 1.3], "bb": [0.4]}, {"inner": {"k": 0.6}})]
