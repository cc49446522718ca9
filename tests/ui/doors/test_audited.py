import json

import pytest

from assistant.audit import Audit
from assistant.fakes import MemoryAudit
from assistant.types import User
from tests.ui.fake_assistant import FakeAssistant
from ui.doors.audited import _Audited, answer_id, audited
from ui.doors.who import CALLING
from ui.ports import Assistant


def test_a_question_is_noted_with_its_answer_whichever_way_it_came() -> None:
    audit = Audit(MemoryAudit())
    assistant = audited(FakeAssistant(), audit)
    token = CALLING.set(User("an", "reader"))
    try:
        answer = assistant.ask("thu nhập trên 58")
        *_, last = assistant.stream("thu nhập trên 58")
        *_, followed = assistant.follow("thu nhập trên 58")
    finally:
        CALLING.reset(token)
    assert last == followed == answer
    one, two, three = audit.log.deeds()
    assert (one.who, one.what) == ("an", "question")
    assert json.loads(one.about) == json.loads(two.about) == json.loads(three.about)
    told = json.loads(one.about)
    assert told == {"question": "thu nhập trên 58", "outcome": answer.outcome, "answer": answer_id(answer)}


def test_a_question_without_an_answer_is_noted_too() -> None:
    audit = Audit(MemoryAudit())
    assistant = audited(FakeAssistant(), audit)
    with pytest.raises(RuntimeError):
        assistant.ask("hỏng")
    pieces = assistant.stream("thu nhập trên 58")
    next(pieces)
    pieces.close()
    assert [json.loads(deed.about)["answer"] for deed in audit.log.deeds()] == [None, None]


def test_all_else_is_the_assistant_itself() -> None:
    inner = FakeAssistant()
    assert audited(inner, Audit(MemoryAudit())).shelf is inner.shelf


def test_no_way_of_asking_goes_past_the_audit() -> None:
    """What is added to the port and gives an answer must be noted too."""
    hints = {name: str(getattr(each, "__annotations__", {}).get("return")) for name, each in vars(Assistant).items()}
    answering = {name for name, given in hints.items() if "Answer" in given}
    assert answering == {"ask", "stream", "follow"}
    assert answering <= set(vars(_Audited))
