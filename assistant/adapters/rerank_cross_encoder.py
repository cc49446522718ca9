"""Any cross-encoder of sentence-transformers, by folder or by a hub name that is on this machine already.

Two kinds are read: classifiers of entailment (three labels, one of them "entailment") and rerankers (one label). The
network is not asked: what runs on every sentence, or every question, must not wait for a hub.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ENTAILS = "entail"


class CrossEncoderEntailment:
    """A cross-encoder behind ``ports.Entailment``. Threads may share it. Raises ``ModelUnavailable``."""

    def __init__(self, name: str) -> None:
        self._model = _load(name, setting="NQ_ENTAILMENT_MODEL", what="kiểm tra")
        self._label = _entailing(self._model, name)
        self._lock = Lock()  # fast tokenizers set padding and truncation on a shared object

    def scores(self, premises: Sequence[str], sentence: str) -> Vectors:
        """How surely ``sentence`` follows from each premise: shape ``(len(premises),)``, float32, in [0, 1]."""
        pairs = [(premise, sentence) for premise in premises]
        if not pairs:
            return np.empty(0, dtype=np.float32)
        with self._lock:
            found = self._model.predict(pairs, show_progress_bar=False, apply_softmax=self._label is not None)
        scores = np.asarray(found, dtype=np.float32)
        return scores if self._label is None else scores[:, self._label]


class CrossEncoderReranker:
    """A cross-encoder with one label behind ``ports.Reranker``. Threads may share it. Raises ``ModelUnavailable``."""

    def __init__(self, name: str) -> None:
        self._model = _load(name, setting="NQ_RERANKER", what="xếp lại")
        labels = int(getattr(self._model.config, "num_labels", 1))
        if labels != 1:
            raise ModelUnavailable(
                f"Mô hình “{name}” có {labels} nhãn; mô hình xếp lại chỉ có một. "
                "Hãy chọn mô hình khác cho NQ_RERANKER."
            )
        self._lock = Lock()

    def relevance(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well each text answers ``question``: shape ``(len(texts),)``, float32, higher is better."""
        pairs = [(question, text) for text in texts]
        if not pairs:
            return np.empty(0, dtype=np.float32)
        with self._lock:
            return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


def _load(name: str, *, setting: str, what: str) -> CrossEncoder:
    if (Path(name).is_absolute() or name.startswith(".")) and not Path(name).is_dir():  # no name of a hub
        raise ModelUnavailable(
            f"Không nạp được mô hình {what} “{name}”: không có thư mục ấy. Hãy sửa lại đường dẫn hoặc bỏ {setting}."
        )
    try:
        from sentence_transformers import CrossEncoder

        model: CrossEncoder = CrossEncoder(name, local_files_only=True)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise ModelUnavailable(
            f"Không nạp được mô hình {what} “{name}” ({str(error).partition(chr(10))[0]}). "
            f"Hãy tải về trước (hf download {name}) hoặc bỏ {setting}."
        ) from error
    return model


def _entailing(model: CrossEncoder, name: str) -> int | None:
    """The column of "entailment"; None for a reranker. Raises ``ModelUnavailable`` for anything else."""
    labels: Mapping[int, str] = dict(getattr(model.config, "id2label", None) or {})
    if len(labels) == 1:
        return None
    for column, label in labels.items():
        if str(label).lower().startswith(_ENTAILS):
            return int(column)
    raise ModelUnavailable(
        f"Mô hình “{name}” có các nhãn {', '.join(map(str, labels.values()))}, không có nhãn entailment. "
        "Hãy chọn mô hình NLI hoặc mô hình xếp hạng cho NQ_ENTAILMENT_MODEL."
    )
