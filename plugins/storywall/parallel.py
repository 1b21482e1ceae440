"""The same work on every core, where a process can be forked with all that it has read."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

WORTH_A_PROCESS = 100
"""Items below which a second process costs more than it saves."""

# What a forked worker works on: it finds it in its copy of the memory, so nothing is pickled.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def each(function: Callable[[_In], _Out], items: Sequence[_In], jobs: int) -> list[_Out]:
    """``[function(item) for item in items]`` in up to *jobs* processes; results are pickled.

    *function* must not rely on what it changes. One process does it all where there is little to
    do, on systems that cannot fork safely, and while other threads run (as under ``mkdocs serve``).
    """
    forks = sys.platform == "linux" and threading.active_count() == 1
    workers = min(jobs, len(items) // WORTH_A_PROCESS) if forks else 1
    if workers < 2:
        return [function(item) for item in items]
    global _work  # noqa: PLW0603  the only way into a forked worker
    _work = (function, items)
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            done = list(pool.map(_share, range(workers), [workers] * workers))
    finally:
        _work = None
    results: list[Any] = [None] * len(items)
    for first, share in enumerate(done):
        results[first::workers] = share
    return results


def _share(first: int, step: int) -> list[Any]:
    """Every *step*-th result, from the one at *first* on."""
    assert _work is not None
    function, items = _work
    return [function(item) for item in items[first::step]]
