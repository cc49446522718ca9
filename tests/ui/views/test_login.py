from ui.views.login import first_page, login_page


def test_the_page_asks_for_name_and_password_and_says_what_was_wrong() -> None:
    page = login_page(problem="Sai <b>", name='an"')
    assert "Sai &lt;b&gt;" in page
    assert 'value="an&quot;"' in page
    assert 'autocomplete="current-password"' in page
    assert 'role="alert"' not in login_page()


def test_the_first_administrator_needs_the_code() -> None:
    assert 'name="code"' in first_page()
    assert 'name="code"' not in login_page()
