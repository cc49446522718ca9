"""The archive's parts in LangChain's hands, and the README's example as it stands there."""

import json
import re
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.vectorstores import InMemoryVectorStore

from assistant.errors import EmptyArchive
from assistant.fakes import FakeEmbedder
from assistant.settings import Settings
from eval.scripted_server import Called, scripted_server
from ingest.pipeline import ingest
from tests.ui.fake_assistant import FakeAssistant
from ui.langchain_parts import MOST_ROWS, ArchiveEmbeddings, PassageRetriever, ledger_tool
from ui.render import ledger_json

ROOT = Path(__file__).parents[2]


def test_the_retriever_gives_passages_verbatim_with_their_place(assistant: FakeAssistant) -> None:
    retriever = PassageRetriever(assistant=assistant, k=2)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.invoke("thu nhập")
    assert len(found) == 2
    for each in found:
        text = assistant.shelf.document(each.metadata["document_id"]).text
        assert text[each.metadata["start"] : each.metadata["end"]] == each.page_content


def test_embeddings_tell_questions_and_passages_apart() -> None:
    embedder = FakeEmbedder()
    embeddings = ArchiveEmbeddings(embedder)
    assert embeddings.embed_documents(["một", "hai"]) == embedder.embed_passages(["một", "hai"]).tolist()
    assert embeddings.embed_query("một") == embedder.embed_question("một").tolist()
    store = InMemoryVectorStore.from_texts(["lúa xuân", "cá tra"], embeddings)
    assert store.similarity_search("cá tra", k=1)[0].page_content == "cá tra"


def test_the_tool_gives_rows_of_the_ledger_as_the_export_does(assistant: FakeAssistant) -> None:
    tool = ledger_tool(assistant)
    told = json.loads(tool.invoke({"indicator": "thu_nhap_binh_quan", "place": "truong xuan", "year": 2024}))
    expected = ledger_json(assistant.shelf.row("r1"), resolution=assistant.shelf.document("d1"))
    assert told == {"total": 1, "rows": [json.loads(json.dumps(expected))]}
    called = {"type": "tool_call", "id": "1", "name": tool.name, "args": {}}
    message = tool.invoke(called)
    assert len(message.artifact) == json.loads(message.content)["total"] == 4
    assert MOST_ROWS >= 4
    assert set(tool.args) == {"indicator", "place", "year"}


def test_an_error_of_the_house_is_told_to_the_model(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise EmptyArchive("Kho chưa có văn bản nào.")

    monkeypatch.setattr(assistant.shelf, "documents", fail)
    assert ledger_tool(assistant).invoke({}) == "Kho chưa có văn bản nào."


@pytest.mark.slow
def test_the_example_of_the_readme_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    (example,) = [block for block in blocks if "langchain_parts" in block]
    files = sorted((ROOT / "ingest" / "sample").glob("202[45]_nghi_quyet_*.md"))
    list(ingest(files, settings=Settings(data=tmp_path)))
    acts = iter([[Called('{"place": "thanh luong", "year": 2024}')], ["Xem sổ chỉ tiêu."]])
    with scripted_server(lambda _: next(acts)) as server:
        monkeypatch.setenv("NQ_DATA", str(tmp_path))
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        names: dict[str, object] = {}
        exec(compile(example, "README.md", "exec"), names)
        names["assistant"].close()  # type: ignore[attr-defined]
        told_to_model = server.requests[-1]["messages"][-1]
    shown = capsys.readouterr().out
    assert "2025_nghi_quyet_phuong_pho_van.md" in shown
    assert '"indicator": "thu_nhap_binh_quan"' in shown
    assert shown.rstrip().endswith("Xem sổ chỉ tiêu.")
    assert told_to_model["role"] == "tool"
    assert "thu_nhap_binh_quan" in told_to_model["content"]
