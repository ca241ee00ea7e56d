"""How trajectories move: the equations of sensitivity, and what moving times add.

These functions are read from their source and become part of generated source. What they are given as
functions are statements of the program: `rates` gives the right-hand side, at a state or at a time and a
state, `along` the rate of a tangent, or how the whole solution moves along one direction of one argument.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def at_rest(y0: Any) -> Any:
    """The tangent of a state that does not move at first."""
    return np.zeros(len(y0))


def begun_later(rates: Any, t0: Any, t0_dot: Any, y0: Any, y0_dot: Any) -> Any:
    """The tangent at the first time that stays of a start that moves in time too."""
    return y0_dot - rates(t0, y0) * t0_dot


def extended(rates: Any, state: Any) -> Any:
    """The rates of a state and its tangent, one after the other."""
    n = len(state) // 2
    rate, rate_dot = rates(state[:n], state[n:])
    return np.concatenate((rate, rate_dot))


def ivp_moved(solve: Any, extended: Any, t0: Any, t1: Any, y0: Any, y0_dot: Any, t: Any, options: Any) -> Any:
    """The tangent of a trajectory: the same method and tolerances, for the state and its tangent."""
    moved = solve(extended, (t0, t1), np.concatenate((y0, y0_dot)), t_eval=t, **options)
    return moved.y[len(y0) :]


def odeint_moved(solve: Any, extended: Any, y0: Any, y0_dot: Any, t: Any, options: Any) -> Any:
    """The tangent of a trajectory that `odeint` gives."""
    return solve(extended, np.concatenate((y0, y0_dot)), t, **options)[:, len(y0) :]


# -- times that move ------------------------------------------------------------------------------


def of_steps(t: Any, t0_dot: Any, t1_dot: Any) -> Any:
    """The tangent of the times of a method's steps: those between the ends move with the first."""
    t_dot = np.full(len(t), t0_dot)
    t_dot[-1] = t1_dot
    return t_dot


def ridden(rates: Any, t: Any, t_dot: Any, y: Any) -> Any:
    """How the columns of a trajectory move with their times."""
    moved = np.zeros(np.shape(y))
    for k in range(len(t)):
        moved[:, k] = rates(t[k], y[:, k]) * t_dot[k]
    return moved


def ridden_at_last(rates: Any, t: Any, t1_dot: Any, y: Any) -> Any:
    """How the last column of a trajectory moves with its time."""
    moved = np.zeros(np.shape(y))
    moved[:, -1] = rates(t[-1], y[:, -1]) * t1_dot
    return moved


def ridden_rows(rates: Any, t: Any, t_dot: Any, y: Any) -> Any:
    """How the rows of a trajectory move with their times."""
    moved = np.zeros(np.shape(y))
    for k in range(len(t)):
        moved[k] = rates(t[k], y[k]) * t_dot[k]
    return moved


def time_bars(rates: Any, t: Any, y: Any, bar: Any) -> Any:
    """The cotangents of the times of columns."""
    t_bar = np.zeros(len(t))
    for k in range(len(t)):
        t_bar[k] = np.sum(bar[:, k] * rates(t[k], y[:, k]))
    return t_bar


def time_bars_of_rows(rates: Any, t: Any, y: Any, bar: Any) -> Any:
    """The cotangents of the times of rows."""
    t_bar = np.zeros(len(t))
    for k in range(len(t)):
        t_bar[k] = np.sum(bar[k] * rates(t[k], y[k]))
    return t_bar


def last_time_bar(rates: Any, t: Any, y: Any, bar: Any) -> Any:
    """The cotangent of the last time of a trajectory."""
    return np.sum(bar[:, -1] * rates(t[-1], y[:, -1]))


def begin_bar(rates: Any, t0: Any, y0: Any, y0_bar: Any) -> Any:
    """The cotangent of the first time, beside that of the times which are read."""
    return -np.sum(y0_bar * rates(t0, y0))


def with_begin_bar(t_bar: Any, t0_bar: Any) -> Any:
    """The cotangents of times of which the first is where the trajectory begins."""
    begin = np.zeros(len(t_bar))
    begin[0] = t0_bar
    return t_bar + begin


def all_but_last(t_bar: Any) -> Any:
    """The cotangent of the first time, as far as the steps move with it."""
    return np.sum(t_bar[:-1])


def last(t_bar: Any) -> Any:
    """The cotangent of the last time."""
    return t_bar[-1]


def first(t: Any) -> Any:
    """The first of the times that were asked for, or of their tangents."""
    return t[0]


def as_array(t: Any) -> Any:
    """The tangents or cotangents of times, in an array of their own."""
    return np.array(t)


def as_list(found: Any) -> Any:
    """The cotangent of a list of times."""
    return list(found)


# -- all directions together ----------------------------------------------------------------------


def contracted(bar: Any, along: Any) -> Any:
    """The cotangent of a number, given how a trajectory moves with it."""
    return np.sum(bar * along(1.0))


def directions(count: Any) -> Any:
    """A direction for each real that a trajectory varies with."""
    return np.eye(count)


def all_at_rest(y0: Any, count: Any) -> Any:
    """Where the tangents start, if the start stays."""
    return np.zeros((count, len(y0)))


def moving_from(y0: Any, count: Any, k: Any) -> Any:
    """Where the tangents start, those along the start from direction `k` on."""
    rows = np.zeros((count, len(y0)))
    rows[k : k + len(y0)] = np.eye(len(y0))
    return rows


def extended_by_all(rates: Any, along: Any, state: Any, y0: Any, directions: Any) -> Any:
    """The rates of a state and of its tangents along all directions, one after the other."""
    n = len(y0)
    y = state[:n]
    dots = np.reshape(state[n:], (len(directions), n))
    moved = np.zeros((len(directions), n))
    for k in range(len(directions)):
        moved[k] = along(y, dots[k], directions[k])
    return np.concatenate((rates(y), np.ravel(moved)))


def ivp_contracted(
    solve: Any, extended: Any, t0: Any, t1: Any, y0: Any, rows: Any, bar: Any, t: Any, options: Any
) -> Any:
    """The product of a cotangent with how a trajectory moves along each direction."""
    moved = solve(extended, (t0, t1), np.concatenate((y0, np.ravel(rows))), t_eval=t, **options)
    return np.sum(np.reshape(moved.y[len(y0) :], (len(rows), len(y0), len(t))) * bar, axis=(1, 2))


def odeint_contracted(solve: Any, extended: Any, y0: Any, rows: Any, bar: Any, t: Any, options: Any) -> Any:
    """The same of a trajectory that `odeint` gives."""
    moved = solve(extended, np.concatenate((y0, np.ravel(rows))), t, **options)[:, len(y0) :]
    return np.einsum("tkn,tn->k", np.reshape(moved, (len(t), len(rows), len(y0))), bar)


def size_of_list(a: Any) -> Any:
    """How many reals a list holds."""
    return len(a)


def size_of_array(a: Any) -> Any:
    """How many reals an array holds."""
    return np.size(a)


def real_part(found: Any, start: Any) -> Any:
    """What belongs to a real."""
    return found[start]


def vector_part(found: Any, start: Any, end: Any) -> Any:
    """What belongs to a vector."""
    return found[start:end].copy()


def array_part(found: Any, start: Any, end: Any, like: Any) -> Any:
    """What belongs to an array."""
    return np.reshape(found[start:end], np.shape(like)).copy()


def list_part(found: Any, start: Any, end: Any) -> Any:
    """What belongs to a list."""
    return list(found[start:end])


def watched(event: Any, times: Any, y: Any) -> Any:
    """The function of an event at some times of a solution."""
    return np.array([event(times[k], y[:, k]) for k in range(len(times))])


def with_end(times: Any, end: Any) -> Any:
    """Some times, and the last one after them."""
    return np.concatenate((times, np.array([end])))
