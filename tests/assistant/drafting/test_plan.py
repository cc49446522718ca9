from assistant.drafting.once import one_off_reason
from assistant.drafting.pipeline import draft
from assistant.drafting.plan import plan
from assistant.types import DraftRequest
from tests.assistant.drafting.making import archive_of, read_text, resolution

TEXT = resolution(
    results="Hoàn thành 27/29 chỉ tiêu.",
    targets="""1. Mục tiêu tổng quát
Phát huy sức mạnh đoàn kết.
2. Các chỉ tiêu
- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Duy trì xã đạt chuẩn về ATTP;
- Diện tích cây ngô: 162,5 ha, sản lượng 796 tấn;""",
    tasks="""1. Phát triển kinh tế, hoàn thành các mục tiêu sau:
- Lãnh đạo tổ chức Đại hội Hội Nông dân nhiệm kỳ 2023-2028.
- Phấn đấu thu ngân sách xã 13 tỷ 655 triệu đồng.""",
)


def test_rows_in_the_order_of_the_table():
    rows = plan(read_text(TEXT)).rows
    assert [(row.number, row.group, row.wording) for row in rows] == [
        ("1", "targets", "từ 58 triệu đồng/người/năm"),
        ("2", "targets", ""),
        ("3", "targets", "162,5 ha"),
        ("3", "targets", "796 tấn"),
        ("III > 1", "tasks", "13 tỷ 655 triệu đồng"),
        ("I", "results", "27/29 chỉ tiêu"),
    ]


def test_a_bare_label_gets_the_catalogues_name():
    assert [row.label for row in plan(read_text(TEXT)).rows][2:4] == ["Diện tích cây ngô", "Sản lượng ngô (bắp)"]


def test_paragraphs_with_their_nature():
    found = {one.text[:20]: (one.depth, one.nature) for one in plan(read_text(TEXT)).paragraphs}
    assert found["I. KẾT QUẢ THỰC HIỆN"] == (1, "standing")
    assert found["Hoàn thành 27/29 chỉ"] == (0, "assessment")
    assert found["- Thu nhập bình quân"] == (0, "figures")
    assert found["- Lãnh đạo tổ chức Đ"] == (0, "one_off")
    assert found["Phát huy sức mạnh đo"] == (0, "standing")


def test_every_paragraph_is_a_verbatim_stretch_of_the_base():
    archived = read_text(TEXT)
    for paragraph in plan(archived).paragraphs:
        assert archived.resolution.text[paragraph.span.start : paragraph.span.end] == paragraph.text
        for figure in paragraph.figures:
            assert any(character.isdigit() for character in paragraph.text[figure.start : figure.end])


TABLE = """II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024
| TT | Chỉ tiêu | ĐVT | KH 2023 | TH 2023 | KH 2024 |
| 1 | Thu nhập bình quân đầu người | triệu đồng/người/năm | 52 | 55,5 | 58 |
| 2 | Tỷ lệ người dân tham gia BHYT | % | 93 | 95,2 | 96 |"""


def test_a_table_moves_one_year_on():
    text = resolution().replace("II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2024\n- Giữ vững quốc phòng, an ninh.", TABLE)
    rows = plan(read_text(text)).rows
    assert [(row.group, row.indicator, row.wording) for row in rows] == [
        ("targets", "thu_nhap_binh_quan", "58"),
        ("targets", "ty_le_bhyt", "96"),
    ]
    shelf = archive_of(base=text)
    made = draft(DraftRequest("base", 2025), shelf=shelf, read=read_text)
    lines = [paragraph.text for paragraph in made.kept if paragraph.text.startswith("|")]
    assert lines == [
        "| TT | Chỉ tiêu | ĐVT | KH 2024 | TH 2024 | KH 2025 |",
        "| 1 | Thu nhập bình quân đầu người | triệu đồng/người/năm | 58 | ..... | ..... |",
        "| 2 | Tỷ lệ người dân tham gia BHYT | % | 96 | ..... | ..... |",
    ]
    other = draft(DraftRequest("base", 2025, place="An Hòa"), shelf=shelf, read=read_text)
    assert "| 1 | Thu nhập bình quân đầu người | triệu đồng/người/năm | ..... | ..... | ..... |" in [
        paragraph.text for paragraph in other.kept
    ]


def test_an_old_value_goes_too():
    text = resolution(results="- Tỷ lệ hộ nghèo giảm từ 31,2% xuống 28%.")
    made = draft(DraftRequest("base", 2025), shelf=archive_of(base=text), read=read_text)
    assert "- Tỷ lệ hộ nghèo giảm từ .....% xuống .....%." in [paragraph.text for paragraph in made.kept]


def test_what_is_one_off():
    assert one_off_reason("Tổ chức kỷ niệm 85 năm ngày truyền thống") == "lễ kỷ niệm của một năm"
    assert one_off_reason("Di dời trụ sở công an về trạm y tế") == "di dời trụ sở"
    assert one_off_reason("Tiếp tục đẩy mạnh cải cách hành chính") is None
