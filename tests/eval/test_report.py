import io
from dataclasses import replace

from rich.console import Console

from eval.metrics.ledger import ledger
from eval.placing import Placing, Unplaced
from eval.report import decimal, percent, placing_lines, print_ledger, print_retrieval, print_summary
from eval.summary import summarise
from tests.eval.making import make_document, make_row
from tests.eval.metrics.test_ledger import BUDGET, INCOME, POVERTY, UNKNOWN
from tests.eval.test_summary import QUESTIONS, results


def console() -> Console:
    return Console(file=io.StringIO(), width=120, markup=False, highlight=False)


def shown(used: Console) -> str:
    assert isinstance(used.file, io.StringIO)
    return used.file.getvalue()


def test_vietnamese_numbers() -> None:
    assert percent(0.9375) == "93,8%"
    assert decimal(12345.67, 1) == "12.345,7"


def test_the_summary_shows_each_type_and_each_wrong_case() -> None:
    used = console()
    print_summary(summarise(results(), questions=QUESTIONS), console=used)
    text = shown(used)
    assert "filter" in text
    assert "Tất cả" in text
    assert "Q2 (filter) Q2?\n    lỗi ValueError: hỏng" in text
    assert "Q4 (lookup) Q4?\n    trích dẫn [1] không đúng nguyên văn" in text
    assert "Số không rõ nguồn ở Q4: 99" in text


def test_the_ledger_shows_what_to_mend() -> None:
    used = console()
    print_ledger(ledger([INCOME, UNKNOWN, replace(POVERTY, year=2024)], gold=[INCOME, BUDGET, POVERTY]), console=used)
    lines = shown(used).splitlines()
    assert lines[0] == "Dòng đúng 1, đọc được 3, mẫu 3; chính xác 33,3%, đầy đủ 33,3%, F1 33,3%"
    assert lines[1] == "thiếu     a.txt: thu_ngan_sach = 13.655 tỷ đồng (target, level, 2023)"
    assert lines[2] == "thừa      a.txt: “Số đàn ong” = 120 đàn (target, level, 2023)"
    assert lines[3].startswith("gần đúng  a.txt: ty_le_ho_ngheo = 0.34 điểm %")
    assert lines[3].endswith("mẫu: year=2023")


def test_placed_gold_rows_are_counted_and_the_others_told() -> None:
    row = {"doc": "a.txt", "label": "Số đàn ong", "comparator": "=", "value": 120, "unit": "đàn"}
    left = Unplaced({**row, "kind": "target", "measure": "level"}, "trích đoạn không có trong văn bản")
    lines = placing_lines(Placing((make_row(make_document()).indicator,), (left,), ("b.txt",)))
    assert lines == [
        "Sổ mẫu: đã đặt 1/2 dòng vào văn bản của kho; không đặt được 1 dòng.",
        "  1 dòng: trích đoạn không có trong văn bản",
        "    a.txt: “Số đàn ong” = 120 đàn (target, level, None): trích đoạn không có trong văn bản",
        "Không có dòng mẫu, nên không còn dòng nào: b.txt.",
    ]


def test_retrieval_figures() -> None:
    used = console()

    def leg(mean: float) -> dict[str, object]:
        interval = {"mean": mean, "low": mean - 0.01, "high": mean + 0.01}
        return {"measures": {"ndcg@10": interval}, "gain_over_lexical": {}, "ms": {"p50": 1.04, "p95": 2.0}}

    gain = {"ndcg@10": {"mean": 0.004, "low": -0.001, "high": 0.009}}
    figures = {
        "benchmark": "bench",
        "documents": 2249,
        "passages": 3586,
        "queries": 728,
        "index_seconds": 1.25,
        "by_leg": {"lexical": leg(0.8951), "fused": {**leg(0.8991), "gain_over_lexical": gain}},
    }
    print_retrieval(figures, console=used)
    assert "2249 văn bản, 3586 đoạn, 728 câu" in shown(used)
    assert "0,895 [0,885; 0,905]" in shown(used)
    assert "Trộn so với từ vựng: ndcg@10 +0,004 [-0,001; 0,009]" in shown(used)
