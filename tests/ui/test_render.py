import json
from dataclasses import replace

import pytest

from tests.ui.fake_assistant import FakeAssistant, FakeShelf
from ui.files.ledger import json_lines
from ui.ledger import select
from ui.render import answer_json, document_json, evidence_rows, ledger_json

# The keys as CONTRACT.md prints them, in its order.
ANSWER = [
    "question",
    "standalone",
    "route",
    "outcome",
    "text",
    "citations",
    "rows",
    "coverage",
    "trace",
    "understood",
    "struck",
]
CITATION = ["n", "document_id", "document", "title", "issuer", "section", "quote", "start", "end"]
FIGURE = [
    *("document", "place", "district", "province", "level", "indicator", "label", "comparator", "value"),
    *("value_max", "unit", "kind", "measure", "of", "year"),
]
ROW = [*FIGURE, "citation", "verdict", "place_inferred", "confidence", "unsure", "runner_up", "document_place"]
LEDGER = [
    *FIGURE,
    *("document_id", "section", "quote", "start", "end", "direction", "scope", "rank", "sub_of", "averaging"),
    *("approximate", "period", "status", "place_inferred"),
]
DOCUMENT = [
    *("document_id", "document", "kind", "family", "number", "issuer", "level", "commune", "district"),
    *("province", "date", "result_year", "target_year", "title", "signer_role", "status", "inferred"),
]


def test_answer_has_the_contract_keys_in_order(assistant: FakeAssistant) -> None:
    told = answer_json(assistant.ask("thu nhập trên 58"))
    assert list(told) == ANSWER
    assert [list(citation) for citation in told["citations"]] == [CITATION] * 3
    assert [list(row) for row in told["rows"]] == [ROW] * 3
    groups = ["documents", "match", "boundary", "no_match", "silent", "excluded"]
    assert list(told["coverage"]) == [*groups, "unsure", "could_change", "elsewhere", "written", "texts"]
    assert list(told["trace"]) == ["model", "index", "ms"]


def test_what_was_struck_is_told(assistant: FakeAssistant) -> None:
    assert answer_json(assistant.ask("giải pháp"))["struck"] == ["Xã có 12 thủ tục."]


def test_answer_row_and_citation_in_full(assistant: FakeAssistant) -> None:
    told = answer_json(assistant.ask("thu nhập trên 58"))
    assert told["rows"][1] == {
        "document": "001_truong_xuan.docx",
        "place": "Trường Xuân",
        "district": "Thọ Xuân",
        "province": "Thanh Hóa",
        "level": "xã",
        "indicator": "thu_nhap_binh_quan",
        "label": "Thu nhập bình quân đầu người",
        "comparator": ">=",
        "value": 58.0,
        "value_max": None,
        "unit": "triệu đồng/người/năm",
        "kind": "target",
        "measure": "level",
        "of": None,
        "year": 2024,
        "citation": 2,
        "verdict": "boundary",
        "place_inferred": None,
        "confidence": 1.0,
        "unsure": False,
        "runner_up": None,
        "document_place": None,
    }
    cited = told["citations"][1]
    text = assistant.shelf.document(cited["document_id"]).text
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert cited["quote"] == "Thu nhập bình quân đầu người: từ 58 triệu đồng/người/năm trở lên"
    assert told["trace"] == {"model": None, "index": "ix-1", "ms": {"understand": 1.235, "tally": 2.0}}


def test_an_unstated_place_stays_null(assistant: FakeAssistant) -> None:
    row = answer_json(assistant.ask("thu nhập trên 58"))["rows"][0]
    assert (row["document"], row["place"], row["level"]) == ("002_hung_tan.txt", None, "xã")


def test_coverage_is_null_where_nothing_was_tallied(assistant: FakeAssistant) -> None:
    told = answer_json(assistant.ask("giải pháp cải cách hành chính"))
    assert (told["coverage"], told["rows"]) == (None, [])


@pytest.mark.parametrize(("at", "status"), [(0, "stated"), (2, "inferred"), (3, "stated")])
def test_ledger_row_has_the_contract_keys_in_order(assistant: FakeAssistant, at: int, status: str) -> None:
    entry = select(assistant)[at]
    told = ledger_json(entry.indicator, resolution=entry.resolution)
    assert list(told) == [
        *LEDGER,
        "previous",
        "plan",
        "row_id",
        "review",
        "findings",
        "confidence",
        "why",
        "runner_up",
        "document_place",
    ]
    assert told["status"] == status
    assert (told["place_inferred"] is None) == (status != "inferred")


def test_a_row_of_another_unit_is_told_as_that_ones(assistant: FakeAssistant) -> None:
    entry = select(assistant)[0]
    told = ledger_json(replace(entry.indicator, place="xã Đông Khê"), resolution=entry.resolution)
    assert (told["level"], told["place"], told["district"]) == ("xã", "Đông Khê", "Thọ Xuân")
    assert (told["status"], told["document_place"]) == ("stated", "Trường Xuân")


def test_document_has_the_contract_keys_in_order(shelf: FakeShelf) -> None:
    told = [document_json(document) for document in shelf.documents()]
    assert [list(document) for document in told] == [DOCUMENT] * 3
    assert told[1]["commune"] is None
    assert told[1]["inferred"] == {"commune": {"value": "Hưng Tân", "reason": "tên thôn Hạ Tứ chỉ có ở xã này"}}
    assert json.loads(json_lines(told).splitlines()[1]) == told[1]


def test_evidence_carries_the_score_of_each_leg(assistant: FakeAssistant) -> None:
    told = evidence_rows(assistant.search("thu nhập", k=2), shelf=assistant.shelf)
    assert [(row["document"], row["score"], row["lexical"], row["dense"]) for row in told] == [
        ("001_truong_xuan.docx", 0.9, 3.5, 0.25),
        ("002_hung_tan.txt", 0.8, 3.5, 0.25),
    ]


def test_the_prompts_are_told_where_a_model_was_given_any(assistant: FakeAssistant) -> None:
    answer = assistant.ask("thu nhập trên 58")
    phrased = replace(answer, trace=replace(answer.trace, model="m", prompts={"answer": "0a1b2c3d"}))
    assert answer_json(phrased)["trace"]["prompts"] == {"answer": "0a1b2c3d"}


def test_a_document_that_is_the_answer_has_no_figure(assistant):
    answer = assistant.ask("thu nhập trên 58")
    row, *_ = answer_json(replace(answer, rows=(replace(answer.rows[0], indicator=None),)))["rows"]
    assert (row["document"], row["verdict"]) == (answer.rows[0].document, answer.rows[0].verdict)
    assert {row[name] for name in ("indicator", "value", "unit", "confidence", "runner_up")} == {None}
