"""Every finding says where it is."""

from assistant.drafting.located import HEAD
from assistant.drafting.pipeline import draft
from assistant.types import DraftRequest
from tests.assistant.drafting.making import archive_of, read_text, resolution

BASE = resolution(
    results="Kinh tế có chuyển biến.\nVăn hóa, xã hội ổn định.",
    targets="1. Các chỉ tiêu\n- Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm;",
)


def test_findings_name_their_paragraph():
    made = draft(DraftRequest("goc", 2025), shelf=archive_of(goc=BASE), read=read_text)
    told = [one for one in made.findings if one.check == "assessment"]
    assert [one.place for one in told] == ["mục I, đoạn 1", "mục I, đoạn 2"]
    assert "“Văn hóa, xã hội ổn định.”" in told[1].message
    missing = next(one for one in made.findings if one.check == "missing_target")
    assert missing.place == "mục II.1, đoạn 1"
    assert HEAD in {one.place for one in made.findings}
    assert all(one.place for one in made.findings)


def test_blanks_are_no_errors():
    made = draft(DraftRequest("goc", 2025), shelf=archive_of(goc=BASE), read=read_text)
    assert {one.severity for one in made.findings if "trống" in one.message or "Chưa có" in one.message} == {"blank"}
    assert not [one for one in made.findings if one.severity == "error"]
