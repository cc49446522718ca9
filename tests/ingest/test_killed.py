"""A command that is killed at any moment leaves a whole archive, and the next question is answered.

A few of ``python -m tests.ingest.kills``. ``NQ_TEST_KILLS`` says how many, ``NQ_TEST_FILES`` over how many documents.
"""

from __future__ import annotations

import os
import random

import pytest

from tests.ingest.kills import Kills

HOW_MANY = int(os.environ.get("NQ_TEST_KILLS", "5"))
FILES = int(os.environ.get("NQ_TEST_FILES", "30"))
KINDS = ("ingest", "correction", "removal", "rebuild", "backup")


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Kills:
    return Kills(tmp_path_factory.mktemp("giết"), files=FILES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HOW_MANY))
def test_what_is_left_is_whole_and_answers(kills: Kills, seed: int) -> None:
    killed = kills.kill(KINDS[seed % len(KINDS)], random.Random(seed))
    assert not killed.wrong


def test_every_kind_is_killed(kills: Kills) -> None:
    assert set(kills.kinds) == set(KINDS)
