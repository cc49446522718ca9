"""Drafts that are started, worked on and continued."""

from hashlib import sha256

import pytest

from assistant.drafting.desk import Desk
from assistant.errors import InvalidResults, InvalidSetting, ModelUnavailable, UnknownDocument, UnknownDraft
from assistant.fakes import MemoryArchive, MemoryDrafts
from assistant.language.catalogue import catalogue, load_catalogue
from assistant.types import DraftRequest, Edit, Figure, SourceDocument
from ingest.read_file import archived
from tests.assistant.drafting.making import archive_of, read_text, resolution

BASE = resolution(
    targets="""- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;
- Tỷ lệ người dân tham gia BHYT trên 96%."""
)


def no_chat():
    raise ModelUnavailable("Chưa đặt mô hình ngôn ngữ nào (NQ_CHAT_MODEL).")


@pytest.fixture
def desk():
    return Desk(archive_of(base=BASE), MemoryDrafts(), read_text, no_chat)


@pytest.fixture
def saved(desk):
    return desk.start(DraftRequest("base", 2025))


def keys(desk, saved):
    return [row.key for row in desk.manuscript(saved).rows]


def test_a_draft_is_kept_by_the_documents_id(desk, saved):
    assert desk.drafts.drafts() == [saved]
    assert saved.request.base == desk.shelf.document("base").document_id
    assert saved.title == "Về phương hướng, nhiệm vụ năm 2025"


def test_typed_cells_are_kept_and_stand_in_the_text(desk, saved):
    income, insurance = keys(desk, saved)[:2]
    saved = desk.enter(saved, {income: {"result": "60,2", "target": "62"}, insurance: {"result": "97"}})
    assert desk.drafts.draft(saved.draft_id) == saved
    assert "đạt từ 62 triệu đồng/người/năm" in " ".join(one.text for one in desk.manuscript(saved).kept)


def test_an_accepted_suggestion_becomes_a_figure_that_stays(desk, saved):
    income = keys(desk, saved)[0]
    saved = desk.enter(saved, {income: {"result": "60,2", "target": "gợi ý"}})
    assert saved.entries[income].target == Figure(60.2)
    assert not saved.entries[income].accept


def test_one_bad_cell_takes_nothing(desk, saved):
    income, insurance = keys(desk, saved)[:2]
    with pytest.raises(InvalidResults):
        desk.enter(saved, {income: {"result": "60"}, insurance: {"result": "1e9"}})
    with pytest.raises(InvalidResults):
        desk.enter_table(saved, "mã;kết quả\nthu_nhap_binh_quan;60\nx;1\n")
    assert desk.drafts.draft(saved.draft_id) == saved


def test_paragraphs_are_edited_dropped_and_restored(desk, saved):
    key = next(one.key for one in desk.manuscript(saved).paragraphs if one.nature == "figures")
    edited = desk.edit(desk.edit(saved, Edit(key, "- Lời mới.")), Edit(key, None))
    assert edited.edits == (Edit(key, None),)
    assert desk.restore(edited, key).edits == ()


def test_unknown_keys_are_told(desk, saved):
    with pytest.raises(UnknownDraft, match="không có đoạn 'x'"):
        desk.edit(saved, Edit("x", "y"))
    with pytest.raises(UnknownDraft, match="không có dòng 'x'"):
        desk.enter(saved, {"x": {}})


def test_rewriting_needs_a_model(desk, saved):
    key = desk.manuscript(saved).paragraphs[0].key
    with pytest.raises(ModelUnavailable):
        desk.rewrite(saved, key)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (DraftRequest("khong-co", 2025), UnknownDocument),
        (DraftRequest("base", 2025, examples=("khong-co",)), UnknownDocument),
        (DraftRequest("base", 2024), InvalidSetting),
        (DraftRequest("base", 2025, profile="khong-co"), InvalidSetting),
    ],
)
def test_a_draft_that_cannot_be_made_is_not_kept(desk, request_, error):
    with pytest.raises(error):
        desk.start(request_)
    assert desk.drafts.drafts() == []


def test_an_offices_own_indicator_is_known_in_its_drafts(tmp_path):
    own = tmp_path / "rieng.toml"
    own.write_text(
        '[[indicator]]\nid = "thu_tai_cho"\nname = "Nguồn thu tại chỗ"\nunit = "tỷ đồng"\n'
        'phrases = ["thu tại chỗ"]\n',
        encoding="utf-8",
    )
    known = load_catalogue(own)
    text = resolution(targets="- Thu tại chỗ của xã 5 tỷ đồng.")
    archive = MemoryArchive()
    archive.save(archived(SourceDocument("base", sha256(text.encode()).hexdigest(), text), known=known))
    seen = []

    def read(draft_text):
        seen.append("thu_tai_cho" in catalogue().entries)
        return read_text(draft_text)

    desk = Desk(archive, MemoryDrafts(), read, no_chat, own)
    manuscript = desk.manuscript(desk.start(DraftRequest("base", 2025)))
    assert [row.indicator for row in manuscript.rows if row.group == "targets"] == ["thu_tai_cho"]
    assert seen == [True, True]
    assert "thu_tai_cho" not in catalogue().entries
