"""The table of error codes; ``s2sdiff explain CODE`` prints an entry.

SD1xx: the source cannot be had or read.  SD2xx: a construct.  SD3xx: a function that is called.
SD4xx: the kind of a value.  SD5xx: how s2sdiff was called.  SD9xx: a fault of s2sdiff itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of error: a title, and an explanation in Markdown with an example and a way out."""

    title: str
    explanation: str


CODES: dict[str, Code] = {
    "SD101": Code(
        "syntax error in the source",
        """\
Python itself cannot read the source, so there is nothing to differentiate. The message is Python's own.

    def f(x)            # the colon is missing
        return x**2

Mend the line that is named. A file that is written for a newer Python than the one that runs s2sdiff
ends here too: run s2sdiff under the Python that runs the file.
""",
    ),
    "SD102": Code(
        "the source of the function cannot be had",
        """\
s2sdiff reads source. A function written in C, made by `exec`, or typed at a prompt that keeps no history
has none to read, and a callable object has it in its `__call__`.

    grad(eval("lambda x: x * x"))       # made at run time: no source

Put the function into a file (a notebook cell will do), or wrap it in a `def` there. If it is written in
C, state its derivative with `custom_jvp` or `custom_vjp`. If the file was edited after the function was
loaded, the source no longer belongs to it: load it again.
""",
    ),
    "SD103": Code(
        "more than one lambda on the line",
        """\
Python remembers the line of a lambda, not its column; where two on one line could be meant, s2sdiff does
not guess.

    f, g = grad(lambda x: x**2), grad(lambda x: x**3)

Give each lambda a line of its own, or use `def`.
""",
    ),
    "SD201": Code(
        "construct outside the language",
        """\
s2sdiff differentiates numeric code: assignments, branches, loops, calls, and collections of numbers. It
refuses what it does not know rather than guess: `async`, `yield`, class definitions inside a
differentiated function, `exec`, a global or nonlocal name that keeps a value with a derivative for the
next call.

    def f(x):
        global total
        total = total + x * x   # varies with the x of every call so far
        return total

Pass what is kept as an argument, and return it. What has no derivative can move out of the function.
""",
    ),
    "SD202": Code(
        "`with` whose effect on the body is not known",
        """\
A context manager may change what its body computes, repeat it, or swallow its exceptions, so it is kept
only where it is known to be harmless, as `np.errstate` is.

    def f(x):
        with precision(50):     # what does it do to x * x?
            return x * x

Open the context around the call of the function, outside of it.
""",
    ),
    "SD203": Code(
        "`try` body that may stop half-way",
        """\
If the body of `try` fails after it has changed a variable, the handler goes on with a half-made state, and
the reverse sweep cannot know how far the body came.

    try:
        s = s + x               # done, or not done, when the next line fails?
        t = math.log(y)
    except ValueError:
        t = 0.0

Keep in the body only what can fail (`t = math.log(y)`), and move the rest before or after the `try`. The
handlers must name their exceptions, and there may be no `finally`.
""",
    ),
    "SD204": Code(
        "`y[index] += x` where an index may repeat",
        """\
With an array of indices NumPy reads all of `y[index]`, adds, and writes all back: of two equal indices one
addition is lost. That is rarely meant where the indices come from the caller.

    y[index] += x

If every addition counts, write `np.add.at(y, index, x)`. If the indices are distinct, or the last one is to
win, write `y[index] = y[index] + x`, which says so.
""",
    ),
    "SD205": Code(
        "it cannot be decided whether two names share memory",
        """\
The adjoint of an array that is written in place must follow every name and view of it. Where one path
makes a view and another a copy, or an array comes from code that s2sdiff does not see, that is unknown. So
it is with lists and dicts that may be parts of one another.

    v = u if flag else u.copy()
    v[0] = x                    # is u[0] changed?

    rows = [[0.0] * n] * m      # m times one and the same row

Make the copy on every path (`v = u.copy()`, `[[0.0] * n for _ in range(m)]`), or write through one name only.
""",
    ),
    "SD206": Code(
        "an object is changed where its derivative cannot follow",
        """\
Some changes of a list or dict cannot be taken back in reverse order: while a loop runs over it, by a method
that s2sdiff does not know, or where it lives outside the function, so that others see the change too.

    for v in values:
        values.append(v * x)    # grows while it is read

Loop over a copy (`for v in list(values)`), or build a new list in the function and return it.
""",
    ),
    "SD207": Code(
        "a variable is of different kinds, or unset, on different paths",
        """\
After a branch or a loop the variable may hold a real or a tuple, say, or nothing at all; its adjoint would
be of either kind too.

    r = x if n == 1 else (x, x * x)
    return sum(r)               # of a real, or of a tuple?

Return from the branch, use two names, set the variable before the branch or loop, or make the kinds the same
(`(x,)`). A branch on an option of known value (`None`, a string, a bool) is settled before this comes up.
""",
    ),
    "SD208": Code(
        "attribute of an object is written",
        """\
Dataclasses and named tuples are read by attribute. Writing one changes an object that other code may
hold, and that s2sdiff does not see.

    state.v = state.v + dt * a

Compute with local names and make a new object: `dataclasses.replace(state, v=state.v + dt * a)`.
""",
    ),
    "SD209": Code(
        "an iterator that cannot be followed",
        """\
An iterator (a generator, `zip`, `map`, an open file) is spent by the first that reads it. Given a name,
handed to `next`, reversed, or zipped with others, it has a state that the reverse sweep must wind back.

    pairs = zip(xs, ys)
    a = next(pairs)
    s = sum(x * y for x, y in pairs)    # all but the first

Write the iterator where it is used, or make a list of it: `pairs = list(zip(xs, ys))`.
""",
    ),
    "SD301": Code(
        "a function with neither a rule nor source",
        """\
A value with a derivative is passed to a function that s2sdiff has no rule for and whose source cannot be
had, mostly because it is written in C, or because the module it is in cannot be found. Its derivative is
therefore unknown.

    def f(x):
        return fast_library.kernel(x)

State the derivative with `custom_jvp` or `custom_vjp`, or with `elemental` if it has a closed form. Where
it is meant to be constant, say so: `fast_library.kernel(stop_gradient(x))`.
""",
    ),
    "SD302": Code(
        "no derivative with respect to this argument",
        """\
The function has a rule, but not for this argument: no derivative is known there, or none is implemented.

    scipy.special.jv(order, x)      # known in x, not in order

Do not differentiate with respect to it, or mark it as constant: `jv(stop_gradient(order), x)`. Where you
know the derivative, state it with `custom_jvp`.
""",
    ),
    "SD303": Code(
        "decorator that cannot be followed",
        """\
A decorated function is what its decorator made of it. Decorators that do not change what is computed
(`functools.wraps`, `functools.lru_cache`, `numba.njit`) are looked through, and ones with source are
followed; of others the effect is unknown.

    @vendor.accelerate
    def helper(x):
        return x * x

Call the undecorated function (often `helper.__wrapped__`), or apply the decorator to the derivative.
""",
    ),
    "SD304": Code(
        "recursion that cannot be specialised",
        """\
Derivatives are compiled for the kinds of the arguments. A recursion that changes them at every call (a
tuple that grows, a new closure passed down) would need a new function at each depth.

    def f(x, rest):
        return x if len(rest) > 9 else f(x, (*rest, x))

Keep the kinds the same from call to call (a list may grow), or write a loop.
""",
    ),
    "SD305": Code(
        "unsupported argument of a known function",
        """\
The function has a rule, but the rule does not cover this keyword or this form of the call. Leaving it out
silently would be wrong.

    np.sum(x, out=total)

Write the call without the keyword (`total = np.sum(x)`). The message names the arguments that are covered.
""",
    ),
    "SD306": Code(
        "cotangents that cannot be turned, in forward mode",
        """\
`custom_vjp` states how a cotangent goes back through a function. Forward mode runs that backwards in its
turn, which needs statements that can be read, and that are linear in the cotangent.

    def f_bwd(residuals, bar):
        return (max(-1.0, min(bar, 1.0)),)

    jacfwd(f)(1.0)

Use reverse mode (`grad`, `jacrev`), or state the tangent with `custom_jvp`, which serves both modes.
""",
    ),
    "SD401": Code(
        "the kind of a value must be known here",
        """\
Ahead of time the kinds come from annotations, defaults, use, and `--signature`. Here what is computed
depends on the kind, and nothing tells it.

    def f(x, table):
        return table[x] * x         # a list, a dict, an array?

Annotate the parameter (`table: list[float]`), or give the kinds on the command line:
`--signature "x: float, table: list[float]"`. Called through `grad`, kinds come from the arguments.
""",
    ),
    "SD402": Code(
        "complex numbers",
        """\
Complex numbers are differentiated in JAX's convention: the gradient of a real by x + iy is df/dx - i df/dy,
and tangents and cotangents are complex numbers. What has no derivative of this kind is refused: a Jacobian by
a complex argument, or of a complex result in reverse mode, and the sign of a complex number.

    def f(z):
        return z * z

    jacfwd(f)(1 + 2j)

Use `pushforward` and `pullback`, or `jvp` and `vjp`, which take a direction.
""",
    ),
    "SD403": Code(
        "a value that has no derivative",
        """\
Integers, bools, strings and None do not vary continuously, so nothing can be differentiated with respect to
them. (An int passed where a real is meant counts as that real: `grad(f)(3)` works.)

    def repeat(x, n: int):
        return x**n

    grad(repeat, argnums="n")

Choose another argument (`argnums="x"`), or annotate and pass the argument as a real.
""",
    ),
    "SD404": Code(
        "the result is not one real",
        """\
A gradient belongs to a function that returns one real. A tuple, list or array of reals has a Jacobian.

    def f(x):
        return x, x * x

    grad(f)(3.0)

Use `jacrev(f)` or `jacfwd(f)` for the whole Jacobian, `pullback(f)` to weigh the results with a
cotangent, `has_aux=True` if only the first result is meant, or return the sum. `s2sdiff compile` writes
the pullback of a function that returns one array, and with --mode forward the tangent of any result.
""",
    ),
    "SD405": Code(
        "array of Python objects",
        """\
An array of dtype `object` holds anything at all, and NumPy calls Python for every element.

    x = np.array([1.0, None])

Convert it to reals (`np.asarray(x, dtype=float)`), or use a list.
""",
    ),
    "SD501": Code(
        "no such argument to differentiate",
        """\
`argnums` (on the command line `--wrt`) names a parameter that the function does not have, is out of range,
names one twice, or is empty.

    def f(x, y): ...

    grad(f, argnums="z")

Use names or positions of parameters: `argnums="x"`, `argnums=(0, 1)`, `--wrt x,y`. The arguments behind
`*args` and `**kwargs` have no names of their own; write a function with named ones.
""",
    ),
    "SD502": Code(
        "the arguments do not fit the signature",
        """\
A derivative is called like the function it came from; a pushforward takes a tangent for each
differentiated argument after that, a pullback a cotangent for the result. The same structure is expected:
a tangent of a list of three is a list of three.

    def f(x, y): ...

    grad(f)(1.0)                # y is missing

Compare the call with `inspect.signature` of the derivative.
""",
    ),
    "SD503": Code(
        "unknown mode or backend, or a combination that does not exist",
        """\
Modes are "reverse", "forward" and "symbolic"; backends are "python" and "numba". The symbolic mode is for
straight-line functions of reals only.

    grad(f, mode="backward")

Use one of the names above; reverse is the right one for many arguments and one result.
""",
    ),
    "SD504": Code(
        "no such function in the file",
        """\
The file defines no function of that name, or none at all that could be differentiated. Functions are looked
up at the top level of the file; a method is written `Class.method`.

    s2sdiff show model.py:drga

Check the spelling. Without `-f`, functions that carry a s2sdiff decorator are compiled, else all whose
names have no leading underscore.
""",
    ),
    "SD505": Code(
        "input or output",
        """\
A path cannot be read or written: it does not exist, is a directory, is not text, is not permitted, or is a
file that s2sdiff did not write and therefore does not overwrite.

    s2sdiff compile model.py -o results/model_grad.py       # results/ does not exist

The message names the path and the reason. Directories are not made for you. `--force` overwrites a file
without s2sdiff's header. Nothing is ever half written: a file is replaced as a whole or left alone.
""",
    ),
    "SD506": Code(
        "an optional package is not installed",
        """\
A part of s2sdiff that was asked for needs a package that is not among its requirements.

    s2sdiff compile --watch model.py        # needs watchfiles

Install the extra that the message names, for example `pip install "s2sdiff[watch]"`.
""",
    ),
    "SD507": Code(
        "a setting in pyproject.toml is wrong",
        """\
The table `[tool.s2sdiff]` of the nearest pyproject.toml holds defaults of the command line's options. A
name there that is no option, or a value of the wrong type, is an error, since otherwise a misspelt
setting would pass unseen.

    [tool.s2sdiff]
    mod = "forward"             # meant: mode

The names are those of the long options of `s2sdiff compile`, without the dashes.
""",
    ),
    "SD901": Code(
        "an internal check failed",
        """\
s2sdiff checks its own work: the program it built, and that the text it printed reads back as the same
program. Here a check failed, or an error came up that nobody foresaw. Nothing was written.

This is a fault of s2sdiff, not of your program. Please report it with the function, the command and the
message. Setting the environment variable S2SDIFF_TRACEBACK=1 shows where it happened. As a way round,
splitting the function at the place that is named, or another `--mode`, often helps.
""",
    ),
}
