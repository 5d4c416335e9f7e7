"""Artifacts that are sent beside the work."""

import logging
import threading

import pytest

from tasks.artifacts import send, sent_aside


def test_what_is_sent_keeps_its_order_and_all_is_there_at_the_end() -> None:
    made: list[int] = []
    with sent_aside():
        for number in range(100):
            send(lambda number=number: made.append(number))  # type: ignore[misc]
    assert made == list(range(100))


def test_the_work_does_not_wait_for_an_answer_but_for_a_server_that_is_far_behind() -> None:
    answer, done = threading.Event(), threading.Event()

    def work() -> None:
        with sent_aside():
            for _ in range(32):
                send(answer.wait)
            done.set()
            send(answer.wait)
            answered.append(answer.is_set())

    answered: list[bool] = []
    worker = threading.Thread(target=work)
    worker.start()
    assert done.wait(10)
    answer.set()
    worker.join(10)
    assert answered == [True]


def test_what_the_server_does_not_take_is_told_and_costs_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    made: list[str] = []

    def refused() -> None:
        raise ConnectionError("no route")

    with caplog.at_level(logging.WARNING, "factpress"), sent_aside():
        send(refused)
        send(lambda: made.append("next"))
    assert made == ["next"]
    assert caplog.messages == ["1 artifacts were not taken by the server: no route"]


def test_outside_of_it_an_artifact_is_made_at_once() -> None:
    made: list[int] = []
    send(lambda: made.append(1))
    assert made == [1]
