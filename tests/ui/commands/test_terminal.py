import pytest

from assistant.settings import load_settings
from ui.commands.terminal import plain, quiet


def test_nothing_in_a_document_drives_the_terminal() -> None:
    assert plain("a\x1b[31m\r\nđỏ\x07\x9b1m") == "a[31m đỏ1m"


def test_text_for_a_file_stays_as_it_is_and_for_a_screen_keeps_its_offsets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "a\x1b[31m\n\tb"
    assert quiet(text) == text
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert quiet(text) == "a [31m\n\tb"


def test_the_command_line_stands_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NQ_PORT", "9000")
    monkeypatch.setenv("NQ_HOST", "0.0.0.0")
    settings = load_settings(None, host="127.0.0.1", port=None)
    assert (settings.host, settings.port) == ("127.0.0.1", 9000)
