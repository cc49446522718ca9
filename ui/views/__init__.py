"""Pieces of the page as HTML, pure functions of the library's types."""
