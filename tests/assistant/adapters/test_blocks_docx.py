import io

import docx

from assistant.adapters.blocks_docx import write_blocks
from assistant.types import Block


def test_each_kind_of_block_has_its_form() -> None:
    blocks = [
        Block("title", "Hội\x00 thoại"),
        Block("text", "Có **2** xã"),
        Block("item", "xã A"),
        Block("table", rows=(("a", "b"), ("1", "**2**"))),
    ]
    document = docx.Document(io.BytesIO(write_blocks(blocks)))
    assert [each.text for each in document.paragraphs] == ["Hội thoại", "Có 2 xã", "xã A"]
    assert [run.text for run in document.paragraphs[1].runs if run.bold] == ["2"]
    assert document.paragraphs[2].style.name == "List Bullet"
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["a", "b"], ["1", "2"]]
