"""Stage 1: what a page does not say, with a receipt."""

from __future__ import annotations

import pytest

from assistant.types import SourceDocument
from ingest.clean import clean
from ingest.cleaning.unsaid import CODE, COMMENT, PICTURE, RAISED, STRUCK, take_unsaid


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("đạt 63<sup>1</sup> triệu đồng", "đạt 63 triệu đồng"),
        ("thu 7,4<sup>(2)</sup> tỷ đồng", "thu 7,4 tỷ đồng"),
        ("kết nạp 11<sup>3,4</sup> đảng viên", "kết nạp 11 đảng viên"),
        ("kết nạp 11² đảng viên, 96,5⁽³⁾%", "kết nạp 11 đảng viên, 96,5%"),
        ("hộ nghèo còn 1,9%[^2]", "hộ nghèo còn 1,9%"),
        ("theo Chi cục Thống kê[7] là 41 hộ", "theo Chi cục Thống kê là 41 hộ"),
        ("đạt 63^a^ triệu, 41<sup>*</sup> hộ", "đạt 63 triệu, 41 hộ"),
        ("| Thu nhập<sup>1</sup> | 63<sup>2</sup> |", "| Thu nhập | 63 |"),
        ("từ 18<sup>1</sup>20 giờ", "từ 18 20 giờ"),
    ],
)
def test_a_raised_mark_leaves_its_figure(written: str, plain: str) -> None:
    result = take_unsaid(written)

    assert result.text == plain
    assert [drop.reason for drop in result.dropped] == [RAISED]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("sân 420 m<sup>2</sup>, rừng 3km<sup>2</sup>", "sân 420 m2, rừng 3km2"),
        ("đất 95 m³; 12 người/km²", "đất 95 m³; 12 người/km²"),
        ("2 × 10<sup>6</sup> đồng", "2 × 10⁶ đồng"),
        ("| Giá trị | 10<sup>3</sup> tấn |", "| Giá trị | 10³ tấn |"),
        ("nhiệt độ 37<sup>o</sup>C", "nhiệt độ 37°C"),
        ("giá 9.000<sup>đ</sup>, lúc 7<sup>h</sup>30", "giá 9.000đ, lúc 7h30"),
        ("2<sup>1</sup>/<sub>2</sub> ngày", "2 1/<sub>2</sub> ngày"),
        ("<sup>46</sup>", "46"),
        ("| Hộ nghèo | <sup>46</sup> |", "| Hộ nghèo | 46 |"),
        ("phạm vi [5] hay 3[2](#x)", "phạm vi [5] hay 3[2](#x)"),
    ],
)
def test_what_is_raised_and_no_mark_stays(written: str, plain: str) -> None:
    assert take_unsaid(written).text == plain
    assert take_unsaid(written).dropped == ()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<sup>1</sup> Không kể thu kết dư.", "[1] Không kể thu kết dư."),
        ("² Theo chuẩn nghèo 2022 - 2025.", "[2] Theo chuẩn nghèo 2022 - 2025."),
        ("[^k]: Số liệu sơ bộ.", "[k] Số liệu sơ bộ."),
    ],
)
def test_a_note_keeps_its_mark_apart_from_its_words(written: str, plain: str) -> None:
    assert take_unsaid(written).text == plain


@pytest.mark.parametrize(
    ("written", "plain", "struck"),
    [
        ("thu <s>61</s> 64 tỷ đồng", "thu  64 tỷ đồng", "61"),
        ('thu <del class="x">61 <b>tỷ</b></del>64 tỷ', "thu 64 tỷ", "61 tỷ"),
        ("thu ~~61 tỷ~~ 64 tỷ", "thu  64 tỷ", "61 tỷ"),
        ("a\n3. <strike>Trồng 12 ha rừng;</strike>\nb", "a\n\nb", "3. Trồng 12 ha rừng;"),
        ("a\n- ~~Trồng 12 ha rừng~~\nb", "a\n\nb", "- Trồng 12 ha rừng"),
        ("| Thu | <s>61</s> 64 |", "| Thu |  64 |", "61"),
    ],
)
def test_struck_text_goes_with_a_receipt(written: str, plain: str, struck: str) -> None:
    result = take_unsaid(written)

    assert result.text == plain
    assert [(drop.reason, drop.text) for drop in result.dropped] == [(STRUCK, struck)]


@pytest.mark.parametrize("text", ["thu <s>61 tỷ\n\nchi </s> 3", "ước ~~ 61 ~~ tỷ", "~61 tỷ~", "a < 5 và b > 3"])
def test_what_is_not_struck_stays(text: str) -> None:
    assert take_unsaid(text).text == text


def test_comments_go_with_a_receipt_and_an_open_one_stays() -> None:
    result = take_unsaid("2<!-- 5 -->,1% <!--\nThu 98 tỷ\n--> và <!-- 7")

    assert result.text == "2,1%  và <!-- 7"
    assert [(drop.reason, drop.text) for drop in result.dropped] == [(COMMENT, "5"), (COMMENT, "Thu 98 tỷ")]


def test_cleaning_passes_the_receipts_on() -> None:
    result = clean(SourceDocument("a.md", "0", "1. Thu ~~61~~ 64<sup>1</sup> tỷ đồng\n\n<!-- 98 -->"))

    assert result.text == "1. Thu 64 tỷ đồng"
    assert {drop.reason for drop in result.dropped} == {COMMENT, STRUCK, RAISED}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("![](trang_1.jpeg)\nNGHỊ QUYẾT", "\nNGHỊ QUYẾT"),
        ("Hộ nghèo còn 3% ![biểu đồ 64%](b.png)", "Hộ nghèo còn 3% "),
        ("| Thu | ![8 tỷ][hinh] | 7 |", "| Thu |  | 7 |"),
    ],
)
def test_what_stands_for_a_picture_goes(written: str, plain: str) -> None:
    result = take_unsaid(written)

    assert result.text == plain
    assert [drop.reason for drop in result.dropped] == [PICTURE]


LIST = "- Thu ngân sách trên địa bàn đạt 8 tỷ đồng\n- Tỷ lệ hộ nghèo còn 3%"


@pytest.mark.parametrize(
    "code",
    ["```\nthu = 72\n```", "~~~ python\nthu = 72\n~~~", "```json\n{ho_ngheo: 72}\n````", "  ```\n72 ha\n  ```"],
)
def test_a_block_of_code_goes(code: str) -> None:
    result = take_unsaid(f"{LIST}\n{code}\nNơi nhận:")

    assert result.text == f"{LIST}\nNơi nhận:"
    assert [drop.reason for drop in result.dropped] == [CODE]
    assert "72" in result.dropped[0].text


@pytest.mark.parametrize(
    "written",
    [
        f"```markdown\nNGHỊ QUYẾT\n{LIST}\n```",
        f"{LIST}\n```\n| Thu ngân sách | 8 |\n| Hộ nghèo | 3 |\n```",
        f"{LIST}\n```\nthu = 72",
    ],
    ids=["the document itself", "a table", "never closed"],
)
def test_what_else_stands_between_fences_stays(written: str) -> None:
    assert take_unsaid(written).text == written
