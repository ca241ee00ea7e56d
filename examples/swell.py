"""Expression swell: the derivative of a formula grows much faster than the formula, that of a program does not.

The example is that of Baydin, Pearlmutter, Radul and Siskind, Automatic Differentiation in Machine Learning:
a Survey, JMLR 18 (2018), table 1: the logistic map l_1 = x, l_(n+1) = 4 l_n (1 - l_n).
"""


def logistic(x, n):
    for _ in range(n - 1):
        x = 4 * x * (1 - x)
    return x


class Counted(float):
    """A float that counts the additions, multiplications and powers that are done with it."""

    operations = 0


def counting(name):
    def operation(*args):
        Counted.operations += 1
        return Counted(getattr(float, name)(*args))

    return operation


for _name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow", "rpow", "neg"):
    setattr(Counted, f"__{_name}__", counting(f"__{_name}__"))


def operations_of(function, *args):
    """How many operations a call takes."""
    Counted.operations = 0
    function(*args)
    return Counted.operations


def counts(n):
    """Operations of the function, of its derivative as SymPy writes it, the same with common subexpressions
    computed once, and of the derivative that reverse mode generates."""
    import sympy

    from s2sdiff import grad

    x = sympy.Symbol("x")
    formula = sympy.diff(logistic(x, n), x)
    shared, last = sympy.cse(formula)
    return {
        "function": operations_of(logistic, Counted(0.3), n),
        "formula": int(formula.count_ops()),
        "formula, shared": int(sum(e.count_ops() for _, e in shared) + last[0].count_ops()),
        "reverse mode": operations_of(grad(logistic).lower(0.3, n), Counted(0.3), n),
    }


if __name__ == "__main__":
    print(f"{'n':>2} {'function':>9} {'formula':>8} {'formula, shared':>16} {'reverse mode':>13}")
    for n in range(1, 11):
        c = counts(n)
        print(
            f"{n:>2} {c['function']:>9} {c['formula']:>8} {c['formula, shared']:>16} {c['reverse mode']:>13}"
        )
