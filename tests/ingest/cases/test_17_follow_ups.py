"""A follow-up carries the topic, the indicator, and the set of units of the conversation."""

import pytest

from assistant.build import open_assistant
from assistant.settings import Settings
from assistant.types import Turn
from ingest.pipeline import ingest

TEXT = (
    "ĐẢNG ỦY XÃ {name}\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2026\nII. CHỈ TIÊU NĂM 2026\n"
    "1. Thu ngân sách trên địa bàn đạt {budget} tỷ đồng.\n2. Tỷ lệ hộ nghèo còn {poor}%.\nIII. NHIỆM VỤ, GIẢI PHÁP\n"
    "1. Về thủy sản\n{fish}\n2. Về giao thông\n{roads}\n"
)
COMMUNES = {
    "GÒ DƯA": ("14", "2,4", "Thả cá lóc trong ruộng lúa sau mùa lũ.", "Trải nhựa đường liên ấp Bảy Thước."),
    "RẠCH MÂY": ("11", "1,3", "Lập tổ nuôi cua rừng ngập mặn.", "Xây cầu bê tông thay cầu khỉ."),
    "CỒN TRE": ("19", "3,1", "Cấp mã số cho lồng bè nuôi cá tra.", "Mở bến phà ngang sông Tiền."),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vào")
    for name, (budget, poor, fish, roads) in COMMUNES.items():
        text = TEXT.format(name=name, budget=budget, poor=poor, fish=fish, roads=roads)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(data=tmp_path_factory.mktemp("kho"))
    list(ingest([folder], settings=settings))
    opened = open_assistant(settings)
    yield opened
    opened.close()


def last(assistant, *questions):
    history = []
    for question in questions:
        answer = assistant.ask(question, history=history)
        history += [Turn("user", question), Turn("assistant", answer.text)]
    return answer


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (["Giải pháp về thủy sản của xã Gò Dưa?", "Còn xã Rạch Mây?"], "cua rừng"),
        (["Giải pháp về thủy sản của xã Gò Dưa?", "Còn xã Rạch Mây?", "Thế Cồn Tre thì sao?"], "lồng bè"),
        (["Xã Cồn Tre có giải pháp gì về thủy sản?", "Còn giao thông?"], "bến phà"),
        (["Xã Cồn Tre có giải pháp gì về thủy sản?", "còn về giao thông thì sao?", "Còn Gò Dưa?"], "Trải nhựa"),
        (["Xã Rạch Mây có giải pháp gì về thủy sản?", "Về giao thông thì sao?"], "cầu bê tông"),
        (["Giải pháp về giao thông của Gò Dưa?", "Riêng mảng thủy sản thế nào?"], "cá lóc"),
    ],
)
def test_the_topic_is_carried(assistant, questions, said):
    assert said in last(assistant, *questions).text


@pytest.mark.parametrize(
    ("questions", "match"),
    [
        (["Thu ngân sách của xã Gò Dưa?", "Còn xã Rạch Mây?", "Xã nào cao hơn?"], "GÒ DƯA.txt"),
        (["Thu ngân sách xã Gò Dưa?", "Thu ngân sách xã Rạch Mây?", "Vậy xã nào thấp hơn?"], "RẠCH MÂY.txt"),
        (["Tỷ lệ hộ nghèo của Gò Dưa và Cồn Tre?", "Bên nào cao hơn?"], "CỒN TRE.txt"),
        (["Tỷ lệ hộ nghèo xã Gò Dưa?", "Còn Rạch Mây?", "Trong hai xã đó xã nào thấp hơn?"], "RẠCH MÂY.txt"),
        (["thu ngan sach xa Go Dua?", "con xa Rach May?", "giua hai noi ben nao cao hon?"], "GÒ DƯA.txt"),
        (["Thu ngân sách Cồn Tre?", "Gò Dưa?", "Rạch Mây?", "Hai xã vừa rồi xã nào hơn?"], "GÒ DƯA.txt"),
        (["Xã nào có hộ nghèo dưới 2,5%?", "Trong số đó xã nào cao hơn?"], "GÒ DƯA.txt"),
        (["Xã nào có hộ nghèo dưới 2,5%?", "Trong số đó xã nào thu ngân sách cao nhất?"], "GÒ DƯA.txt"),
    ],
)
def test_the_set_of_units_is_carried(assistant, questions, match):
    answer = last(assistant, *questions)
    assert [row.document for row in answer.rows if row.verdict == "match"] == [match]


def test_a_question_of_its_own_takes_over_nothing(assistant):
    answer = last(assistant, "Giải pháp về thủy sản của xã Gò Dưa?", "Thu ngân sách của xã Rạch Mây?")
    assert "11 tỷ đồng" in answer.text
    answer = last(assistant, "Thu ngân sách của xã Gò Dưa?", "Xã nào thu ngân sách cao hơn 15 tỷ đồng?")
    assert [row.document for row in answer.rows if row.verdict == "match"] == ["CỒN TRE.txt"]
