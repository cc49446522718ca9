"""What a new process needs to its first answers over an archive, and its memory then; prints one JSON object.

``python -m eval.bench.opened`` with ``NQ_DATA``: a process of its own, so that nothing which made the archive is
counted, and nothing is open or read already.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from contextlib import closing
from time import perf_counter, process_time

from assistant.settings import Settings
from eval.bench.questions import QUESTIONS

# What is asked, one after the other: of the second no row answers, so that the texts are looked at.
FIRST: Mapping[str, str] = {
    "ledger": QUESTIONS["ledger"][0],
    "text": QUESTIONS["ledger"][1],
    "passages": QUESTIONS["passages"][0],
}


def opened(settings: Settings) -> dict[str, dict[str, float]]:
    """For each of ``FIRST`` seconds to its answer by the clock and of the processor, and megabytes at most until
    then. The first begins with the opening of the archive.
    """
    from assistant.build import open_assistant

    told: dict[str, dict[str, float]] = {}
    began, worked = perf_counter(), process_time()
    with closing(open_assistant(settings)) as assistant:
        for name, question in FIRST.items():
            assistant.ask(question)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
            told[name] = {"seconds": perf_counter() - began, "processor": process_time() - worked, "megabytes": peak}
            began, worked = perf_counter(), process_time()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(opened(Settings.model_validate({}))))
