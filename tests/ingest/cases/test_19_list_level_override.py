"""Levels that a list has of its own number as Word prints them, counted together with those of its kind."""

from tests.ingest.word import HEAD, given, ledger, lines, paragraph, word


def level(depth, format_, pattern, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*overrides):
    """List 5 numbers "1." and "1.1."; lists 6, 7, … are of the same abstract list with these overrides."""
    abstract = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.")
    lists = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="3"/>{override}</w:num>'
        for at, override in enumerate(("", *overrides), 5)
    )
    return {"numbering": f'<w:abstractNum w:abstractNumId="3">{abstract}</w:abstractNum>{lists}'}


def item(text, list_id, depth=0):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_the_given_one():
    given("19_list_level_override/lvl_override.docx")


def test_letters_instead_of_numbers_count_on():
    letters = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    body = "".join(map(paragraph, (*HEAD, "NGHỊ QUYẾT", "về nhiệm vụ năm 2023", "II. CHỈ TIÊU NĂM 2023")))
    body += item("Kinh tế", 5) + item("Thu ngân sách đạt 14 tỷ đồng.", 6) + item("Xã hội", 5)
    (row,) = ledger(word(body, numbering(letters)))
    assert (row.section, row.value) == ("II > 1", 14)
    assert lines(body, numbering(letters))[-3:] == ["1. Kinh tế", "b) Thu ngân sách đạt 14 tỷ đồng.", "3. Xã hội"]


def test_a_level_of_its_own_that_starts_anew():
    own = level(0, "upperRoman", "%1 -")
    anew = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>{own}</w:lvlOverride>'
    body = item("một", 5) + item("bốn", 6) + item("năm", 6)
    assert lines(body, numbering(anew)) == ["1. một", "IV - bốn", "V - năm"]


def test_only_the_second_level_is_another():
    second = f'<w:lvlOverride w:ilvl="1">{level(1, "lowerLetter", "%1.%2)")}</w:lvlOverride>'
    body = item("A", 6) + item("b", 6, 1) + item("c", 6, 1) + item("D", 6) + item("e", 6, 1)
    assert lines(body, numbering(second)) == ["1. A", "1.a) b", "1.b) c", "2. D", "2.a) e"]


def test_a_second_level_that_starts_anew_waits_for_its_first_paragraph():
    first = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Mục %1.", 3)}</w:lvlOverride>'
    anew = f'{first}<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("A", 6) + item("b", 6, 1) + item("c", 6, 1) + item("D", 6) + item("e", 6, 1)
    assert lines(body, numbering(anew)) == ["Mục III. A", "III.5. b", "III.6. c", "Mục IV. D", "IV.1. e"]


def test_two_lists_of_one_kind_start_their_second_level_each_anew():
    third, eighth = (
        f'<w:lvlOverride w:ilvl="1"><w:startOverride w:val="{start}"/></w:lvlOverride>' for start in (3, 8)
    )
    body = item("A", 6) + item("b", 6, 1) + item("C", 7) + item("d", 7, 1) + item("e", 7, 1)
    assert lines(body, numbering(third, eighth)) == ["1. A", "1.3. b", "2. C", "2.8. d", "2.9. e"]
