from assistant.language.pieces import LONGEST, TARGET, pieces


def cut(text: str, start: int = 0) -> list[str]:
    return [text[first:last] for first, last in pieces(text, start=start, end=len(text))]


def test_short_lines_are_joined_and_a_closed_piece_is_left_as_it_is() -> None:
    line = "Thắp sáng đường quê. " * 16
    text = "\n".join([line.strip()] * 3)
    assert [piece.count("\n") for piece in cut(text)] == [1, 0]
    assert "\n".join(cut(text)) == text


def test_a_line_that_is_too_long_is_cut_at_sentence_ends() -> None:
    text = "Vận động Nhân dân hiến đất làm đường. " * 60
    found = cut(text)
    assert len(found) > 1
    assert all(TARGET <= len(piece) <= LONGEST and piece.endswith(".") for piece in found[:-1])


def test_only_the_stretch_is_cut() -> None:
    assert cut("Đầu đề\nNội dung", start=7) == ["Nội dung"]
    assert cut("") == []
