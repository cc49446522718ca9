"""Properties of a run, the nearest first."""

from lxml import etree

from ingest.readers.docx_styles import nearest, styles_of
from ingest.readers.docx_xml import qn, value
from tests.ingest.word import NAMES, paragraph, run


def root(inner):
    return etree.fromstring(f"<w:styles {NAMES}>{inner}</w:styles>")


def style(name, size, more="", kind="paragraph", marked=""):
    inner = f'{more}<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    return f'<w:style w:type="{kind}" w:styleId="{name}"{marked}>{inner}</w:style>'


STYLES = styles_of(
    root(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", 26, marked=' w:default="1"')
        + style("Title", 32, '<w:basedOn w:val="Normal"/>')
        + style("Mark", 16, kind="character")
        + style("Round", 40, '<w:basedOn w:val="Round"/>')
    )
)


def size(properties="", styled=""):
    body = etree.fromstring(f"<w:body {NAMES}>{paragraph(run('a', properties), styled)}</w:body>")
    return value(nearest(STYLES.of_run(next(body.iter(qn("w:r")))), qn("w:sz")))


def test_its_own_then_those_of_its_style_then_those_of_its_paragraph():
    assert size('<w:sz w:val="28"/><w:rStyle w:val="Mark"/>', '<w:pStyle w:val="Title"/>') == "28"
    assert size('<w:rStyle w:val="Mark"/>', '<w:pStyle w:val="Title"/>') == "16"
    assert size("", '<w:pStyle w:val="Title"/>') == "32"


def test_a_paragraph_without_a_style_or_with_one_that_is_missing_has_the_default():
    assert size() == size("", '<w:pStyle w:val="Gone"/>') == "26"


def test_styles_based_in_a_circle_end():
    assert size("", '<w:pStyle w:val="Round"/>') == "40"
    assert len(list(STYLES.chain("Round"))) == 10


def test_no_styles_at_all():
    assert list(styles_of(None).chain("Title")) == []
