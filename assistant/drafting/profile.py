"""Layout profiles: every measure and every fixed word of a layout, in one editable file.

``36-HD`` and ``ND30`` come along; an office copies one, changes it and names its file. A profile only says what it
was written after: rules change, and a draft never claims to follow the present ones.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any, get_args, get_type_hints

from assistant.errors import InvalidSetting

_FOLDER = "assistant.drafting.profiles"


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout.

    Lengths ``…_mm`` are millimetres, sizes ``…_pt`` points; ``issuer_share`` is that of the issuer beside
    the banner, of the width of the text.
    """

    name: str
    follows: str
    font: str
    paper_width_mm: float
    paper_height_mm: float
    margin_top_mm: float
    margin_bottom_mm: float
    margin_left_mm: float
    margin_right_mm: float
    header_mm: float
    banner: str
    banner_pt: float
    motto: str
    motto_pt: float
    issuer_share: float
    superior_pt: float
    issuer_pt: float
    star: str
    number_pt: float
    place_pt: float
    kind_pt: float
    title_pt: float
    title_rule_mm: float
    body_pt: float
    body_align: str
    first_line_mm: float
    line_spacing: float
    space_after_pt: float
    heading_bold_depth: int
    table_pt: float
    recipients_label_pt: float
    recipients_label_style: str
    recipients_pt: float
    signature_pt: float
    page_number_pt: float
    draft_mark: str
    draft_mark_pt: float


def profile_names() -> tuple[str, ...]:
    """The profiles that come along."""
    found = (entry.name for entry in resources.files(_FOLDER).iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


def load_profile(name: str) -> Profile:
    """A profile by name, or from a file of one's own. Raises ``InvalidSetting`` with what is wrong in it."""
    if name in profile_names():
        text = resources.files(_FOLDER).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    elif name.endswith(".toml"):
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidSetting(f"Không đọc được mẫu trình bày '{name}' ({error}).") from error
    else:
        known = ", ".join(profile_names())
        raise InvalidSetting(f"Không có mẫu trình bày '{name}'. Có: {known}, hoặc một tệp .toml của cơ quan.")
    try:
        return _profile(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSetting(f"Mẫu trình bày '{name}' viết sai: {error}.") from error


def _profile(table: dict[str, Any], name: str) -> Profile:
    hints = get_type_hints(Profile)
    wanted = {field.name for field in fields(Profile)}
    if missing := sorted(wanted - table.keys()):
        raise InvalidSetting(f"Mẫu trình bày '{name}' thiếu: {', '.join(missing)}.")
    if unknown := sorted(table.keys() - wanted):
        raise InvalidSetting(f"Mẫu trình bày '{name}' có mục lạ: {', '.join(unknown)}.")
    for field, value in table.items():
        kinds = (int, float) if hints[field] is float else (get_args(hints[field]) or (hints[field],))
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise InvalidSetting(f"Mẫu trình bày '{name}': {field} = {value!r} không đúng kiểu.")
    return Profile(**table)
