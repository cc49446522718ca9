"""The real loading path, on small models that the test makes."""

import numpy as np
import pytest

from assistant.adapters.rerank_cross_encoder import CrossEncoderEntailment, CrossEncoderReranker
from assistant.errors import ModelUnavailable

pytestmark = pytest.mark.slow

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "nạo", "vét", "kênh", "mương", "thu", "ngân", "sách"]


def _made(folder, labels):
    """A BERT of one layer with random weights that tells ``labels`` apart, as a folder on disk."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: at for at, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    return str(folder)


def _logits(folder, premise, sentence):
    """What the network itself says of a pair, without the adapter."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokens = AutoTokenizer.from_pretrained(folder)(premise, sentence, return_tensors="pt")
    with torch.no_grad():
        return AutoModelForSequenceClassification.from_pretrained(folder)(**tokens).logits[0].numpy()


PREMISES = ["nạo vét kênh mương", "thu ngân sách"]
SENTENCE = "nạo vét mương"


def test_the_entailment_label_is_found_whatever_its_column(tmp_path):
    folder = _made(tmp_path / "nli", ["contradiction", "neutral", "ENTAILMENT"])
    scores = CrossEncoderEntailment(folder).scores(PREMISES, SENTENCE)
    assert (scores.shape, scores.dtype) == ((2,), np.float32)
    for score, premise in zip(scores, PREMISES, strict=True):
        logits = _logits(folder, premise, SENTENCE)
        assert score == pytest.approx(np.exp(logits[2]) / np.exp(logits).sum(), abs=1e-5)


def test_a_reranker_gives_its_one_score(tmp_path):
    folder = _made(tmp_path / "rank", ["relevance"])
    scores = CrossEncoderEntailment(folder).scores(PREMISES, SENTENCE)
    for score, premise in zip(scores, PREMISES, strict=True):
        assert score == pytest.approx(1 / (1 + np.exp(-_logits(folder, premise, SENTENCE)[0])), abs=1e-5)


def test_nothing_to_compare(tmp_path):
    folder = _made(tmp_path / "rank", ["relevance"])
    assert CrossEncoderEntailment(folder).scores([], SENTENCE).shape == (0,)


def test_a_model_of_other_labels_is_refused(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"tốt, xấu.*không có nhãn entailment"):
        CrossEncoderEntailment(_made(tmp_path / "mood", ["tốt", "xấu"]))


def test_a_model_that_is_not_here_names_the_remedy(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"hf download .*NQ_ENTAILMENT_MODEL"):
        CrossEncoderEntailment("khong-co/mo-hinh")


def test_passages_are_scored_for_a_question(tmp_path):
    folder = _made(tmp_path / "rank", ["relevance"])
    scores = CrossEncoderReranker(folder).relevance(SENTENCE, PREMISES)
    assert (scores.shape, scores.dtype) == ((2,), np.float32)
    logits = [_logits(folder, SENTENCE, premise)[0] for premise in PREMISES]
    assert np.argsort(scores).tolist() == np.argsort(logits).tolist()
    assert CrossEncoderReranker(folder).relevance(SENTENCE, []).shape == (0,)


def test_a_classifier_is_no_reranker(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"2 nhãn.*NQ_RERANKER"):
        CrossEncoderReranker(_made(tmp_path / "mood", ["tốt", "xấu"]))


def test_a_reranker_that_is_not_here_names_its_own_setting(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"xếp lại.*hf download .*NQ_RERANKER"):
        CrossEncoderReranker("khong-co/mo-hinh")


@pytest.mark.parametrize("name", ["/mo-hinh/khong-co", "./khong-co", "../khong-co"])
def test_a_folder_that_is_not_there_is_not_to_be_downloaded(name):
    with pytest.raises(ModelUnavailable, match=r"xếp lại “.*khong-co”: không có thư mục ấy.*NQ_RERANKER") as raised:
        CrossEncoderReranker(name)
    assert "hf download" not in str(raised.value)


def test_the_assistant_puts_passages_in_the_order_of_its_reranker(tmp_path):
    from assistant.build import open_assistant
    from assistant.settings import Settings
    from ingest.doctor import examine
    from ingest.pipeline import ingest

    folder = _made(tmp_path / "rank", ["relevance"])
    for name, line in (("a.txt", "Nạo vét kênh mương."), ("b.txt", "Thu ngân sách."), ("c.txt", "Kênh mương.")):
        (tmp_path / name).write_text(f"NGHỊ QUYẾT\nCỦA ĐẢNG BỘ XÃ AN LẠC\nI. NHIỆM VỤ\n- {line}", "utf-8")
    plain = Settings(data=tmp_path / "data", _env_file=None)
    list(ingest([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")], settings=plain))
    settings = plain.model_copy(update={"reranker": folder})
    assert {finding.name: finding.ok for finding in examine(settings)}["Mô hình xếp lại"]
    assistant = open_assistant(settings)
    found = assistant.search(SENTENCE, k=5)
    texts = [f"{one.passage.context}\n{one.passage.text}" for one in found]
    scores = CrossEncoderReranker(folder).relevance(SENTENCE, texts)
    assert len(found) >= 2
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assistant.close()
