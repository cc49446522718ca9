"""Where the points of a PDF page lie before a reader: in points from the upper left corner, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[float, float, float, float]  # left, top, right, bottom, in points


@dataclass(frozen=True, slots=True)
class Box:
    """The part of a page that is shown, in points of the page, y upwards.

    ``turn`` is how many quarters its letters are turned to the left.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it lies before a reader."""
        return (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.turn]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How the points of an object lie on the page: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """The same within a group that lies by ``outer``."""
        (e, f), (ax, ay), (cx, cy) = (
            outer.point(*each) for each in ((self.e, self.f), (self.a, self.b), (self.c, self.d))
        )
        return Matrix(ax - outer.e, ay - outer.f, cx - outer.e, cy - outer.f, e, f)
