"""The bundled embedding: a static model read by model2vec with numpy, without torch and without a network.

Loading takes 0.5 s, half of it the import of model2vec, and the process then has 105 MB (2 cores). The card
in the model folder tells what it was trained on; ``ingest/fit_embedding.py`` builds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.ports import Vectors

BUNDLED = Path(__file__).parent.parent / "models" / "static"
"""The model that ships with the package."""

BATCH = 512
"""Texts embedded at a time: bounds the memory, and a question's wait behind a bulk job (0.1 s)."""

LEXICAL_WEIGHT = 0.8
"""Weight of the lexical leg beside this one. 0.70 to 0.90 never lost to the lexical leg alone on ALQAC and XQuAD-vi,
with and without diacritics."""

_FILES = ("config.json", "model.safetensors", "tokenizer.json")
"""What decides a vector, and so the model's id; in the order in which it is hashed."""


class StaticEmbedder:
    """A static model in a folder; one vector a token, and a text is their mean. Safe to share by threads."""

    def __init__(self, folder: Path = BUNDLED) -> None:
        contents = _read(folder)
        from model2vec import StaticModel
        from safetensors import SafetensorError

        try:
            model = StaticModel.from_pretrained(folder)
        except (OSError, ValueError, SafetensorError) as error:
            raise ModelUnavailable(f"Không nạp được mô hình nhúng tĩnh trong {folder}: {error}. {_REMEDY}") from error
        if model.weights is not None:  # multiplied once here, not for every text
            model.embedding, model.weights = model.embedding * model.weights[:, None], None
        self._model = model
        self._id = f"{folder.name}-{sha256(b''.join(contents)).hexdigest()[:12]}"
        self._lock = Lock()  # encode() sets the tokenizer's truncation each time

    @property
    def model_id(self) -> str:
        """Name of the folder and content hash of its files; vectors of different ids never mix."""
        return self._id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.dim)

    @property
    def lexical_weight(self) -> float:
        """Weight of the lexical leg beside this model's, in [0, 1]."""
        return LEXICAL_WEIGHT

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, in the order of ``texts``."""
        batches = [self._embed(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate([np.empty((0, self.dimension), dtype=np.float32), *batches])

    def embed_question(self, text: str) -> Vectors:
        """One unit-length vector, shape ``(dimension,)``, float32."""
        vector: Vectors = self._embed([text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, of one batch."""
        with self._lock:
            means = self._model.encode(list(texts), max_length=None, use_multiprocessing=False)
        return unit_length(means)


def unit_length(vectors: Vectors) -> Vectors:
    """``vectors``, shape ``(n, dimension)``, as float32 of length one.

    A zero vector, of a text without a known token, becomes the first axis: a cosine with it is a number.
    """
    unit = np.array(vectors, dtype=np.float32)
    lengths = np.linalg.norm(unit, axis=1, keepdims=True)
    unit[lengths[:, 0] == 0, 0] = 1.0
    unit /= np.where(lengths == 0, 1, lengths)
    return unit


_REMEDY = "Hãy cài lại gói, hoặc đặt NQ_EMBEDDING_MODEL là một mô hình sentence-transformers có trên máy."


def _read(folder: Path) -> list[bytes]:
    """The bytes of ``_FILES``. Raises ``ModelUnavailable`` (model2vec would ask the hub for the name)."""
    try:
        return [(folder / name).read_bytes() for name in _FILES]
    except OSError as error:
        raise ModelUnavailable(
            f"Thiếu tệp của mô hình nhúng tĩnh: {error.filename} ({error.strerror}). {_REMEDY}"
        ) from error
