import pytest

from assistant.errors import InvalidCorrection
from assistant.ledger.identities import changes_of, corrected
from assistant.types import Identity, Inference

READ = Identity(
    kind="nghị quyết",
    family="Đảng",
    title="Về nhiệm vụ",
    level="xã",
    status={"commune": "inferred", "level": "stated"},
    inferred={"commune": Inference("An Lạc", "tên tệp")},
)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("date", "20/12/2023", "2023-12-20"),
        ("date", "5-1-2024", "2024-01-05"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "", None),
        ("target_year", " 2025 ", 2025),
        ("level", "Thị  trấn", "thị trấn"),
        ("level", "", None),
        ("commune", " An   Lạc ", "An Lạc"),
        ("commune", "", None),
        ("title", "", ""),
    ],
)
def test_fields_as_people_type_them(field: str, typed: str, value: object) -> None:
    assert changes_of({field: typed}) == {field: value}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("date", "31/2/2024"),
        ("date", "tháng 12"),
        ("target_year", "25"),
        ("target_year", "²025"),
        ("level", "làng"),
        ("kind", ""),
        ("commune", "x" * 301),
        ("text", "khác"),
    ],
)
def test_what_cannot_be_used_is_named(field: str, typed: str) -> None:
    with pytest.raises(InvalidCorrection, match=r"Thông tin sửa không dùng được: .+\."):
        changes_of({field: typed})


def test_a_corrected_field_is_inferred_no_more() -> None:
    said = corrected(READ, {"commune": "An Thịnh", "target_year": 2025})
    assert (said.commune, said.target_year, said.inferred) == ("An Thịnh", 2025, {})
    assert said.status == {"commune": "corrected", "level": "stated", "target_year": "corrected"}
    assert corrected(READ, {"commune": None}).inferred == {}
