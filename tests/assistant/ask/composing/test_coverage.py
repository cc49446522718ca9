"""What an answer says of the documents that it found nothing in."""

from dataclasses import replace

import pytest

from assistant.ask.composing.coverage import silent_words
from assistant.ask.composing.wording import library
from assistant.types import Remark, Tally
from tests.builders import document

WHOLE = document("w", "Đàn bò 410 con", commune="Yên Mỹ")
SCANNED = replace(
    document("s", "Đàn bò 300 con", commune="Sơn Hà"), remarks=(Remark("trang 2", "unread", "trang chụp"),)
)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (WHOLE, "Không nêu chỉ tiêu này (đã xem cả lời văn): xã Yên Mỹ"),
        (SCANNED, "Chưa thấy chỉ tiêu này, và còn trang hoặc phần chưa đọc được: xã Sơn Hà"),
    ],
)
def test_a_document_with_a_page_that_could_not_be_read_is_not_said_to_be_silent(paper, said):
    tally = Tally((), (), (), (paper.document_id,), {})
    (told,) = silent_words(tally, library([paper]), part="coverage")
    assert told.text.startswith(said)
