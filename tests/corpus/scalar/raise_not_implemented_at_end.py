"""An if chain that ends in raise, so that the last variable is always defined."""


def f(x, method):
    if method == "one":
        y = x * x
    elif method == "two":
        y = 2.0 * x
    else:
        raise NotImplementedError(f"method {method}")
    return y * x


wrt = ("x",)
points = [(0.4, "one"), (0.4, "two")]
failing = [((0.4, "three"), NotImplementedError)]
