"""What holds for every test."""

import os
import sys

import pytest
from hypothesis import settings

# How long an example takes says something of the machine; speed is measured by `make bench`.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

# The tests start hundreds of processes that import the same modules. Where Python was told to keep no bytecode, each
# of them would compile them all again, which is a third of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests go first: one that came last would leave the other workers without work meanwhile."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)
