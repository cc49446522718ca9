"""Any sentence-transformers model, by folder or by name on the Hugging Face hub.

The network is the last resort. In order:

    1. a folder of that name
    2. a model of that name in the hub's cache on this machine
    3. the hub, since who names a hub model expects it: asked once, for ``PROBE_SECONDS``, before a download.
       Not with ``download=False``, and never under ``HF_HUB_OFFLINE=1``.

Steps 1 and 2 send nothing. sentence-transformers and torch (11 s, 470 MB) are imported once a model is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.embed_static import unit_length
from assistant.errors import ModelUnavailable
from assistant.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PROBE_SECONDS = 5.0
"""How long the hub may take to answer. Its own client would wait 10 s, and then 6 times 60 s more (2.4)."""

BATCH = 256
"""Texts embedded at a time, so that a question need not wait for the end of a bulk job."""

LEXICAL_WEIGHT = 0.7
"""Weight of the lexical leg beside a model that nobody has measured: between those of the other two."""

_ORGANISATION = "sentence-transformers"
"""Where a name without a slash belongs, as in sentence-transformers itself."""

_MODULES = "modules.json"
"""Says how token vectors become one. Without it sentence-transformers takes the mean, of any network."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model; it cuts texts beyond its own length limit. Threads may share it.

    Raises ``ModelUnavailable`` where the model is not on this machine and cannot be had.
    """

    def __init__(self, name: str, *, download: bool = True) -> None:
        self._model = _load(name, download=download)
        self._id = f"{_plain(name)}-{_fingerprint(self._model)}"
        self._dimension = self._model.get_embedding_dimension() or len(self._model.encode_query("a"))
        self._lock = Lock()  # fast tokenizers set padding and truncation on a shared object

    @property
    def model_id(self) -> str:
        """Name of the model and hash of its weights; vectors of different ids never mix."""
        return self._id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    @property
    def lexical_weight(self) -> float:
        """Weight of the lexical leg beside this model's, in [0, 1]."""
        return LEXICAL_WEIGHT

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, in the order of ``texts``."""
        encode = self._model.encode_document
        batches = [self._embed(texts[start : start + BATCH], encode) for start in range(0, len(texts), BATCH)]
        return np.concatenate([np.empty((0, self.dimension), dtype=np.float32), *batches])

    def embed_question(self, text: str) -> Vectors:
        """One unit-length vector, shape ``(dimension,)``, float32."""
        vector: Vectors = self._embed([text], self._model.encode_query)[0]
        return vector

    def _embed(self, texts: Sequence[str], encode: Callable[..., Vectors]) -> Vectors:
        """Unit-length vectors, shape ``(len(texts), dimension)``, float32, of one batch."""
        with self._lock:
            return unit_length(encode(list(texts), show_progress_bar=False))


def _load(name: str, *, download: bool) -> SentenceTransformer:
    """The model, from this machine or from the hub. Raises ``ModelUnavailable``."""
    folder = _on_disk(name)
    if folder is not None:
        try:
            return _open(str(folder), local=True)
        except _failures() as error:
            raise ModelUnavailable(
                f"Không nạp được mô hình nhúng “{name}” trong {folder}: {_first_line(error)}. "
                f"Thư mục có thể thiếu tệp; hãy chép hoặc tải lại: hf download {_repository(name)}."
            ) from error
    if not download:
        raise _unavailable(name, "chưa có trên máy này")
    _ask_hub(name)
    try:
        return _open(_repository(name), local=False)
    except _failures() as error:
        raise _unavailable(name, f"tải không thành công ({_first_line(error)})") from error


def _open(where: str, *, local: bool) -> SentenceTransformer:
    """Reads a model. ``local`` forbids every look at the network."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(where, local_files_only=local)


def _on_disk(name: str) -> Path | None:
    """The folder of a model on this machine: itself, or a snapshot in the hub's cache; else ``None``."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not (folder / _MODULES).is_file():
            raise ModelUnavailable(
                f"Thư mục {folder} không phải mô hình sentence-transformers: thiếu {_MODULES}. "
                "Hãy chép trọn thư mục của mô hình, hoặc đặt NQ_EMBEDDING_MODEL=static."
            )
        return folder
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        modules = try_to_load_from_cache(_repository(name), _MODULES)
    except HFValidationError as error:
        raise _unavailable(name, "không có thư mục này, và đây cũng không phải tên trên Hugging Face") from error
    return Path(modules).parent if isinstance(modules, str) else None


def _ask_hub(name: str) -> None:
    """One request for ``modules.json``. Raises ``ModelUnavailable`` unless the hub grants it."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import EntryNotFoundError, OfflineModeIsEnabled, RepositoryNotFoundError

    try:
        get_hf_file_metadata(hf_hub_url(_repository(name), _MODULES), timeout=PROBE_SECONDS)
    except OfflineModeIsEnabled as error:
        raise _unavailable(name, "chưa có trên máy này, và HF_HUB_OFFLINE đang cấm tải") from error
    except RepositoryNotFoundError as error:
        raise _unavailable(name, "Hugging Face không có tên này, hoặc cần quyền truy cập") from error
    except EntryNotFoundError as error:
        raise _unavailable(name, f"không phải mô hình sentence-transformers: thiếu {_MODULES}") from error
    except _failures() as error:
        raise _unavailable(name, "chưa có trên máy này, và không nối được tới Hugging Face") from error


def _failures() -> tuple[type[Exception], ...]:
    """What reading or fetching a model raises when the model, the package or the network is at fault."""
    from huggingface_hub import errors
    from safetensors import SafetensorError

    network = errors.HTTPError  # type: ignore[attr-defined]  # of whichever HTTP library the hub client uses
    return (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError, network)


def _unavailable(name: str, why: str) -> ModelUnavailable:
    """The one line that a user sees: the model, what is wrong with it, and what can be done."""
    return ModelUnavailable(
        f"Không dùng được mô hình nhúng “{name}”: {why}. Trên một máy có mạng, chạy "
        f"“hf download {_repository(name)} --local-dir mo-hinh”, chép thư mục ấy sang và đặt "
        "NQ_EMBEDDING_MODEL=đường dẫn tới nó; hoặc đặt NQ_EMBEDDING_MODEL=static để dùng mô hình kèm sẵn."
    )


def _repository(name: str) -> str:
    """The hub's name of a model: ``all-MiniLM-L6-v2`` is ``sentence-transformers/all-MiniLM-L6-v2``."""
    return name if "/" in name else f"{_ORGANISATION}/{name}"


def _plain(name: str) -> str:
    """A hub name without its slash, or the last part of a path, in characters that file names take."""
    folder = Path(name).expanduser()
    short = folder.resolve().name if folder.is_dir() else name
    return re.sub(r"[^\w.-]+", "-", short)


def _fingerprint(model: SentenceTransformer) -> str:
    """12 hex digits over all weights as loaded, the prompts, and the length at which texts are cut."""
    import torch

    digest = sha256(f"{sorted(model.prompts.items())} {model.max_seq_length}".encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
