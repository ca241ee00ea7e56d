"""Straight-line scalars: the derivative reads as a person would write it."""


def f(x, y):
    return x**2 * y + y + 2


if __name__ == "__main__":
    from s2sdiff import grad, value_and_grad

    df = grad(f, argnums=("x", "y"))
    print(df.lower(3.0, 4.0).source)
    print("gradient at (3, 4):", df(3.0, 4.0))
    print("with the value:", value_and_grad(f, argnums=("x", "y"))(3.0, 4.0))
