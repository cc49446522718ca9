"""What holds for every test."""

import os
import sys

from hypothesis import settings

# How long an example takes says something of the machine; speed is measured by `make bench`.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

# The tests start hundreds of processes that import the same modules. Where Python was told to keep no bytecode, each
# of them would compile them all again, which is a third of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
