"""A loop whose carried value is needed backwards: it is kept on a list, and taken off it in reverse."""


def f(x, r, n):
    for _ in range(n):
        x = r * x * (1 - x)
    return x


if __name__ == "__main__":
    from s2sdiff import grad, jvp

    df = grad(f, argnums=("x", "r"))
    print(df.lower(0.3, 3.2, 20).source)
    print("reverse mode:", df(0.3, 3.2, 20))
    value, by_x = jvp(lambda x: f(x, 3.2, 20), (0.3,), (1.0,))
    print("forward mode, by x:", by_x, "at the value", value)
