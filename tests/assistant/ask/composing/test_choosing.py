"""Which document a summary is of."""

from dataclasses import replace

import pytest

from assistant.ask.composing.choosing import (
    chosen,
    is_of_documents,
    named_years,
    nearest,
    of_units,
    standing_out,
    told_of_elsewhere,
)
from assistant.ask.composing.wording import library
from assistant.types import Place, Question, Resolution
from tests.builders import document, identity


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
        _document(
            "b-2024",
            target_year=2024,
            commune="Phú Lâm",
            number="9-NQ/ĐU",
            date="2024-01-02",
            title="Nghị quyết về nhiệm vụ năm 2024",
        ),
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


def test_few_words_that_the_head_lacks_do_not_matter():
    asked = replace(_asked("", places=HOA, summary=("cháy", "rừng", "kèm")), words=("phòng", "cháy", "rừng", "kèm"))
    assert is_of_documents(asked, BOOKS)
    assert not is_of_documents(replace(asked, summary=("chè", "shan", "kèm")), BOOKS)


def test_a_year_that_the_head_names_is_of_the_document():
    own = _document("t", target_year=2025, commune="Lũng Vài", date=None, title="Kế hoạch 5 năm 2026 - 2030")
    assert {2025, 2026, 2028, 2030} <= named_years(own)
    asked = _asked("tóm tắt kế hoạch năm 2026 xã Lũng Vài", places=(Place("Lũng Vài", "xã"),), years=(2026,))
    (found,) = chosen(asked, library([own]))
    assert found.document is own
    assert chosen(_asked("", places=asked.places, years=(2031,)), library([own])) == []


def test_the_document_nearest_to_the_year():
    assert [each.name for each in nearest(_asked("", places=HOA, years=(2019,)), BOOKS)] == ["a-2023"]
    assert [each.name for each in nearest(_asked("", places=HOA, years=(2030,)), BOOKS)] == ["a-2024"]
    assert nearest(_asked("", places=HOA), BOOKS) == []


def test_a_head_that_has_more_of_the_question_s_words_than_any_other():
    documents = [
        document("n", "Tin", title="Ba xã vùng cao hoàn thành đại hội", kind="khác"),
        document("o", "Tin", title="Đại hội Đảng bộ xã", kind="khác"),
        document("p", "Tin", title="Họp giao ban", kind="khác"),
    ]
    assert standing_out(_asked("tóm tắt tin ba xã vùng cao đại hội"), documents) is documents[0]
    assert standing_out(_asked("tóm tắt tin đại hội xã"), documents) is None


def test_a_unit_told_of_in_a_text_of_several():
    news = document(
        "n",
        "* Xã Suối Lạnh tổng kết năm",
        "Xã thu 9 tỷ đồng, còn 34 hộ nghèo.",
        "* Phường Bến Đá giao chỉ tiêu",
        "Phường thu 412 tỷ đồng trong năm 2026.",
        kind="khác",
        commune="Suối Lạnh",
    )
    books = library([news])
    asked = Question("tin phường Bến Đá", "", "passages", "describe", unknown_places=("Bến Đá",), summary=())
    assert is_of_documents(asked, books)
    ((found, lines),) = told_of_elsewhere(asked, books)
    assert (found, len(lines)) == (news, 2)
    assert not is_of_documents(
        Question("", "", "passages", "describe", unknown_places=("Sông Mây",), summary=()), books
    )


def test_a_word_is_compared_with_its_marks_where_it_has_any():
    books = library([_document("n", commune="Tân Hòa", title="Báo điện tử đưa tin")])
    assert not is_of_documents(_asked("có tin gì về bão ở xã Tân Hòa", places=HOA, summary=("bão",)), books)
    assert is_of_documents(_asked("tin bao xa tan hoa", places=HOA, summary=("bao",)), books)
