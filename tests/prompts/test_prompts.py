"""A prompt with a lost placeholder must not reach a model."""

from hashlib import sha256
from pathlib import Path

import pytest

import prompts
from prompts import placeholders, render, template, version

FIELDS = {
    "answer": {"question", "evidence", "rows", "conversation"},
    "understand": {"question", "indicators", "conversation"},
    "form": {"prompt", "schema"},
    "rewrite": {"paragraph", "style"},
    "second_reader": {"document", "indicators", "figures"},
    "judge": {"question", "expected", "answer"},
}


@pytest.mark.parametrize("name", FIELDS)
def test_each_prompt_has_its_fields(name):
    assert placeholders(name) == FIELDS[name]


def test_no_prompt_is_left_out_of_this_test():
    assert {path.stem for path in Path(prompts.__file__).parent.glob("*.md")} == FIELDS.keys()


def test_a_version_is_the_text_itself():
    assert version("answer") == sha256(template("answer").encode()).hexdigest()[:8]
    assert version("answer") != version("understand")


def test_the_rewrite_prompt_shows_its_placeholders():
    assert "{{c1}}" in render("rewrite", paragraph="x", style="y")


def test_fields_are_filled_in_and_braces_in_them_stay_text():
    fields = {"question": "Thu {evidence} bao nhiêu?", "evidence": "[c1] <doan>x</doan>"}
    text = render("answer", rows="", conversation="", **fields)
    assert "Câu hỏi: Thu {evidence} bao nhiêu?" in text
    assert "[c1] <doan>x</doan>" in text


@pytest.mark.parametrize("fields", [{"question": "x"}, {"question": "x", "evidence": "y", "more": "z"}, {}])
def test_missing_and_unknown_fields_are_refused(fields):
    with pytest.raises(ValueError, match=r"prompts/answer\.md"):
        render("answer", **fields)


def test_an_unknown_prompt_is_an_error():
    with pytest.raises(FileNotFoundError):
        render("khong_co")
