"""The doors: one check in front of every route, and what belongs to it (who someone is, the page to sign in)."""
