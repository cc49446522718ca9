"""The stages of cleaning, one a file. ``ingest/clean.py`` tells their order."""
