from contextlib import closing

import pytest

from eval.bench.place import nghiquyet, sample
from eval.bench.served import DOORS, Client, served


@pytest.mark.slow
def test_every_door_of_a_served_chat_answers_and_its_processes_are_counted(tmp_path) -> None:
    nghiquyet("ingest", sample() / "2023_nghi_quyet_xa_thanh_luong.txt", data=tmp_path / "kho")
    with served(tmp_path / "kho", workers=1) as chat, closing(Client(chat.port)) as client:
        for door in DOORS:
            assert [client.ask(question, door=door) for question in ("Tỷ lệ hộ nghèo?", "Có giải pháp gì?")] == [
                200
            ] * 2
        assert client.ask("x" * 2001, door="/api/ask") == 422
        assert client.post("/api/ask", {"question": 7}) == 422
        assert chat.memory_mb() > 50
        assert chat.cpu_s() > 0
