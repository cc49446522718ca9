"""Marks of notes; the lines that they become are in test_docx_blocks.py."""

import pytest
from lxml import etree

from ingest.readers.docx_notes import notes_of
from tests.ingest.word import NAMES


def xml(tag, inner):
    return etree.fromstring(f"<w:{tag} {NAMES}>{inner}</w:{tag}>")


def reference(id_, kind="footnote", more=""):
    return etree.fromstring(f'<w:{kind}Reference {NAMES} w:id="{id_}"{more}/>')


NOTES = xml("footnotes", '<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="5"/><w:footnote w:id="3"/>')


@pytest.mark.parametrize(
    ("settings", "marks"),
    [
        ("", ["1", "2"]),
        ('<w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr>', ["A", "B"]),
        ('<w:footnotePr><w:numStart w:val="7"/></w:footnotePr>', ["7", "8"]),
        ('<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>', ["1", "2"]),
    ],
)
def test_marks_count_in_the_order_of_the_text(settings, marks):
    notes = notes_of(NOTES, None, xml("settings", settings))
    assert [notes.refer(reference(5)), notes.refer(reference(3))] == marks
    assert [note.mark for note in notes.take("footnote")] == marks
    assert notes.take("footnote") == []


def test_what_has_no_mark_of_words_counting():
    notes = notes_of(NOTES, None, None)
    assert notes.refer(reference(9)) == notes.refer(reference(0)) == notes.refer(reference(3, "endnote")) == ""
    assert notes.refer(reference(3, more=' w:customMarkFollows="1"')) == ""
    assert notes.refer(reference(5), deleted=True) == ""
    assert [(note.mark, note.deleted) for note in notes.take("footnote")] == [("", False), ("", True)]
