"""Which figures of a document stand beside which."""

from assistant.types import Identity, Resolution
from ingest.survey import survey
from ingest.weigh.neighbours import neighbours_of


def neighbours(text):
    document = Resolution("d", "d.txt", "h", text, (), (), Identity("nghị quyết", "Đảng", "t"))
    mentions = survey(document).mentions
    return mentions, neighbours_of(mentions)


def test_figures_of_a_line_are_listed_together():
    mentions, found = neighbours("Thu ngân sách đạt 27 tỷ đồng, BHYT đạt 96%.\n\nI. KHÁC\nTrồng 5 ha.")
    assert [mention.quantity.value for mention in mentions] == [27.0, 96.0, 5.0]
    assert found.listed == ((1,), (0,), ())
    assert found.beside == ((1, 2), (0, 2), (0, 1))
    assert found.column == found.row == ((), (), ())


def test_figures_of_a_table_know_their_column_and_row():
    table = "| Chỉ tiêu | Năm 2023 | Năm 2024 |\n|---|---|---|\n| Lúa (ha) | 10 | 12 |\n| Ngô (ha) | 20 | 22 |"
    mentions, found = neighbours(table)
    at = {mention.quantity.value: place for place, mention in enumerate(mentions)}
    assert found.column[at[10.0]] == (at[20.0],)
    assert found.row[at[10.0]] == (at[12.0],)
    assert found.row[at[22.0]] == (at[20.0],)
