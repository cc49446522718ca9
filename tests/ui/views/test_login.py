from ui.views.login import arrived_page, first_page, login_page


def test_the_page_asks_for_name_and_password_and_says_what_was_wrong() -> None:
    page = login_page(problem="Sai <b>", name='an"')
    assert "Sai &lt;b&gt;" in page
    assert 'value="an&quot;"' in page
    assert 'autocomplete="current-password"' in page
    assert 'role="alert"' not in login_page()


def test_the_first_administrator_needs_the_code() -> None:
    assert 'name="code"' in first_page()
    assert 'name="code"' not in login_page()


def test_the_offices_own_accounts_are_offered_where_there_is_a_provider() -> None:
    assert '<a href="/login/oidc" class="other">Đăng nhập bằng tài khoản cơ quan</a>' in login_page(sign_on=True)
    assert "/login/oidc" not in login_page()


def test_who_arrived_goes_on_without_a_script() -> None:
    page = arrived_page()
    assert '<meta http-equiv="refresh" content="0; url=/">' in page
    assert '<a href="/">' in page
    assert "<script" not in page
