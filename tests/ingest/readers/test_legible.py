"""Text layers that are none."""

from __future__ import annotations

import pytest

from ingest.readers.legible import is_legible

TEXT = "Thu nhập bình quân đầu người năm 2024 đạt 55 triệu đồng, BHYT đạt 95%; các chi bộ căn cứ Nghị quyết này."


def test_vietnamese_in_any_encoding_is_text() -> None:
    assert is_legible(TEXT, marked=True)
    assert is_legible(
        "Thu nhËp b×nh qu©n ®Çu ng\xadêi n¨m 2024 ®¹t 55 triÖu ®ång; tû lÖ hé nghÌo cßn 3 phÇn tr¨m", marked=False
    )


@pytest.mark.parametrize(
    "layer",
    [
        "7KX QKұS EuQK TXkQ ÿҫX QJѭӡL QăP ÿҥW WULӋX ÿӗQJ FiF FKL Eӝ FăQ Fӭ 1JKӏ TX\\ӃW Qj\\",  # shifted letters
        "Tliii nlrâp bmh qrfin d5u ngu0i n6m d4t trìêu d6ng c6c chi b0 cfln crr Ngh! quyêt n6y rhiiz",  # bad OCR
    ],
)
def test_letters_of_no_word_are_none(layer: str) -> None:
    assert not is_legible(layer, marked=True)
