from assistant.ledger.labelled import labelled
from tests.builders import archived, indicator


def test_only_documents_of_which_a_row_was_reviewed_with_all_of_their_rows():
    one, other = archived("a.docx").resolution, archived("b.docx", sentences=("Câu khác.",)).resolution
    rows = [
        indicator("r2", one.document_id, start=9, review="rejected"),
        indicator("r1", one.document_id, start=3),
        indicator("r3", one.document_id, start=20, review="confirmed"),
        indicator("r4", other.document_id),
    ]
    (found,) = labelled([one, other], rows)
    assert found.resolution == one
    assert [row.row_id for row in found.rows] == ["r1", "r2", "r3"]
    assert found.reviewed == 2
