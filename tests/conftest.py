"""What holds for every test."""

from hypothesis import settings

# How long an example takes says something of the machine; speed is measured by `make bench`.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
