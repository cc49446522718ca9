"""Figures as people read them in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.compare import LATENCY, Comparison, Difference
from eval.gold import row_of
from eval.metrics.ledger import LedgerRow, LedgerScore
from eval.placing import Placing

_LISTS = {"match": "Danh sách khớp", "boundary": "Danh sách giáp ranh"}


# Columns of a table that is not printed to a screen.
_WIDE = 160


def stdout() -> Console:
    """Where results go; the brackets of file names are text, not markup."""
    return Console(width=None if sys.stdout.isatty() else _WIDE, markup=False, highlight=False)


def print_summary(summary: Mapping[str, Any], *, console: Console) -> None:
    """A table by type, the pooled measures, and every wrong case with its reasons."""
    table = Table("Loại câu hỏi", title=f"Bộ câu hỏi {summary['set']['name']} ({summary['set']['hash'][:12]})")
    for heading in ("Số câu", "Đúng", "Tỷ lệ", "Lỗi", "p50 (ms)", "p95 (ms)"):
        table.add_column(heading, justify="right")
    for name, figures in summary["by_type"].items():
        table.add_row(name, *_cells(figures))
    table.add_section()
    table.add_row("Tất cả", *_cells(summary["all"]))
    console.print(table)
    for line in (*_measures(summary["all"]), *_notes(summary), *_failures(summary)):
        console.print(line, soft_wrap=True)


def percent(share: float) -> str:
    """A share in [0, 1] as Vietnamese readers expect it: 0.9375 -> "93,8%"."""
    return f"{decimal(100 * share, 1)}%"


def decimal(value: float, digits: int) -> str:
    """A number with a decimal comma and dots between thousands: 12345.67 -> "12.345,7"."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _cells(figures: Mapping[str, Any]) -> tuple[str, ...]:
    counts = (
        str(figures["cases"]),
        str(figures["right"]),
        percent(figures["accuracy"]),
        str(figures["errors"]),
    )
    return *counts, *(decimal(figures["ms"][name], 1) for name in ("p50", "p95"))


def _measures(figures: Mapping[str, Any]) -> list[str]:
    """The measures beside right and wrong, one line each, where the set has something to measure."""
    refused = figures["abstention"]
    lines = [
        f"{title}: đúng hẳn {listed['exact']}/{listed['cases']}; {_shares(listed)}"
        for name, title in _LISTS.items()
        if (listed := figures[name])
    ]
    lines.append(f"Từ chối: phải từ chối {refused['wanted']}, đã từ chối {refused['found']}; {_shares(refused)}")
    lines.append(f"Trích dẫn đúng nguyên văn: {percent(figures['verbatim'])}")
    if figures["support_recall"] is not None:
        lines.append(f"Đoạn căn cứ được trích: {percent(figures['support_recall'])}")
    lines.append(f"Số liệu có nguồn: {percent(figures['numbers_explained'])}")
    return lines


def _shares(figures: Mapping[str, Any]) -> str:
    named = (("chính xác", "precision"), ("đầy đủ", "recall"), ("F1", "f1"))
    return ", ".join(f"{title} {percent(figures[name])}" for title, name in named)


def _notes(summary: Mapping[str, Any]) -> list[str]:
    """What a person should look at although it makes no case wrong."""
    numbers = [
        f"Số không rõ nguồn ở {name}: {', '.join(found)}" for name, found in summary["unexplained_numbers"].items()
    ]
    unknown = summary["support_unknown"]
    return [*numbers, *([f"Đoạn căn cứ không có trong văn bản nào: {', '.join(unknown)}"] if unknown else [])]


def _failures(summary: Mapping[str, Any]) -> list[str]:
    failed = summary["failed"]
    if not failed:
        return ["Không có câu sai."]
    return [
        f"{len(failed)} câu sai:",
        *(f"  {one['id']} ({one['type']}) {one['question']}\n    {'; '.join(one['reasons'])}" for one in failed),
    ]


def print_comparison(comparison: Comparison, *, console: Console, shown: int = 20) -> None:
    """A line for each measure and each type, then the first ``shown`` questions that became wrong, or right."""
    title = f"{comparison.before.name} → {comparison.after.name} ({comparison.after.set_name})"
    table = Table("Số đo", title=title)
    for heading in ("Số câu", "Trước", "Sau", "Thay đổi (khoảng tin cậy 95%)", "p"):
        table.add_column(heading, justify="right")
    for one in comparison.differences:
        table.add_row(*_difference_cells(one))
    table.add_section()
    for one in comparison.by_type.values():
        table.add_row(*_difference_cells(one))
    console.print(table)
    for heading, pairs in (("trước đúng, nay sai", comparison.worse), ("trước sai, nay đúng", comparison.better)):
        console.print(f"{len(pairs)} câu {heading}{':' if pairs else '.'}", soft_wrap=True)
        for pair in pairs[:shown]:
            reasons = "; ".join((*pair.after["reasons"], *(f"trước: {one}" for one in pair.before["reasons"])))
            line = pair.after
            console.print(f"  {line['id']} ({line['type']}) {line['question']}\n    {reasons}", soft_wrap=True)
        if len(pairs) > shown:
            console.print(f"  … và {len(pairs) - shown} câu nữa.")


def _difference_cells(one: Difference) -> tuple[str, ...]:
    before, after = figure_words(one, one.before), figure_words(one, one.after)
    return one.title, str(one.cases), before, after, change_words(one), p_words(one)


def figure_words(one: Difference, value: float) -> str:
    """A measure's value: a share in percent, time in milliseconds."""
    return decimal(value, 1) if one.name == LATENCY else percent(value)


def change_words(one: Difference) -> str:
    """As in "−1,7 (−5,0 đến 0,0)": points of percent, or milliseconds."""
    scale = 1 if one.name == LATENCY else 100
    mean, low, high = (signed(scale * value) for value in (one.change.mean, one.change.low, one.change.high))
    return f"{mean} ({low} đến {high})"


def p_words(one: Difference) -> str:
    """The p-value, marked where it makes a change of it."""
    return f"{decimal(one.p, 4)}{' *' if one.significant else ''}"


def signed(value: float) -> str:
    """A change with its sign and one digit: "+1,7", "−0,3", "0,0"."""
    written = decimal(abs(value), 1)
    return written if not float(written.replace(".", "").replace(",", ".")) else ("+" if value > 0 else "−") + written


def print_ledger(score: LedgerScore, *, console: Console) -> None:
    """The typed score, then each row that costs something."""
    counts = score.score
    shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    lines = [
        f"Dòng đúng {counts.hits}, đọc được {counts.found}, mẫu {counts.wanted}; {_shares(shares)}",
        *(f"thiếu     {ledger_words(row)}" for row in score.missing),
        *(f"thừa      {ledger_words(row)}" for row in score.extra),
        *(
            f"gần đúng  {ledger_words(pair.found)}; mẫu: "
            + ", ".join(f"{name}={getattr(pair.gold, name)!r}" for name in pair.fields)
            for pair in score.almost
        ),
    ]
    for line in lines:
        console.print(line, soft_wrap=True)


def placing_lines(placing: Placing) -> list[str]:
    """How many gold rows found their place, how many did not and why, each of these, and who is left without rows."""
    placed, left = len(placing.rows), len(placing.unplaced)
    lines = [f"Sổ mẫu: đã đặt {placed}/{placed + left} dòng vào văn bản của kho; không đặt được {left} dòng."]
    lines += [f"  {count} dòng: {reason}" for reason, count in placing.reasons.items()]
    lines += [f"    {ledger_words(row_of(each.row))}: {each.reason}" for each in placing.unplaced]
    if placing.emptied:
        lines.append(f"Không có dòng mẫu, nên không còn dòng nào: {', '.join(placing.emptied)}.")
    return lines


def print_retrieval(figures: Mapping[str, Any], *, console: Console) -> None:
    """A table of the legs of one retrieval run, each measure with its 95 % interval, and the gains over lexical."""
    console.print(
        f"{figures['benchmark']}: {figures['documents']} văn bản, {figures['passages']} đoạn, "
        f"{figures['queries']} câu; lập chỉ mục {decimal(figures['index_seconds'], 1)} giây",
        soft_wrap=True,
    )
    legs: Mapping[str, Any] = figures["by_leg"]
    measures = list(next(iter(legs.values()))["measures"])
    table = Table("Số đo")
    for leg in legs:
        table.add_column(_LEGS[leg], justify="right")
    for name in measures:
        table.add_row(name, *(_interval(one["measures"][name]) for one in legs.values()))
    for share in ("p50", "p95"):
        table.add_row(f"{share} (ms)", *(decimal(one["ms"][share], 1) for one in legs.values()))
    console.print(table)
    for leg, one in legs.items():
        if gain := one["gain_over_lexical"]:
            told = "; ".join(f"{name} {_interval(gain[name], signed=True)}" for name in measures)
            console.print(f"{_LEGS[leg]} so với từ vựng: {told}", soft_wrap=True)


_LEGS = {"lexical": "Từ vựng", "dense": "Ngữ nghĩa", "fused": "Trộn"}


def _interval(interval: Mapping[str, float], *, signed: bool = False) -> str:
    """As in "0,898 [0,878; 0,917]"; with its sign where it is a difference."""
    mean = decimal(interval["mean"], 3)
    sign = "+" if signed and interval["mean"] > 0 else ""
    return f"{sign}{mean} [{decimal(interval['low'], 3)}; {decimal(interval['high'], 3)}]"


def ledger_words(row: LedgerRow) -> str:
    """A row in one line: its document, what it is of, its figure, and how it is meant."""
    upper = f"..{row.value_max:g}" if row.value_max is not None else ""
    name = row.indicator or f"“{row.label}”"
    figure = f"{row.comparator} {row.value:g}{upper} {row.unit}"
    return f"{row.document}: {name} {figure} ({row.kind}, {row.measure}, {row.year})"
