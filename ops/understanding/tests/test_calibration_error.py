"""How far confidences are from the truth."""

import pytest

from ops.understanding.calibration_error import calibration_error


def test_is_nothing_when_confidences_tell_the_truth() -> None:
    guesses = [(0.75, True)] * 3 + [(0.75, False)] + [(1.0, True)] * 4
    assert calibration_error(guesses) == pytest.approx(0)


def test_weighs_each_gap_by_how_often_it_happens() -> None:
    boastful = [(0.95, False)] * 2
    honest = [(0.5, True), (0.5, False)] * 3
    assert calibration_error([*boastful, *honest]) == pytest.approx(0.95 * 2 / 8)


def test_is_unknown_of_nothing() -> None:
    assert calibration_error([]) is None
