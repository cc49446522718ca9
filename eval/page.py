"""A comparison as one HTML file that needs nothing beside it: styles and plots stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from string import Template
from typing import Any

from eval.compare import LATENCY, Comparison, Difference, Pair
from eval.plots import forest
from eval.report import change_words, figure_words, p_words

# Questions shown side by side of each kind; a page with ten thousand would not open.
SHOWN = 200


def comparison_page(comparison: Comparison) -> str:
    """The page: what changed, by measure and by type, and every question that became wrong or right."""
    page = Template(resources.files("eval").joinpath("page.html").read_text(encoding="utf-8"))
    before, after = comparison.before, comparison.after
    shares = [one for one in comparison.differences if one.name != LATENCY]
    return page.substitute(
        title=escape(f"{before.name} → {after.name}"),
        set_name=escape(f"{after.set_name} ({after.set_hash[:12]})"),
        notes="".join(f"<p class='note'>{escape(note)}</p>" for note in notes(comparison)),
        measures=_measures(comparison.differences),
        measures_plot=forest(shares, label="Thay đổi của từng số đo, điểm phần trăm"),
        types=_measures(list(comparison.by_type.values())),
        types_plot=forest(list(comparison.by_type.values()), label="Thay đổi tỷ lệ đúng theo loại câu hỏi"),
        worse=_pairs(comparison.worse),
        better=_pairs(comparison.better),
        worse_count=len(comparison.worse),
        better_count=len(comparison.better),
    )


def notes(comparison: Comparison) -> list[str]:
    """What is not compared, in words."""
    given = (
        ("câu đã đổi nội dung giữa hai lần chạy, không so", comparison.changed),
        ("câu chỉ có ở lần trước", comparison.only_before),
        ("câu chỉ có ở lần sau", comparison.only_after),
    )
    return [
        f"{len(names)} {words}: {', '.join(names[:10])}{'…' if len(names) > 10 else ''}"
        for words, names in given
        if names
    ]


def _measures(differences: Sequence[Difference]) -> str:
    return "".join(
        f"<tr class='{_class(one)}'><th scope='row'>{escape(one.title)}</th><td>{one.cases}</td>"
        f"<td>{figure_words(one, one.before)}</td><td>{figure_words(one, one.after)}</td>"
        f"<td>{change_words(one)}</td><td>{p_words(one)}</td></tr>"
        for one in differences
    )


def _class(one: Difference) -> str:
    return "" if not one.significant else "good" if one.improved else "bad"


def _pairs(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return "<p class='note'>Không có câu nào.</p>"
    left = f"<p class='note'>… và {len(pairs) - SHOWN} câu nữa.</p>" if len(pairs) > SHOWN else ""
    return "".join(map(_pair, pairs[:SHOWN])) + left


def _pair(pair: Pair) -> str:
    line = pair.after
    return (
        f"<article><h3>{escape(str(line['id']))} · {escape(str(line['type']))}</h3>"
        f"<p class='asked'>{escape(str(line['question']))}</p>"
        f"<p class='note'>Mong đợi: {escape(expected_words(line['expected']))}</p>"
        f"<div class='sides'>{_side('Trước', pair.before)}{_side('Sau', pair.after)}</div></article>"
    )


def _side(title: str, line: Mapping[str, Any]) -> str:
    answer = line["answer"]
    said = answer["text"] if answer else "(lỗi, không có câu trả lời)"
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in line["reasons"])
    verdict = "đúng" if line["right"] else "sai"
    return (
        f"<div class='side {'good' if line['right'] else 'bad'}'><h4>{title}: {verdict}</h4>"
        f"<pre>{escape(said)}</pre>{f'<ul>{reasons}</ul>' if reasons else ''}</div>"
    )


def expected_words(expected: Mapping[str, Any]) -> str:
    """What a case expects, in one line: its answer in words, else what its demands say."""
    if expected["answer"]:
        return str(expected["answer"])
    if expected["abstain"]:
        return "từ chối trả lời"
    parts = [" hoặc ".join(group) for group in expected["must_include"]]
    parts += [f"{word}: {', '.join(expected[name])}" for name, word in _LISTS.items() if expected[name]]
    return "; ".join(parts) or "(không ghi)"


_LISTS = {"match": "đạt", "boundary": "giáp ranh"}
