"""Arrays and lists that become items of containers, and are changed by one name and read by the other.

Each program is right, or refused with a code: whoever keeps a view or a list keeps what is written to it later.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from alias_checks import S, U, check_right_or_refused, program

#: What keeps the second row of `a`, and how that is read.
OF_AN_ARRAY = {
    "[*zip(a, u)]": "z[1][0]",
    "list(zip(a, u))": "z[1][0]",
    "[*a]": "z[1]",
    "list(a)": "z[1]",
    "[r for r in a]": "z[1]",
    "[r for r in a if r[0] > 0]": "z[1]",
    "[(r, 1) for r in a]": "z[1][0]",
    "dict(enumerate(a))": "z[1]",
    "{'x': a[0], 'y': a[1]}": "z['y']",
    "{'x': (a[1], u)}": "z['x'][0]",
    "tuple(a)": "z[1]",
    "(*a,)": "z[1]",
    "[u, *a]": "z[2]",
    "list(map(lambda r: r, a))": "z[1]",
    "list(filter(lambda r: r[0] > 0, a))": "z[1]",
    "list(enumerate(a))": "z[1][1]",
    "list(reversed(a))": "z[1]",
    "list(a.T)": "z[0][1:2]",
    "list(zip(*a))": "z[1]",
    "list(zip(a, a[::-1]))": "z[1][1]",
    "sorted(a, key=lambda r: r[1])": "z[1]",
    "max(a, key=lambda r: r[0])": "z",
    "list(np.split(a, 3))": "z[1]",
    "list(itertools.chain(a, a))": "z[4]",
    "list(itertools.combinations(a, 2))": "z[0][1]",
    "list(itertools.pairwise(a))": "z[0][1]",
    "list(itertools.islice(a, 2))": "z[1]",
    "list(itertools.starmap(lambda r, v: r, zip(a, u)))": "z[1]",
    "(lambda: (a[0], a[1]))()": "z[1]",
}
#: What keeps the first row of the list `a` of lists, and how an item of that is read.
OF_A_LIST = {
    "list(a)": "z[0][0]",
    "a[:]": "z[0][0]",
    "a.copy()": "z[0][0]",
    "[*a]": "z[0][0]",
    "a + a": "z[2][0]",
    "tuple(a)": "z[0][0]",
    "[r for r in a]": "z[0][0]",
    "list(enumerate(a))": "z[0][1][0]",
    "[(a[0], 1)]": "z[0][0][0]",
    "[(a[0], 1)] * 2": "z[1][0][0]",
    "{'x': a[0]}": "z['x'][0]",
    "a[0]": "z[0]",
    "(a[0], 1)": "z[0][0]",
    "{'x': (a[0], 1)}": "z['x'][0][0]",
    "lambda r=a[0]: r": "z()[0]",
    "functools.partial(max, a[0][0], 9.0)": "a[0][0]",
}
#: Arrays whose rank only a run tells: an item of one is a number, of the other a view.
OF_ANY_RANK = ("u * 1.0 if s < 9 else np.outer(u, u)", "np.outer(u, u) if s < 9 else u * 1.0")
PROGRAMS = [
    *(
        (first, make, change, "np.sum(z) * np.sum(a)")
        for first in OF_ANY_RANK
        for make in ("a[0]", "a[-1]", "(a[0], 1)[0]", "[*a][0]", "a[...][0]", "a.T[0]", "[r for r in a][0]")
        for change in ("a[0] = s", "a[:] = s", "a *= s", "z += s", "a = a * s", "z = z * s")
    ),
    *(("np.outer(u, u)", make, "a[1] = s", f"np.sum({read}) * s") for make, read in OF_AN_ARRAY.items()),
    *(("np.outer(u, u)", make, "a[1, 1] *= s", f"np.sum({read}) * s") for make, read in OF_AN_ARRAY.items()),
    *(("[[u[0], 1.0], [u[1], 2.0]]", make, "a[0][0] = s", f"{read} * u[0]") for make, read in OF_A_LIST.items()),
    *(("[[u[0], 1.0], [u[1], 2.0]]", make, f"{read} = s", "a[0][0] * u[0]") for make, read in OF_A_LIST.items()),
    *(
        ("[u * 1.0, u * 2.0]", make, change.replace("READ", read), f"{read} * a[0][0] + a[0][1]")
        for make, read in OF_A_LIST.items()
        for change in ("a[0][0] = s", "READ = s", "a[0] *= s", "a[0] = a[0] * s", "a[0][:] = u[::-1] * s")
    ),
]


@pytest.mark.parametrize(("first", "make", "change", "result"), PROGRAMS)
def test_what_is_kept_is_right_or_refused(
    first: str, make: str, change: str, result: str, tmp_path: Path
) -> None:
    f = program([f"a = {first}", f"z = {make}", change, f"return {result}"], tmp_path)
    try:
        value = f(U.copy(), S)
    except TypeError:
        pytest.skip("a tuple is not written to")
    assert np.ndim(value) == 0
    check_right_or_refused(f, ("SD201", "SD205", "SD206"))
