import pytest

from assistant.language.thoughts import without_thoughts


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("58 triệu.", "58 triệu."),
        ("<think>Xem nào.</think>58 triệu.", "58 triệu."),
        ("Xem nào.\n</think>58 triệu.", "58 triệu."),  # the server kept the opening tag to itself
        ("<think>Một.</think>58 <think>hai</think>triệu.", "58 triệu."),
        ("58 triệu. <think>Hay là", "58 triệu. "),
        ("<think>Hay là", ""),
        ("Hộ nghèo < 3%.", "Hộ nghèo < 3%."),
    ],
)
def test_what_is_thought_is_not_said(said, answer):
    assert without_thoughts(said) == answer
