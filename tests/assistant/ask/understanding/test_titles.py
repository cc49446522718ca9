"""Figures whose names only say which document is meant."""

import pytest

from assistant.ask.understanding.gazetteer import gazetteer
from assistant.ask.understanding.understand import understand
from assistant.types import Identity
from tests.builders import identity

POOR, INCOME, REVENUE = "ty_le_ho_ngheo", "thu_nhap_binh_quan", "thu_ngan_sach"
NAMES = gazetteer([identity(commune="Yên Mỹ")], ["ngân sách trung ương"])


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Kế hoạch giảm nghèo của xã Yên Mỹ đặt thu nhập bao nhiêu?", (INCOME,)),
        (
            "Theo nghị quyết về giảm nghèo của xã Yên Mỹ thì ngân sách trung ương là bao nhiêu?",
            ("ngân sách trung ương",),
        ),
        ("ke hoach giam ngheo cua xa Yen My dat thu nhap bao nhieu", (INCOME,)),
        ("Đề án giảm nghèo xã Yên Mỹ năm 2025 thu ngân sách mấy tỷ?", (REVENUE,)),
        ("Kế hoạch giảm nghèo và thu nhập của xã Yên Mỹ là bao nhiêu?", (POOR, INCOME)),
        ("Kế hoạch thu ngân sách của xã Yên Mỹ là bao nhiêu?", (REVENUE,)),
        ("Kế hoạch thu ngân sách của xã Yên Mỹ là bao nhiêu, thu nhập mấy triệu?", (REVENUE, INCOME)),
    ],
)
def test_a_figure_that_names_a_document_is_not_asked_for(text, indicators):
    assert understand(text, NAMES).indicators == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Tổng kinh phí giảm nghèo năm 2025 của xã Yên Mỹ là bao nhiêu?", ()),
        ("kinh phi cho cong tac giam ngheo xa Yen My", ()),
        ("Kinh phí thực hiện kế hoạch giảm nghèo của xã Yên Mỹ năm 2025?", ()),
        ("Nguồn vốn cho công tác giảm nghèo của xã Yên Mỹ?", ()),
        ("Vốn của xã Yên Mỹ bao nhiêu, tỷ lệ hộ nghèo mấy phần trăm?", (POOR,)),
        ("Năm 2025 xã Yên Mỹ chi bao nhiêu tiền hỗ trợ hộ nghèo?", ()),
        ("Tiền thu ngân sách của xã Yên Mỹ là bao nhiêu?", (REVENUE,)),
    ],
)
def test_money_for_a_figure_is_not_that_figure(text, indicators):
    found = understand(text, NAMES)
    assert found.indicators == indicators
    # What the money is for is what the text is looked through for.
    assert indicators or {"nghèo", "ngheo"} & set(found.words)


@pytest.mark.parametrize(
    ("text", "about", "indicators"),
    [
        ("Kế hoạch giảm nghèo xã Yên Mỹ số mấy, ban hành ngày nào?", {"number", "date"}, ()),
        ("nghi quyet ve thu ngan sach cua xa Yen My do ai ky", {"signer"}, ()),
        ("Nghị quyết về giảm nghèo của xã Yên Mỹ có hiệu lực từ khi nào?", {"effective"}, ()),
        ("Kế hoạch giảm nghèo của xã Yên Mỹ là bao nhiêu hộ?", set(), None),
    ],
)
def test_a_figure_that_names_a_document_whose_facts_are_asked_for(text, about, indicators):
    found = understand(text, NAMES)
    assert about <= {fact for each in (found, *found.also) for fact in each.about}
    assert found.indicators == indicators if indicators is not None else found.indicators


def test_who_is_helped_is_no_figure_asked_for():
    question = understand("Hộ nghèo làm nhà được hỗ trợ tối đa bao nhiêu tiền?", gazetteer([]))
    assert question.indicators == ()
    assert understand("Có bao nhiêu hộ nghèo được hỗ trợ nhà ở?", gazetteer([])).indicators != ()


@pytest.mark.parametrize(
    "text",
    [
        "Ai quyết định phân bổ chi ngân sách của xã?",
        "Thu ngân sách do cơ quan nào phê duyệt?",
        "cap nao co tham quyen quyet dinh chi ngan sach",
    ],
)
def test_what_somebody_decides_on_is_no_figure_asked_for(text):
    asked = understand(text, gazetteer([]))
    assert (asked.route, asked.indicators) == ("passages", ())


@pytest.mark.parametrize(
    "text",
    [
        "HĐND quyết định chi ngân sách bao nhiêu?",
        "Cơ quan nào được phân bổ chi ngân sách cao nhất?",
        "Xã nào được phê duyệt chi ngân sách trên 5 tỷ?",
    ],
)
def test_an_amount_that_is_decided_on_is_asked_for(text):
    assert understand(text, gazetteer([])).indicators == ("chi_ngan_sach",)


@pytest.mark.parametrize(
    "text",
    [
        "Xã Trường Xuân đề nghị hỗ trợ 70% mức đóng BHYT trong mấy tháng?",
        "Xã Trường Xuân hỗ trợ 30% mức đóng BHYT trong bao nhiêu năm?",
    ],
)
def test_a_figure_beside_another_unit_that_is_asked_only_describes(text):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân")])
    asked = understand(text, names)
    assert (asked.route, asked.indicators, asked.any_of) == ("passages", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Xã Trường Xuân có đạt BHYT 95% không?",
        "Xã nào đạt BHYT 95% trong mấy năm?",
        "BHYT xã Trường Xuân tăng mấy % từ 90%?",
    ],
)
def test_a_figure_that_is_asked_for_or_is_a_condition_stays(text):
    names = gazetteer([Identity("nghị quyết", "Đảng", "t", level="xã", commune="Trường Xuân")])
    assert understand(text, names).indicators == ("ty_le_bhyt",)
