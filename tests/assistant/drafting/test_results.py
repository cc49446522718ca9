"""What staff may type, and what is refused with its line: then nothing of the table is taken."""

import pytest

from assistant.drafting.plan import plan
from assistant.drafting.results import TEMPLATE_HEADINGS, checked_entry, read_results, template_lines
from assistant.errors import InvalidResults
from assistant.types import Entry, Figure
from tests.assistant.drafting.making import read_text, resolution

ROWS = plan(
    read_text(
        resolution(
            results="- Hoàn thành 27/29 chỉ tiêu.",
            targets="""1- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
2- Tỷ lệ người dân tham gia BHYT trên 96%; Số người tham gia BHXH tự nguyện đạt trên 42 người;
3- Thu ngân sách trên địa bàn xã: 5.900.000.000 đồng;
4- Số hồ sơ giải quyết trực tuyến: Mức độ 3 trên 60%, mức độ 4 trên 60%;
5- Kết nạp 15-16 đảng viên mới;
6- Tỷ lệ hộ nghèo giảm 0,34%;
7- Duy trì xã đạt tiêu chí chuẩn về ATTP""",
        )
    )
).rows
KEYS = {row.label: row.key for row in ROWS}
INCOME = next(row.key for row in ROWS if row.indicator == "thu_nhap_binh_quan")
BUDGET = next(row.key for row in ROWS if row.indicator == "thu_ngan_sach")
POVERTY = next(row.key for row in ROWS if row.indicator == "ty_le_ho_ngheo")
HEAD = "mã;chỉ tiêu;kết quả;đơn vị;đề xuất;cấp trên giao\n"


def read(lines, head=HEAD):
    return read_results(head + lines, rows=ROWS)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("thu_nhap_binh_quan;;60,2;;;", Entry(Figure(60.2))),
        (";Thu nhập bình quân đầu người;60,2;;;", Entry(Figure(60.2))),
        (";THU NHAP BINH QUAN DAU NGUOI;60,2;;;", Entry(Figure(60.2))),
        ("thu_nhap_binh_quan;;60.200.000;đồng/người/năm;;", Entry(Figure(60.2))),
        ("thu_nhap_binh_quan;;60,2;triệu đồng;62,5;62", Entry(Figure(60.2), Figure(62.5), Figure(62.0))),
        ("thu_nhap_binh_quan;;;;giữ nguyên;", Entry(None, Figure(58.0))),
        ("thu_nhap_binh_quan;;60,2;;gợi ý;", Entry(Figure(60.2), accept=True)),
        ("thu_nhap_binh_quan;;.....;;;", Entry()),
        ("thu_nhap_binh_quan;;;;;", Entry()),
    ],
)
def test_what_is_taken(line, entry):
    assert read(line) == {INCOME: entry}


def test_units_are_converted_to_those_of_the_document():
    assert read("thu_ngan_sach;;6,2;tỷ đồng;;") == {BUDGET: Entry(Figure(6_200_000_000.0))}
    assert read("ty_le_ho_ngheo;;0,4;%;;") == {POVERTY: Entry(Figure(0.4))}


def test_shares_and_ranges():
    entries = read("so_chi_tieu_dat;;28/29;;;\nket_nap_dang_vien;;17;;18-20;\n")
    assert list(entries.values()) == [Entry(Figure(28.0, of=29.0)), Entry(Figure(17.0), Figure(18.0, 20.0))]


def test_one_of_two_with_the_same_code_is_told_apart_by_its_name():
    (key,) = read("ty_le_ho_so_truc_tuyen;mức độ 4;70;%;;")
    assert key == KEYS["mức độ 4"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters_and_a_byte_order_mark(delimiter):
    text = f"\ufeffmã{delimiter}kết quả\r\nthu_nhap_binh_quan{delimiter}60\r\n"
    assert read_results(text, rows=ROWS) == {INCOME: Entry(Figure(60.0))}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("thu_nhap_binh_quan;;60,2;tấn;;", "đơn vị “tấn” không phải đơn vị của"),
        ("thu_nhap_binh_quan;;60;con;;", "đơn vị “con”"),
        ("khong_co;;1;;;", "“khong_co” không có trong biểu chỉ tiêu"),
        (";Thu nhập bình quân trên đầu người;1;;;", "gần nhất là “Thu nhập bình quân đầu người”"),
        ("thu_nhap_binh_quan;;1e9;;;", "“1e9” không phải con số"),
        ("thu_nhap_binh_quan;;1000000000;;;", "lệch hẳn chỉ tiêu năm trước (58 triệu đồng/người/năm)"),
        ("thu_nhap_binh_quan;;=1+1;;;", "“=1+1” là công thức"),
        ("thu_nhap_binh_quan;;+60;;;", "“+60” là công thức"),
        ('thu_nhap_binh_quan;;"=HYPERLINK(""http://x"")";;;', "là công thức"),
        ("thu_nhap_binh_quan;;@SUM(A1);;;", "là công thức"),
        ("thu_nhap_binh_quan;;-5;;;", "“-5” không phải con số"),
        ("thu_nhap_binh_quan;;NaN;;;", "“NaN” không phải con số"),
        ("thu_nhap_binh_quan;;khoảng 60;;;", "“khoảng 60” không phải con số"),
        ("thu_nhap_binh_quan;;60;;<script>;", "“<script>” không phải con số"),
        ("ty_le_bhyt;;196;%;;", "quá 100%"),
        ("ty_le_bhyt;;96;%;120;", "cột đề xuất: “120” quá 100%"),
        ("ty_le_ho_so_truc_tuyen;;70;%;;", "chỉ nhiều chỉ tiêu; ghi rõ mã"),
        (";Duy trì xã đạt tiêu chí chuẩn về ATTP;1;;;", "không có con số trong văn bản gốc"),
        ("thu_nhap_binh_quan;;" + "9" * 40 + ";;;", "không phải con số"),
    ],
)
def test_what_is_refused_with_its_line(line, told):
    with pytest.raises(InvalidResults) as refused:
        read(f"thu_ngan_sach;;6,2;tỷ đồng;;\n\n{line}\n")
    assert "không lấy dòng nào" in str(refused.value)
    assert "dòng 4: " in str(refused.value)
    assert told in str(refused.value)


def test_every_bad_line_is_told_at_once():
    with pytest.raises(InvalidResults) as refused:
        read("a;;1;;;\nthu_nhap_binh_quan;;x;;;\nb;;1;;;")
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()[1:]] == ["dòng 2", "dòng 3", "dòng 4"]


def test_two_lines_for_one_row_must_agree():
    assert read("thu_nhap_binh_quan;;60;;;\nthu_nhap_binh_quan;;60;;;") == {INCOME: Entry(Figure(60.0))}
    with pytest.raises(InvalidResults, match=r"dòng 3: .*đã có ở dòng trên"):
        read("thu_nhap_binh_quan;;60;;;\nthu_nhap_binh_quan;;61;;;")


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3", "mã;ghi chú\nx;y", "\0\0\0", "<html></html>"])
def test_a_table_without_its_columns(text):
    with pytest.raises(InvalidResults, match="cần các cột"):
        read_results(text, rows=ROWS)


def test_the_template_is_taken_back_as_it_is():
    lines = template_lines(ROWS)
    text = "\n".join(";".join(line) for line in (TEMPLATE_HEADINGS, *lines))
    assert len(lines) == sum(row.last is not None or row.group == "results" for row in ROWS)
    assert set(read_results(text, rows=ROWS).values()) == {Entry()}


def test_a_row_typed_in_the_app():
    row = next(row for row in ROWS if row.key == INCOME)
    assert checked_entry({"result": "60,2", "target": "x"}, row=row) == Entry(Figure(60.2), accept=True)
    with pytest.raises(InvalidResults, match="Thu nhập bình quân đầu người"):
        checked_entry({"result": "1e9"}, row=row)
