"""Which document a summary is of."""

import pytest

from assistant.ask.composing.choosing import chosen, is_of_documents, of_units
from assistant.ask.composing.wording import library
from assistant.types import Place, Question, Resolution
from tests.builders import identity


def _document(name, text="", **about):
    return Resolution(name, name, "h", text, (), (), identity(**about))


BOOKS = library(
    [
        _document("a-2023", target_year=2023, commune="Tân Hòa", number="3-NQ/ĐU", date="2022-12-30"),
        _document("a-2024", target_year=2024, commune="Tân Hòa", number="5-NQ/ĐU", date="2023-12-30"),
        _document(
            "a-report",
            target_year=None,
            result_year=2023,
            commune="Tân Hòa",
            kind="báo cáo",
            title="Báo cáo phòng cháy rừng",
            number="8-BC/UBND",
            date="2023-12-01",
        ),
        _document("b-2024", target_year=2024, commune="Phú Lâm", number="9-NQ/ĐU", date="2024-01-02"),
    ]
)
HOA = (Place("Tân Hòa", "xã"),)


def _asked(text, *, summary=(), **changes):
    return Question(text, text, "passages", "describe", summary=summary, **changes)


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        (_asked("tóm tắt nghị quyết xã Tân Hòa", places=HOA), "a-2024"),
        (_asked("tóm tắt nghị quyết năm 2023 của xã Tân Hòa", places=HOA, years=(2023,)), "a-2023"),
        (_asked("tóm tắt báo cáo năm 2023 của xã Tân Hòa", places=HOA, years=(2023,)), "a-report"),
        (_asked("tóm tắt văn bản cháy rừng xã Tân Hòa", places=HOA, summary=("cháy", "rừng")), "a-report"),
        (_asked("tóm tắt nghị quyết 9-NQ/ĐU"), "b-2024"),
        # A plan for 2023 looks back on 2022, but is no resolution of 2022.
        (_asked("điểm qua tình hình xã Tân Hòa năm 2022", places=HOA, years=(2022,)), "a-2023"),
        (_asked("tóm tắt báo cáo phòng cháy rừng", summary=("cháy", "rừng")), "a-report"),
    ],
)
def test_the_one_that_fits_best(question, taken):
    (found,) = chosen(question, BOOKS)
    assert found.document.name == taken


def test_the_others_of_the_unit_are_kept_newest_first():
    (found,) = chosen(_asked("tóm tắt nghị quyết xã Tân Hòa", places=HOA), BOOKS)
    assert [each.name for each in found.others] == ["a-report", "a-2023"]


def test_no_document_of_the_year_or_no_unit_told():
    assert chosen(_asked("tóm tắt nghị quyết năm 2020", places=HOA, years=(2020,)), BOOKS) == []
    assert chosen(_asked("tóm tắt nghị quyết"), BOOKS) == []
    lam = (Place("Phú Lâm", "xã"),)
    assert chosen(_asked("tóm tắt nghị quyết năm 2023 của xã Phú Lâm", places=lam, years=(2023,)), BOOKS) == []
    assert [each.name for each in of_units(_asked("", places=HOA), BOOKS)] == ["a-2024", "a-report", "a-2023"]


def test_words_that_no_head_has_are_of_a_matter():
    assert is_of_documents(_asked("", places=HOA, summary=("rừng",)), BOOKS)
    assert not is_of_documents(_asked("", places=HOA, summary=("chè",)), BOOKS)
    assert not is_of_documents(_asked("", places=HOA, summary=None), BOOKS)
    assert not is_of_documents(_asked("", places=(Place("Phú Lâm", "xã"),), summary=("rừng",)), BOOKS)
