"""Progress: at most about one word a second, however quick the steps are."""

from __future__ import annotations

import pytest

from kg.engines.core.progress import Progress


def test_counts_are_told_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    told: list[str] = []
    steps = Progress(told.append)
    for number in range(1, 31):
        steps.count("writing", number * 1000, 30_000, "rows")
        now += 0.125
    assert told == [f"writing: {number:,} of 30,000 rows" for number in (1_000, 9_000, 17_000, 25_000)]


def test_a_new_step_is_told_at_once_and_nobody_may_listen() -> None:
    told: list[str] = []
    steps = Progress(told.append)
    steps.step("one")
    steps.step("two")
    steps.count("three", 1, 2, "rows")
    assert told == ["one", "two"]
    Progress(None).step("unheard")
