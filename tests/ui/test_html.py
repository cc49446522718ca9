from ui.html import Html, join, one_line, tag


def test_text_is_escaped_and_html_is_not() -> None:
    assert tag("p", "<b>", Html("<i>x</i>")) == "<p>&lt;b&gt;<i>x</i></p>"


def test_attributes_are_escaped_and_named_as_html_names_them() -> None:
    assert tag("a", "x", class_="k", data_key='"><script>', hidden=True, title=None) == (
        '<a class="k" data-key="&quot;&gt;&lt;script&gt;" hidden>x</a>'
    )


def test_void_elements_have_no_end() -> None:
    assert tag("br") == "<br>"


def test_join_leaves_out_what_is_empty() -> None:
    assert join("a", None, "", "b", between=Html(" · ")) == "a · b"


def test_one_line() -> None:
    assert one_line("  a\n\t b ") == "a b"
