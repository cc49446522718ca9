import re
from dataclasses import replace

from assistant.types import Resolution
from tests.ui.fake_assistant import FakeShelf
from ui.views.browse import Browse
from ui.views.glance import glance


def of(shelf: FakeShelf, commune: str, year: int) -> Resolution:
    one = shelf.document("d1")
    identity = replace(one.identity, commune=commune, target_year=year)
    return replace(one, document_id=f"{commune}{year}", identity=identity)


def test_a_unit_that_misses_a_year_stands_first(shelf: FakeShelf) -> None:
    held = [of(shelf, "An", 2023), of(shelf, "An", 2024), of(shelf, "Bình", 2024), of(shelf, "Cát", 2023)]
    html = glance([*held, of(shelf, "Cát", 2024), of(shelf, "Cát", 2030)], Browse(), led={})
    rows = re.findall(r'<th scope="row">.*?>([^<]+)</button></th>(.*?)</tr>', html)
    assert [name for name, _ in rows] == ["xã Bình", "xã An", "xã Cát"]
    assert rows[0][1].count("thiếu") == 1
    assert "1 / 3 nơi thiếu văn bản của ít nhất một năm trong 2023–2024" in html
    assert ">2030 <" not in html.split("nq-matrix")[1]  # a single unit has it: no other misses it


def test_a_cell_filters_the_list(shelf: FakeShelf) -> None:
    html = glance([of(shelf, "An", 2023), of(shelf, "Bình", 2023)], Browse(year="2023"), led={})
    assert 'data-key="year=2023&amp;unit=x%C3%A3+An"' in html
    assert re.search(r'aria-pressed="true"[^>]*data-key="">2023', html)  # pressed again it is taken back


def test_copies_are_not_counted(shelf: FakeShelf) -> None:
    html = glance(shelf.documents(), Browse(), led={"d2": object()})
    assert "2 văn bản của 2 nơi, không kể 1 bản trùng hoặc dự thảo" in html


def test_nothing_is_told_of_nothing() -> None:
    assert glance([], Browse(), led={}) == "<div></div>"
