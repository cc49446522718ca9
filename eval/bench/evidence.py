"""(f) Many questions: how long they take, how many are right, and how many a plain pipeline could have answered.

The plain pipeline only retrieves. Whatever model reads its chunks, it can answer only what stands in them, so the
share of questions whose whole support stands in the first k is its ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from statistics import fmean, median
from time import perf_counter

from assistant.settings import Settings
from eval.bench.figure import Figure
from eval.bench.place import REPOSITORY, Place
from eval.bench.plain import PlainStore, open_plain
from eval.cases import Case, load_cases
from eval.make_set import make_set
from eval.measures import DEPTHS
from eval.metrics.evidence import Evidence
from eval.metrics.evidence import evidence as found_in
from eval.report import percent
from eval.run import Answering, Result, run_cases

SAMPLE_SET = REPOSITORY / "eval" / "sets" / "sample.jsonl"
# Share of the made questions that must be answered rightly.
LIMIT_RIGHT = 0.98


def evidence(place: Place) -> Iterator[Figure]:
    """The sample's own questions and ``place.questions`` made ones, answered by us and retrieved by the plain one."""
    from assistant.build import open_assistant

    with closing(open_assistant(Settings.model_validate({"data": place.sample_data}))) as assistant:
        store = open_plain(place.folder / "plain-evidence")
        store.add({document.name: document.text for document in assistant.shelf.documents()})
        shipped = load_cases(SAMPLE_SET).cases
        yield from _compare(assistant, store, shipped, name="sample", what="câu hỏi mẫu", limit=None)
        made = make_set(assistant.shelf, count=place.questions)
        yield from _compare(assistant, store, made, name="made", what="câu hỏi tự đặt", limit=LIMIT_RIGHT)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with ours and the plain pipeline's part in it; both times in milliseconds."""

    ours: Result
    plain: Evidence
    plain_ms: float


def _compare(
    assistant: Answering, store: PlainStore, cases: Sequence[Case], *, name: str, what: str, limit: float | None
) -> Iterator[Figure]:
    began = perf_counter()
    results = list(run_cases(assistant, cases=cases))
    seconds = perf_counter() - began
    right = sum(result.grade.right for result in results)
    yield Figure(
        name=f"evidence.{name}.right",
        title=f"Trả lời đúng {len(cases)} {what}",
        value=100 * right / len(cases),
        unit="%",
        limit=None if limit is None else 100 * limit,
        at_most=False,
        detail=f"{len(cases) - right} câu sai; hỏi và chấm trong {seconds:.0f} giây, một luồng",
    )
    supported = [result for result in results if result.case.support]
    texts = {document.name: document.text for document in assistant.shelf.documents()}
    asked = [_asked(result, store, texts) for result in supported]
    ours = [one.ours for one in asked]
    yield Figure(
        name=f"evidence.{name}.supported",
        title=f"Trả lời đúng {len(asked)} câu có căn cứ",
        value=_share([one.grade.right for one in ours]),
        unit="%",
        detail=_by_type(ours, [one.grade.right for one in ours]),
    )
    for k in DEPTHS:
        complete = [one.plain.complete(k) for one in asked]
        yield Figure(
            name=f"evidence.{name}.plain.{k}",
            title=f"LangChain thường, {k} đoạn: đủ căn cứ cho",
            value=_share(complete),
            unit="%",
            detail=_by_type(ours, complete),
        )
    yield Figure(
        name=f"evidence.{name}.ratio",
        title="Thời gian trả lời, so với chỉ tìm đoạn bằng LangChain",
        value=median(one.ours.ms for one in asked) / median(one.plain_ms for one in asked),
        unit="lần",
        detail=f"LangChain: trung vị {median(one.plain_ms for one in asked):.1f} ms cho {max(DEPTHS)} đoạn",
    )


def _asked(result: Result, store: PlainStore, texts: Mapping[str, str]) -> _Asked:
    """What the plain pipeline finds for a question that stands alone."""
    question = result.answer.question.standalone if result.answer else result.case.question
    began = perf_counter()
    ranked = store.search(question, k=max(DEPTHS))
    ms = 1000 * (perf_counter() - began)
    return _Asked(result, found_in(result.case.support, ranked=ranked, texts=texts), ms)


def _share(held: Sequence[bool]) -> float:
    return 100 * fmean(held) if held else 0.0


def _by_type(results: Sequence[Result], held: Sequence[bool]) -> str:
    """As in "filter 12,0%, lookup 80,1%"."""
    groups: dict[str, list[bool]] = {}
    for result, one in zip(results, held, strict=True):
        groups.setdefault(result.case.type, []).append(one)
    return ", ".join(f"{name} {percent(fmean(each))}" for name, each in sorted(groups.items()))
