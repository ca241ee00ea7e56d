"""Keys of a dict that are put together from texts known when the program is compiled."""


def f(params, x):
    out = {}
    for name in ("f", "i"):
        out[name] = params["w" + name] * x + params[f"b{name}_{1:02d}"]
    return out["f"] * out["i"]


wrt = ("params", "x")
points = [({"wf": 1.5, "bf_01": 0.3, "wi": -0.4, "bi_01": 2.0}, 0.7)]
