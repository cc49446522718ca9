"""The real loading path, on small models that the test makes."""

import numpy as np
import pytest

from assistant.adapters.rerank_cross_encoder import CrossEncoderEntailment
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
        CrossEncoderEntailment(str(tmp_path / "khong-co"))
