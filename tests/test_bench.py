"""What `make bench` measures has to build: a handbook of twice as many questions is as right as the one that it is copied from."""

from __future__ import annotations

from macros.check import problems
from tests import bench


def test_a_handbook_of_twice_as_many_questions_has_no_mistakes(tmp_path):
    grown = bench.copy_handbook(tmp_path / "grown")
    bench.multiply(grown, 2)
    assert problems(grown) == ([], [])
