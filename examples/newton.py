"""A square root by Newton's method: a while loop, differentiated once and twice."""


def f(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


if __name__ == "__main__":
    from s2sdiff import grad

    df = grad(f)
    print(df.lower(2.0).source)
    print("first derivative: ", df(2.0), "; 1/(2 sqrt 2) =", 0.5 / 2.0**0.5)
    print("second derivative:", grad(df)(2.0), "; -1/(8 sqrt 2) =", -0.125 / 2.0**0.5)
