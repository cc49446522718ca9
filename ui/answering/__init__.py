"""Answers in processes of their own, one a core."""
