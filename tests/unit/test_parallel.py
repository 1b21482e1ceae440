import os
import threading
import time

import pytest

from storywall import parallel


def test_results_come_in_the_order_of_the_items() -> None:
    many = list(range(3 * parallel.WORTH_A_PROCESS + 1))
    assert parallel.each(lambda n: n * n, many, 3) == [n * n for n in many]


def test_the_work_is_shared_and_sees_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Other tests' threads may still be there; these workers touch nothing of theirs.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    read = {"here": os.getpid()}
    many = list(range(2 * parallel.WORTH_A_PROCESS))

    def who(n: int) -> tuple[int, int]:
        time.sleep(0.002)  # long enough for the other worker to take its share
        return read["here"], os.getpid()

    workers = parallel.each(who, many, 2)
    assert {before for before, _ in workers} == {os.getpid()}
    assert len({worker for _, worker in workers}) == 2
    assert os.getpid() not in {worker for _, worker in workers}


@pytest.mark.parametrize(("items", "jobs"), [(10, 4), (500, 1), (0, 4)])
def test_little_work_stays_here(items: int, jobs: int) -> None:
    assert set(parallel.each(lambda n: os.getpid(), range(items), jobs)) <= {os.getpid()}


def test_beside_other_threads_nothing_is_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        many = range(2 * parallel.WORTH_A_PROCESS)
        assert set(parallel.each(lambda n: os.getpid(), many, 2)) == {os.getpid()}
    finally:
        done.set()
        other.join()


def test_an_error_in_a_worker_is_raised_here() -> None:
    def fail(n: int) -> int:
        raise ValueError(f"item {n}")

    with pytest.raises(ValueError, match="item"):
        parallel.each(fail, range(2 * parallel.WORTH_A_PROCESS), 2)
