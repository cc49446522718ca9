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
from eval.report import change_words, figure_words, p_words, percent
from eval.summary import means
from ui.evaluation import Progress, ordered
from ui.evaluation_words import MEANINGS, OUTCOMES, ROUTES, STEPS, run_name, seconds, set_name, type_name
from ui.html import Html, join, tag, text
from ui.views.actions import case_button, span_button
from ui.views.markdown import to_html
from ui.views.tables import table

Line = Mapping[str, Any]

# Questions in one view; those that are wrong come first.
_SHOWN = 200
_BY_TYPE = ("Loại câu hỏi", "Số câu", "Đúng", "Tỷ lệ đúng", "Thường mất", "Lâu nhất (95% số câu)")
_QUESTIONS = ("Câu hỏi", "Loại", "Kết quả")
_MEASURES = ("Số đo", "Kết quả", "Nghĩa là")
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
    types = sorted({type_name(str(line["type"])) for line in lines})
    rows = [_type_row(name, [line for line in lines if type_name(str(line["type"])) == name]) for name in types]
    right = sum(bool(line["right"]) for line in lines)
    return join(
        tag("h2", run_name(run.name), class_="nq-panel-title"),
        tag("p", f"Đúng {right}/{len(lines)} câu của {set_name(run.set_name)}.", class_="nq-count"),
        _fold("Kết quả theo loại câu hỏi", table(_BY_TYPE, [*rows, _type_row("Tất cả", lines)])),
        _fold("Các số đo và ý nghĩa", table(_MEASURES, _measure_rows(lines))),
        _questions(run),
    )


def _measure_rows(lines: Sequence[Line]) -> list[list[Html | str]]:
    found = means([line["measures"] for line in lines])
    return [
        [measure.title, percent(found[name]), MEANINGS.get(name, "đoạn phải có nằm trong số đoạn tìm được")]
        for name, measure in MEASURES.items()
        if name in found
    ]


def _fold(title: str, body: Html) -> Html:
    return tag("details", tag("summary", title), body, class_="nq-fold")


def _type_row(name: str, lines: Sequence[Line]) -> list[Html | str]:
    right = sum(bool(line["right"]) for line in lines)
    times = [float(line["ms"]) for line in lines]
    shares = percent(right / len(lines)) if lines else "–"
    return [name, str(len(lines)), str(right), shares, *(seconds(percentile(times, share)) for share in (0.5, 0.95))]


def _questions(run: Run) -> Html:
    lines = ordered(run.results)
    more = f" – hiện {_SHOWN} câu đầu, câu sai trước" if len(lines) > _SHOWN else ""
    rows = ([_opener(line), type_name(str(line["type"])), _verdict(line)] for line in lines[:_SHOWN])
    return join(tag("p", f"{len(lines)} câu{more}", class_="nq-count"), table(_QUESTIONS, rows))


def _opener(line: Line) -> Html:
    return case_button(str(line["id"]), str(line["question"]))


def _verdict(line: Line) -> Html:
    right = bool(line["right"])
    return tag("span", "đúng" if right else "sai", class_=f"nq-verdict nq-{'match' if right else 'wrong'}")


def nothing_opened() -> Html:
    """What stands in for a question before one is opened."""
    return tag("p", "Chạy xong, bấm vào một câu hỏi để xem câu trả lời, đáp án và căn cứ.", class_="nq-empty")


def question(line: Line, *, names: Mapping[str, str] | None = None) -> Html:
    """One question of a run: what was asked, expected and answered, right or wrong and why, then the evidence.

    ``names`` are those of the documents as staff know them, by file name.
    """
    known = names or {}
    told = f" {type_name(str(line['type']))} · trả lời sau {seconds(float(line['ms']))}"
    return tag(
        "article",
        tag("h2", str(line["question"]), class_="nq-panel-title"),
        tag("p", _verdict(line), told, class_="nq-count"),
        _list("Vì sao sai", (text(_said(reason, known)) for reason in line["reasons"])),
        _list("Hỏi tiếp sau các câu", map(text, line["history"])),
        _part("Đáp án mong đợi", text(expected_words(line["expected"]))),
        *_answer(line, known),
        class_="nq-reader",
        id="nq-case",
    )


def _said(reason: str, names: Mapping[str, str]) -> str:
    """A reason with the documents by their names."""
    for file, name in names.items():
        reason = reason.replace(file, name)
    return reason


def _answer(line: Line, names: Mapping[str, str]) -> list[Html | None]:
    answer = line["answer"]
    if answer is None:
        return [_part("Câu trả lời", text("Không có: lỗi khi hỏi."))]
    way = ROUTES.get(answer["route"], "cách khác")
    steps = [f"Cách tìm: {way}; {OUTCOMES.get(answer['outcome'], 'không trả lời được')}"]
    steps += [f"Hiểu là: {answer['reading']}"]
    steps += [f"{STEPS.get(step, 'Bước khác')}: {seconds(ms)}" for step, ms in answer["ms"].items() if ms]
    wanted = [_source(document, 0, 0, quote, names) for document, quote in line["expected"]["support"]]
    cited = [
        _source(one["document"], one["start"], one["end"], one["quote"], names, n=one["n"])
        for one in answer["citations"]
    ]
    found = [_source(document, start, end, "", names) for document, start, end in line["retrieved"]]
    return [
        _part("Câu trả lời", tag("div", to_html(answer["text"], mark=_mark), class_="nq-text")),
        _list("Căn cứ được trích", cited, folded=True),
        _list("Căn cứ phải có", wanted, folded=True),
        _list("Đoạn tìm được, gần nhất trước", found, folded=True),
        _list("Từng bước", map(text, steps), folded=True),
    ]


def _mark(n: int) -> Html:
    return tag("span", f"[{n}]", class_="nq-ref")


def _source(
    document: str, start: int, end: int, quote: str, names: Mapping[str, str], *, n: int | None = None
) -> Html:
    """A stretch of a document: opens it in the documents tab."""
    opener = span_button(document, names.get(document, document), start=start, end=end, class_="nq-link")
    shown = tag("q", quote.strip("| ").replace("|", "·")) if quote else None
    return join(_mark(n) if n is not None else None, opener, shown, between=Html(" "))


def _part(title: str, body: Html) -> Html:
    return tag("section", tag("h3", title), body, class_="nq-part")


def _list(title: str, items: Iterable[Html], *, folded: bool = False) -> Html | None:
    listed = [tag("li", item) for item in items]
    if not listed:
        return None
    return _fold(f"{title} ({len(listed)})", tag("ul", *listed)) if folded else _part(title, tag("ul", *listed))


def comparison(found: Comparison) -> Html:
    """Two runs: measures with their intervals, what became wrong and what became right."""
    types = list(found.by_type.values())
    shares = [one for one in found.differences if one.name != LATENCY]
    return tag(
        "section",
        tag("h2", f"{run_name(found.before.name)} → {run_name(found.after.name)}", class_="nq-panel-title"),
        *(tag("p", line, class_="nq-coverage") for line in notes(found)),
        table(_DIFFERENCES, map(_difference, found.differences)),
        Html(forest(shares, label="Thay đổi của từng số đo")),
        table(_DIFFERENCES, map(_difference, types)),
        tag("p", "Dấu *: thay đổi ít khi chỉ do ngẫu nhiên (p dưới 0,05).", class_="nq-coverage"),
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
    day = "/".join(reversed(one.at[:10].split("-")))
    return f"{day} · {done} · {one.question}"


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
