"""What outlives a call: a derivative sees it as it is at the call, leaves it as it was, and keeps no derivative there."""

from __future__ import annotations

import pytest

import s2sdiff

total = 0.0
calls = 0
table: dict[int, float] = {}


def adds_up(x):
    global total
    total = total + x * x
    return total


def scaled_by_calls(x):
    global calls
    calls += 1
    return calls * x


def from_table(x, n):
    if n not in table:
        table[n] = 2.0 * n
    return table[n] * x


class Recorder:
    def __init__(self):
        self.last = 0.0

    def carried(self, x):
        before, self.last = self.last, x
        return before * x

    def noted(self, x):
        self.last = x * x
        return self.last * x


@pytest.mark.parametrize("function", [adds_up, Recorder().carried])
def test_what_the_next_call_would_read_has_no_derivative(function) -> None:
    with pytest.raises(s2sdiff.S2SDiffError) as caught:
        s2sdiff.grad(function)(1.5)
    assert caught.value.code in ("SD201", "SD208") and caught.value.lineno


def test_the_state_is_that_of_the_call() -> None:
    global calls
    derivative = s2sdiff.grad(scaled_by_calls)
    for k in range(3):
        calls = k
        assert derivative(1.5) == k + 1.0
        assert calls == k


def test_a_table_is_left_as_it_was() -> None:
    table.clear()
    derivative = s2sdiff.grad(from_table)
    assert derivative(1.5, 3) == 6.0 and table == {}
    table[3] = 1.25
    assert derivative(1.5, 3) == 1.25 and table == {3: 1.25}
    table["three"] = None  # type: ignore[index,assignment]
    assert derivative(1.5, 3) == 1.25


def test_an_object_is_left_as_it_was() -> None:
    recorder = Recorder()
    recorder.last = 4.0
    assert s2sdiff.grad(recorder.noted)(2.0) == 12.0
    assert recorder.last == 4.0


class Difference:
    """What it is called with, less what it was called with before."""

    def __call__(self, x):
        if hasattr(self, "before"):
            found = x - self.before
        else:
            found = x
        self.before = x
        return found


difference = Difference()


def twice_asked(x):
    return difference(x * x) + 3.0 * difference(x * x * x)


def test_an_attribute_that_the_program_gives_an_object_is_there_afterwards() -> None:
    derivative = s2sdiff.grad(twice_asked)
    assert derivative(2.0) == 4.0 + 3.0 * (12.0 - 4.0)
    assert not hasattr(difference, "before")
    twice_asked(2.0)
    with pytest.raises(s2sdiff.S2SDiffError):
        derivative(2.0)
