from ui.html import tag
from ui.views.undo import undo_line


def test_what_is_gone_is_named_on_one_line_beside_the_way_back() -> None:
    html = undo_line("Dự thảo\n<năm> 2024", tag("button", "Hoàn tác"))
    assert "Đã xóa “<b>Dự thảo &lt;năm&gt; 2024</b>”. <button>Hoàn tác</button>" in html
    assert 'role="status"' in html
