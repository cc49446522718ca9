"""Every setting, in one frozen class; environment variables carry the prefix ``NQ_``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import InvalidSetting


class Settings(BaseSettings):
    """What can be set from outside. Read once, by the entry point, and passed down; never changed."""

    model_config = SettingsConfigDict(env_prefix="NQ_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(Path("data"), description="Thư mục dữ liệu: kho văn bản và các chỉ mục.")
    embedding_model: str = Field(
        "static",
        description="Mô hình nhúng: 'static' (kèm sẵn, không cần mạng), hoặc tên / thư mục một mô hình "
        "sentence-transformers.",
    )
    # 0.70 to 0.90 never lost to the lexical leg alone on ALQAC and XQuAD-vi, with and without diacritics.
    lexical_weight: float = Field(
        0.8,
        ge=0.0,
        le=1.0,
        description="Trọng số của điểm từ vựng khi trộn với điểm ngữ nghĩa.",
    )
    chat_model: str | None = Field(
        None,
        description="Mô hình ngôn ngữ để diễn đạt câu trả lời (tùy chọn), dạng nhà_cung_cấp:mô_hình.",
    )
    chat_base_url: str | None = Field(None, description="Địa chỉ máy chủ mô hình ngôn ngữ của cơ quan.")
    chat_timeout_s: float = Field(30.0, gt=0, description="Thời gian chờ mô hình ngôn ngữ, tính bằng giây.")
    passages: int = Field(8, ge=1, le=100, description="Số đoạn lấy ra cho một câu hỏi.")
    catalogue: Path | None = Field(
        None,
        description="Danh mục chỉ tiêu riêng của cơ quan (tệp TOML), thêm vào danh mục kèm sẵn; nạp lại văn bản sau "
        "khi sửa.",
    )
    max_file_mb: float = Field(40.0, gt=0, description="Cỡ tối đa của một tệp, tính bằng MB.")
    max_question_chars: int = Field(2000, ge=100, description="Độ dài tối đa của một câu hỏi, tính bằng ký tự.")
    host: str = Field("127.0.0.1", description="Địa chỉ phục vụ; mặc định chỉ máy này.")
    port: int = Field(7860, ge=1, le=65535, description="Cổng phục vụ.")


def load_settings(data: Path | None = None, **changes: object) -> Settings:
    """The settings from the environment, with what a command line says on top. Raises ``InvalidSetting``."""
    given = {name: value for name, value in {"data": data, **changes}.items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, problem['loc']))} = {problem.get('input')!r} ({problem['msg']})"
            for problem in error.errors()
        )
        raise InvalidSetting(f"Thiết đặt không dùng được: {told}. Xem lại tham số hoặc biến NQ_….") from error
