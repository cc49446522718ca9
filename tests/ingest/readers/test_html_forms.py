"""What the fields of a form show."""

from __future__ import annotations

import pytest
from lxml import html

from assistant.types import Remark
from ingest.readers.html_forms import fill_forms


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<input value=' 7,5 '>", "7,5"),
        ("<input type=date value=2025-03-07>", "2025-03-07"),
        ("<input>", ""),
        ("<input type=hidden value=9>", ""),
        ("<input type=submit value='Gửi 1'>", ""),
        ("<input type=checkbox checked>", "☑"),
        ("<input type=radio>", "☐"),
        ("<textarea>Nuôi 5 trâu</textarea>", "Nuôi 5 trâu"),
        ("<select><option>Quý I<option selected> Quý  II </select>", "Quý II"),
        ("<select><option>Quý I<option>Quý II</select>", "Quý I"),
        ("<select></select>", ""),
    ],
)
def test_a_field(field: str, text: str) -> None:
    tree = html.fromstring(f"<p>a {field} b</p>")
    told = list(fill_forms(tree))

    assert tree.text_content() == f"a {text} b"
    assert bool(told) == (text not in ("", "☑", "☐"))


def test_a_form_with_figures_is_a_plain_block_and_a_search_box_stays_one() -> None:
    tree = html.fromstring("<div><form><input value='7 ha'></form><form><input value='Tìm'></form></div>")

    assert list(fill_forms(tree)) == [Remark("ô biểu mẫu", "read", "2 ô có giá trị")]
    assert [child.tag for child in tree] == ["div", "form"]
