"""A prompt with a lost placeholder must not reach a model."""

import pytest

from prompts import placeholders, render


def test_the_answer_prompt_has_its_fields():
    assert placeholders("answer") == {"question", "evidence"}


def test_the_rewrite_prompt_has_its_fields_and_shows_its_placeholders():
    assert placeholders("rewrite") == {"paragraph", "style"}
    assert "{{c1}}" in render("rewrite", paragraph="x", style="y")


def test_fields_are_filled_in_and_braces_in_them_stay_text():
    text = render("answer", question="Thu {evidence} bao nhiêu?", evidence="[c1] <doan>x</doan>")
    assert "Câu hỏi: Thu {evidence} bao nhiêu?" in text
    assert "[c1] <doan>x</doan>" in text


@pytest.mark.parametrize("fields", [{"question": "x"}, {"question": "x", "evidence": "y", "more": "z"}, {}])
def test_missing_and_unknown_fields_are_refused(fields):
    with pytest.raises(ValueError, match=r"prompts/answer\.md"):
        render("answer", **fields)


def test_an_unknown_prompt_is_an_error():
    with pytest.raises(FileNotFoundError):
        render("khong_co")
