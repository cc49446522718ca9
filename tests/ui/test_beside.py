"""Commands beside a running chat, over a real socket."""

import json
import os
import re
import shutil
import socket
import stat
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from time import sleep

import pytest
import uvicorn
from pydantic import SecretStr

from assistant.build import account_book, open_assistant, own_data
from assistant.errors import ArchiveInUse, IndexMismatch, InvalidQuestion, NghiquyetError
from assistant.settings import Settings
from ingest.pipeline import ingest
from ui.app import create_app
from ui.beside import ADDRESS_FILE, Chat, announced, chat_beside
from ui.cli import app
from ui.commands.ingest import outcomes

TEXT = "NGHỊ QUYẾT\nĐẢNG ỦY XÃ GÒ {}\nII. CHỈ TIÊU NĂM 2026\n- Thu ngân sách đạt 12,5 tỷ đồng.\n"


def put(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    settings = Settings(data=tmp_path_factory.mktemp("kho"))
    list(ingest([put(tmp_path_factory.mktemp("vào"), "DƯA")], settings=settings))
    return settings


@contextmanager
def serving(settings, **given):
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    assistant = open_assistant(settings, own=True)
    with own_data(settings), announced(settings.data, host="0.0.0.0", port=port) as told:
        app = create_app(assistant, hosts=("127.0.0.1",), beside_key=SecretStr(told.key), **given)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            sleep(0.01)
        yield assistant
        server.should_exit = True
        thread.join()
    assistant.close()


@pytest.fixture(scope="module")
def chat(settings):
    with serving(settings) as assistant:
        yield assistant


def test_ingest_goes_through_the_chat_and_is_answered_from_at_once(chat, settings, tmp_path):
    counted = []
    folder = put(tmp_path / "vào", "MÂY", "TRE")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    found = list(outcomes([folder], settings=settings, workers=1, began=counted.append))
    assert [(each.name, each.outcome) for each in found] == [
        ("MÂY.txt", "added"),
        ("TRE.txt", "added"),
        ("hỏng.pdf", "rejected"),
    ]
    assert counted == [3]
    assert found[0].receipt.rows == 1
    assert "12,5" in chat.ask("Thu ngân sách của xã Gò Tre?").text


def test_remove_and_undo_go_through_the_chat(chat, settings, tmp_path):
    list(outcomes([put(tmp_path / "vào", "CÁT")], settings=settings, workers=1))
    beside = chat_beside(settings.data)
    (document_id,) = beside.remove(["CÁT.txt"])
    assert chat.shelf.gone(document_id).name == "CÁT.txt"
    assert beside.restore([document_id]) == {document_id: "CÁT.txt"}
    with pytest.raises(NghiquyetError, match=r"khong-co\.txt"):
        beside.remove(["khong-co.txt"])


def test_only_what_is_named_of_a_folder_is_read(chat, settings, tmp_path):
    folder = put(tmp_path / "vào", "BƯỞI", "MẬN")
    found = list(outcomes([folder], settings=settings, workers=1, only=[folder / "MẬN.txt"]))
    assert [(each.name, each.outcome) for each in found] == [("MẬN.txt", "added")]


def test_a_name_that_is_no_utf_8_is_read_through_the_chat(chat, settings, tmp_path):
    folder = put(tmp_path / "vào", "DỪA")
    odd = (folder / "DỪA.txt").rename(folder / os.fsdecode("tệp đội.txt".encode("cp1258", "replace")))
    odd.write_text(TEXT.format("QUÝT"), encoding="utf-8")
    assert [each.outcome for each in outcomes([folder], settings=settings, workers=1, only=[odd])] == ["added"]


def test_a_path_that_does_not_exist_is_told_as_by_the_command(chat, settings, tmp_path):
    with pytest.raises(NghiquyetError, match="Không có tệp hay thư mục"):
        list(outcomes([tmp_path / "khong_co"], settings=settings, workers=1))


def test_without_the_key_nothing_is_done(chat, settings):
    known = chat_beside(settings.data)
    stranger = Chat(known.host, known.port, "doan")
    with pytest.raises(NghiquyetError):
        stranger.remove(["DƯA.txt"])
    assert chat.shelf.document("DƯA.txt")


def test_the_address_is_for_the_owner_alone_and_goes_with_the_chat(tmp_path):
    with announced(tmp_path, host="0.0.0.0", port=7860) as chat:
        told = tmp_path / ADDRESS_FILE
        assert stat.S_IMODE(told.stat().st_mode) == 0o600
        assert chat_beside(tmp_path) == chat
        assert chat.host == "127.0.0.1"
    assert chat_beside(tmp_path) is None


QUESTIONS = ("Thu ngân sách của xã Gò Dưa?", "Giải pháp về ngân sách là gì?", "xã nào thu ngân sách trên 10 tỷ đồng?")


def run(capsys, *words):
    """What a command prints, its exit code first."""
    with pytest.raises(SystemExit) as left:
        app([str(word) for word in words])
    return left.value.code, capsys.readouterr().out


def untimed(printed):
    """Answers and results without how long they took."""

    def without(value):
        if isinstance(value, dict):
            return {name: without(each) for name, each in value.items() if name != "ms"}
        return [without(each) for each in value] if isinstance(value, list) else value

    return [without(json.loads(line)) for line in printed.splitlines()]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """What commands print over the same archive where no chat runs, by their words."""
    settings = Settings(data=tmp_path_factory.mktemp("riêng"))
    list(ingest([put(tmp_path_factory.mktemp("vào"), "DƯA")], settings=settings))
    return settings


@pytest.fixture
def served(alone):
    """The same archive with a chat over it."""
    with serving(alone) as assistant:
        yield assistant


@pytest.mark.slow
def test_search_ask_eval_and_doctor_print_beside_a_chat_what_they_print_alone(alone, capsys, tmp_path):
    asked = tmp_path / "bộ.jsonl"
    cases = [{"id": str(n), "question": each, "answer": "12,5"} for n, each in enumerate(QUESTIONS)]
    cases[0]["support"] = [{"document": "DƯA.txt", "quote": "Thu ngân sách đạt 12,5 tỷ đồng"}]
    asked.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in cases), encoding="utf-8")

    def all_of_it(out):
        code, summary = run(capsys, "eval", "run", asked, "--out", out, "--data", alone.data)
        return [
            *([untimed(run(capsys, "ask", each, "--json", "--data", alone.data)[1]) for each in QUESTIONS]),
            run(capsys, "search", "thu ngân sách", "--k", "3", "--json", "--data", alone.data),
            run(capsys, "search", "thu ngân sách", "--data", alone.data),
            run(capsys, "doctor", "--data", alone.data),
            code,
            untimed((out / "results.jsonl").read_text(encoding="utf-8")),
            re.sub(r"[ ]+[\d.]+,\d │[ ]+[\d.]+,\d │", "", summary),  # milliseconds
        ]

    before = all_of_it(tmp_path / "một mình")
    with serving(alone):
        beside = all_of_it(tmp_path / "bên cạnh")
    assert beside == before
    assert before[-2][0]["right"]


def test_a_question_that_is_none_is_told_as_by_the_command(served, capsys):
    assert run(capsys, "ask", " ", "--data", served.settings.data)[0] == InvalidQuestion.exit_code
    with pytest.raises(InvalidQuestion):
        chat_beside(served.settings.data).ask(" ")


def test_another_ledger_is_not_measured_beside_a_chat(served, capsys, tmp_path):
    gold, asked = tmp_path / "mẫu.jsonl", tmp_path / "bộ.jsonl"
    row = {"document": "DƯA.txt", "label": "Thu ngân sách", "value": 12.5, "unit": "tỷ đồng", "comparator": "="}
    gold.write_text(
        json.dumps({**row, "kind": "target", "measure": "level", "span": "Thu ngân sách đạt 12,5"}), encoding="utf-8"
    )
    asked.write_text(json.dumps({"id": "1", "question": QUESTIONS[1], "answer": "x"}), encoding="utf-8")
    words = ("eval", "run", asked, "--ledger", gold, "--out", tmp_path / "ra", "--data", served.settings.data)
    with pytest.raises(SystemExit):
        app([str(each) for each in words])
    assert "đang được" in capsys.readouterr().err
    assert not (tmp_path / "ra" / "summary.json").exists()


def test_repair_beside_a_chat_mends_what_the_chat_answers_from(served, capsys):
    data = served.settings.data
    (passage_id, *_) = served.archive.passage_ids()
    served.indexes().lexical.remove([passage_id])
    served.indexes().vectors.remove([passage_id])
    code, told = run(capsys, "doctor", "--data", data)
    assert code == 1
    assert "thiếu 1 đoạn" in told
    assert run(capsys, "doctor", "--repair", "--data", data)[0] == 0
    assert passage_id in served.indexes().lexical.ids() & served.indexes().vectors.ids()


def test_indexes_that_cannot_be_read_are_built_anew_beside_a_chat(served, capsys, monkeypatch):
    def broken(self):
        raise IndexMismatch("Chỉ mục hỏng.")

    opened = served.indexes()
    with monkeypatch.context() as patch:
        patch.setattr(type(opened.lexical), "ids", broken)
        findings = {each.name: each for each in chat_beside(served.settings.data).examine(repair=False)}
        assert (findings["Chỉ mục từ vựng"].ok, findings["Chỉ mục từ vựng"].detail) == (False, "Chỉ mục hỏng.")
    shutil.rmtree(served.settings.data / "index" / "lexical")
    assert run(capsys, "doctor", "--repair", "--data", served.settings.data)[0] == 0
    assert served.indexes() is not opened
    assert "12,5" in served.ask(QUESTIONS[0]).text


def test_with_accounts_the_key_in_the_folder_is_enough(alone, capsys):
    with account_book(alone) as book, serving(alone, book=book):
        assert run(capsys, "search", "thu ngân sách", "--json", "--data", alone.data)[0] == 0
        stranger = replace(chat_beside(alone.data), key="doan")
        with pytest.raises(NghiquyetError, match="cùng thư mục dữ liệu"):
            stranger.search("thu ngân sách", k=1)


def test_a_chat_that_was_killed_leaves_its_address_and_is_not_asked(alone, capsys):
    (alone.data / ADDRESS_FILE).write_text('{"host": "127.0.0.1", "port": 9, "key": "x"}', encoding="utf-8")
    assert run(capsys, "search", "thu ngân sách", "--data", alone.data)[0] == 0


def test_what_owns_the_folder_without_being_a_chat_is_told(settings, tmp_path):
    other = Settings(data=tmp_path / "kho")
    with own_data(other), pytest.raises(ArchiveInUse):
        list(outcomes([put(tmp_path / "vào", "SEN")], settings=other, workers=1))
