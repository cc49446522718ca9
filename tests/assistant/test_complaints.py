import pytest
from pydantic import BaseModel, Field, ValidationError

from assistant.complaints import complaint, said_plainly


class Thing(BaseModel):
    count: int = Field(ge=1, le=9)
    share: float = 0.5
    names: list[str] = []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "còn thiếu"),
        ({"count": "ba"}, "phải là số nguyên"),
        ({"count": 0}, "phải từ 1 trở lên"),
        ({"count": 10}, "không được quá 9"),
        ({"count": 1, "share": "một nửa"}, "phải là số, phần lẻ viết sau dấu chấm"),
        ({"count": 1, "names": "a"}, "phải là một danh sách"),
    ],
)
def test_what_pydantic_finds_is_told_in_vietnamese(given: dict, told: str) -> None:
    with pytest.raises(ValidationError) as found:
        Thing.model_validate(given)
    assert complaint(found.value.errors()[0]) == told


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("Value error, 'pdf' is not one of 'table', 'csv'.", "phải là một trong: “table”, “csv”"),
        ("File 'bảng.csv' does not exist.", "không có “bảng.csv”"),
        ("Option '--k' requires an argument.", "còn thiếu giá trị sau tuỳ chọn này"),
        ("Got unexpected extra argument (thêm)", "thừa: thêm"),
        ("Something nobody has seen yet", "không đúng dạng"),
    ],
)
def test_other_english_is_told_by_its_kind(english: str, told: str) -> None:
    assert said_plainly(english) == told
