from dataclasses import asdict

import pytest

from assistant.drafting.profile import load_profile, profile_names
from assistant.errors import InvalidSetting


def test_both_profiles_load():
    assert profile_names() == ("36-HD", "ND30")
    assert load_profile("36-HD").banner == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert load_profile("ND30").motto == "Độc lập - Tự do - Hạnh phúc"


def toml(**changes):
    values = asdict(load_profile("ND30")) | changes
    return "\n".join(
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}" for name, value in values.items()
    )


def test_an_office_may_bring_its_own(tmp_path):
    file = tmp_path / "xa.toml"
    file.write_text(toml(name="Mẫu của xã", margin_left_mm=35.0), encoding="utf-8")
    assert load_profile(str(file)).margin_left_mm == 35.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = 1 =", "viết sai"),
        ("", "thiếu: banner"),
        (toml(colour="red"), "có mục lạ: colour"),
        (toml(body_pt="lớn"), "body_pt = 'lớn' không đúng kiểu"),
        (toml(body_pt="true").replace('"true"', "true"), "không đúng kiểu"),
    ],
)
def test_a_profile_that_cannot_be_used_says_why(tmp_path, text, told):
    file = tmp_path / "xa.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSetting, match=told):
        load_profile(str(file))


@pytest.mark.parametrize("name", ["khong-co", "khong-co.toml", "../36-HD"])
def test_an_unknown_profile(name):
    with pytest.raises(InvalidSetting, match="mẫu trình bày"):
        load_profile(name)
