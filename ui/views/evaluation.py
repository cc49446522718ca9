"""Question sets on the page: a run's progress and results, one question of it, two runs side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.types import Flagged
from eval.compare import LATENCY, Comparison, Difference, Pair, Run
from eval.measures import MEASURES
from eval.metrics.latency import percentile
from eval.page import expected_words, notes
from eval.plots import forest
from eval.report import change_words, decimal, figure_words, p_words, percent
from eval.summary import means
from ui.evaluation import Progress, ordered
from ui.html import Html, join, tag, text
from ui.markdown import to_html
from ui.views.actions import case_button, span_button
from ui.views.tables import table

Line = Mapping[str, Any]

# Questions in one view; those that are wrong come first.
_SHOWN = 200
_BY_TYPE = ("Loại câu hỏi", "Số câu", "Đúng", "Tỷ lệ", "p50 (ms)", "p95 (ms)")
_QUESTIONS = ("Mã", "Loại", "Câu hỏi", "Kết quả")
_DIFFERENCES = ("Số đo", "Số câu", "Trước", "Sau", "Thay đổi (khoảng tin cậy 95%)", "p")


def progress(run: Progress) -> Html:
    """How far a run is, as a bar and in words."""
    share = run.done / run.total if run.total else 1.0
    words = "Xong" if run.finished else "Đang hỏi"
    bar = tag("progress", value=str(run.done), max=str(run.total), aria_label="Tiến độ")
    return tag(
        "div",
        bar,
        tag("span", f"{words}: {run.done}/{run.total} câu ({percent(share)}), đúng {run.right}."),
        class_="nq-progress",
        role="status",
    )


def note(line: str) -> Html:
    """A line about what was done, or what to do."""
    return tag("p", line, class_="nq-empty", role="status")


def results(run: Run) -> Html:
    """A run: right answers by type, the measures, and every question, the wrong ones first."""
    lines = list(run.results.values())
    types = sorted({str(line["type"]) for line in lines})
    rows = [_type_row(name, [line for line in lines if line["type"] == name]) for name in types]
    found = means([line["measures"] for line in lines])
    measures = [f"{measure.title}: {percent(found[name])}" for name, measure in MEASURES.items() if name in found]
    return join(
        tag("p", f"Bộ câu hỏi {run.set_name}, lần chạy {run.name}", class_="nq-count"),
        table(_BY_TYPE, [*rows, _type_row("Tất cả", lines)]),
        tag("p", " · ".join(measures), class_="nq-coverage"),
        _questions(run),
    )


def _type_row(name: str, lines: Sequence[Line]) -> list[Html | str]:
    right = sum(bool(line["right"]) for line in lines)
    times = [float(line["ms"]) for line in lines]
    shares = percent(right / len(lines)) if lines else "–"
    return [
        name,
        str(len(lines)),
        str(right),
        shares,
        *(decimal(percentile(times, share), 1) for share in (0.5, 0.95)),
    ]


def _questions(run: Run) -> Html:
    lines = ordered(run.results)
    more = f" – hiện {_SHOWN} câu đầu, câu sai trước" if len(lines) > _SHOWN else ""
    rows = ([str(line["id"]), str(line["type"]), _opener(line), _verdict(line)] for line in lines[:_SHOWN])
    return join(tag("p", f"{len(lines)} câu{more}", class_="nq-count"), table(_QUESTIONS, rows))


def _opener(line: Line) -> Html:
    return case_button(str(line["id"]), str(line["question"]))


def _verdict(line: Line) -> Html:
    right = bool(line["right"])
    return tag("span", "đúng" if right else "sai", class_=f"nq-verdict nq-{'match' if right else 'wrong'}")


def nothing_opened() -> Html:
    """What stands in for a question before one is opened."""
    return tag("p", "Bấm vào một câu hỏi để xem câu trả lời, đáp án, căn cứ và từng bước.", class_="nq-empty")


def question(line: Line) -> Html:
    """One question of a run: answer and expected answer, why it is wrong, its evidence and the steps."""
    return tag(
        "article",
        tag("h2", str(line["question"]), class_="nq-panel-title"),
        tag("p", _verdict(line), f" {line['id']} · {line['type']} · {decimal(line['ms'], 1)} ms", class_="nq-count"),
        _list("Vì sao sai", map(text, line["reasons"])),
        _list("Hỏi tiếp sau", map(text, line["history"])),
        _part("Đáp án mong đợi", text(expected_words(line["expected"]))),
        *_answer(line),
        class_="nq-reader",
        id="nq-case",
    )


def _answer(line: Line) -> list[Html | None]:
    answer = line["answer"]
    if answer is None:
        return [_part("Câu trả lời", text("Không có: lỗi khi hỏi."))]
    steps = [f"Đường: {answer['route']}; kết quả: {answer['outcome']}", f"Hiểu là: {answer['reading']}"]
    steps += [f"{step}: {decimal(ms, 1)} ms" for step, ms in answer["ms"].items() if ms]
    wanted = [_source(document, 0, 0, quote) for document, quote in line["expected"]["support"]]
    cited = [
        _source(one["document"], one["start"], one["end"], one["quote"], n=one["n"]) for one in answer["citations"]
    ]
    found = [_source(document, start, end, "") for document, start, end in line["retrieved"]]
    return [
        _part("Câu trả lời", tag("div", to_html(answer["text"], mark=_mark), class_="nq-text")),
        _list("Căn cứ được trích", cited),
        _list("Căn cứ phải có", wanted),
        _list("Đoạn tìm được, gần nhất trước", found),
        _list("Từng bước", map(text, steps)),
    ]


def _mark(n: int) -> Html:
    return tag("span", f"[{n}]", class_="nq-ref")


def _source(document: str, start: int, end: int, quote: str, *, n: int | None = None) -> Html:
    """A stretch of a document: opens it in the documents tab."""
    label = document if quote else f"{document}, ký tự {start}-{end}"
    opener = span_button(document, label, start=start, end=end, class_="nq-link")
    return join(_mark(n) if n is not None else None, opener, tag("q", quote) if quote else None, between=Html(" "))


def _part(title: str, body: Html) -> Html:
    return tag("section", tag("h3", title), body, class_="nq-part")


def _list(title: str, items: Iterable[Html]) -> Html | None:
    listed = [tag("li", item) for item in items]
    return _part(title, tag("ul", *listed)) if listed else None


def comparison(found: Comparison) -> Html:
    """Two runs: measures with their intervals, what became wrong and what became right."""
    types = list(found.by_type.values())
    shares = [one for one in found.differences if one.name != LATENCY]
    return tag(
        "section",
        tag("h2", f"{found.before.name} → {found.after.name}", class_="nq-panel-title"),
        *(tag("p", line, class_="nq-coverage") for line in notes(found)),
        table(_DIFFERENCES, map(_difference, found.differences)),
        Html(forest(shares, label="Thay đổi của từng số đo")),
        table(_DIFFERENCES, map(_difference, types)),
        tag("p", "* p dưới 0,05: thay đổi ít khi chỉ do ngẫu nhiên.", class_="nq-coverage"),
        _list(f"{len(found.worse)} câu trước đúng, nay sai", map(_pair, found.worse[:_SHOWN])),
        _list(f"{len(found.better)} câu trước sai, nay đúng", map(_pair, found.better[:_SHOWN])),
        class_="nq-comparison",
    )


def _difference(one: Difference) -> list[Html | str]:
    return [
        one.title,
        str(one.cases),
        figure_words(one, one.before),
        figure_words(one, one.after),
        change_words(one),
        p_words(one),
    ]


def _pair(pair: Pair) -> Html:
    return _opener(pair.after)


def flag_label(one: Flagged) -> str:
    """A flagged question in a list to choose from."""
    done = "đã bổ sung" if one.expected else "chờ bổ sung"
    return f"{one.at[:10]} · {done} · {one.question}"


def flagged(one: Flagged | None) -> Html:
    """A flagged question with what was answered, so that staff can tell what is right."""
    if one is None:
        return tag(
            "p",
            "Chưa có câu hỏi nào bị báo sai. Nút “Trả lời chưa đúng” nằm dưới mỗi câu trả lời.",
            class_="nq-empty",
        )
    before = [text(turn.content) for turn in one.history if turn.role == "user"]
    return join(
        _part("Câu hỏi", text(one.question)),
        _list("Hỏi tiếp sau", before),
        _part("Đã trả lời", tag("div", to_html(one.answer, mark=_mark), class_="nq-text")),
    )
