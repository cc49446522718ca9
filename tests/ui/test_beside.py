"""Commands beside a running chat, over a real socket."""

import os
import socket
import stat
from threading import Thread
from time import sleep

import pytest
import uvicorn
from pydantic import SecretStr

from assistant.build import open_assistant, own_data
from assistant.errors import ArchiveInUse, NghiquyetError
from assistant.settings import Settings
from ingest.pipeline import ingest
from ui.app import create_app
from ui.beside import ADDRESS_FILE, Chat, announced, chat_beside
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


@pytest.fixture(scope="module")
def chat(settings):
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    assistant = open_assistant(settings, own=True)
    with own_data(settings), announced(settings.data, host="0.0.0.0", port=port) as told:
        app = create_app(assistant, hosts=("127.0.0.1",), beside_key=SecretStr(told.key))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            sleep(0.01)
        yield assistant
        server.should_exit = True
        thread.join()
    assistant.close()


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
    stranger = Chat(known.host, known.port, "đoán")
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


def test_what_owns_the_folder_without_being_a_chat_is_told(settings, tmp_path):
    other = Settings(data=tmp_path / "kho")
    with own_data(other), pytest.raises(ArchiveInUse):
        list(outcomes([put(tmp_path / "vào", "SEN")], settings=other, workers=1))
