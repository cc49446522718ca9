from pathlib import Path

from ingest.watch import look_at, settled

A, B = Path("a.txt"), Path("b.txt")


def ripe(*looks):
    given = iter(looks)
    return list(settled(lambda: next(given), lambda: given.__length_hint__() > 0))


def test_a_file_is_taken_once_it_stands_still():
    assert ripe({A: (10, 1)}, {A: (20, 2)}, {A: (20, 2)}, {A: (20, 2)}) == [[A]]


def test_a_changed_file_is_taken_again_and_another_not():
    assert ripe({A: (1, 1), B: (1, 1)}, {A: (1, 1), B: (1, 1)}, {A: (1, 5), B: (1, 1)}, {A: (1, 5), B: (1, 1)}) == [
        [A, B],
        [A],
    ]


def test_a_file_that_goes_and_comes_back_as_it_was_is_left_alone():
    assert ripe({A: (1, 1)}, {A: (1, 1)}, {}, {A: (1, 1)}, {A: (1, 1)}) == [[A]]


def test_a_folder_is_looked_at_with_all_below(tmp_path):
    (tmp_path / "xã").mkdir()
    (tmp_path / "xã" / "a.txt").write_text("12", encoding="utf-8")
    (tmp_path / "xã" / "Thumbs.db").write_text("1", encoding="utf-8")
    (tmp_path / "hỏng.txt").symlink_to(tmp_path / "không có")
    assert {path.name: size for path, (size, _) in look_at(tmp_path).items()} == {"a.txt": 2}
