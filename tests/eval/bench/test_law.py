from eval.bench.law import DOCUMENT_PASSAGES, PASSAGE_CHARS, law_documents

WORDS = " ".join(f"từ{number}" for number in range(40_000))
ROWS = [{"title": "Điều 1", "text": WORDS}, {"title": "Điều 2", "text": WORDS}]


def test_as_many_passages_as_asked() -> None:
    made = list(law_documents(ROWS, passages=120))
    assert [len(one.passages) for one in made] == [
        DOCUMENT_PASSAGES,
        DOCUMENT_PASSAGES,
        120 - 2 * DOCUMENT_PASSAGES,
    ]
    again = law_documents([{"title": "Điều", "text": "ngắn"}], passages=120)
    assert sum(len(one.passages) for one in again) == 120  # the articles over again
    for rows in ([], [{"title": "", "text": " "}]):
        assert list(law_documents(rows, passages=120)) == []


def test_offsets_are_those_of_the_text() -> None:
    for one in law_documents(ROWS, passages=120):
        text = one.resolution.text
        assert all(text[part.start : part.end] == part.text for part in one.passages)
        assert all(text[row.start : row.end] == row.quote and row.figure in row.quote for row in one.indicators)
        assert max(len(part.text) for part in one.passages) <= PASSAGE_CHARS


def test_nothing_of_the_articles_is_lost() -> None:
    (first, *_) = law_documents(ROWS, passages=DOCUMENT_PASSAGES)
    kept = " ".join(part.text for part in first.passages).split()
    assert kept == f"Điều 1 {WORDS}".split()[: len(kept)]


def test_documents_differ() -> None:
    made = list(law_documents(ROWS, passages=400))
    for names in (
        {one.resolution.document_id for one in made},
        {one.resolution.identity.commune for one in made},
    ):
        assert len(names) == len(made)
    assert len({part.passage_id for one in made for part in one.passages}) == 400
