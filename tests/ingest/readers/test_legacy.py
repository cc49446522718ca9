"""TCVN3 and VNI, as they come out of PDF and Word files set in those fonts."""

from __future__ import annotations

from ingest.readers.legacy import from_tcvn3, from_vni, restore_legacy


def test_tcvn3_as_glibc_reads_it() -> None:
    written = "Uû ban nh©n d©n; thu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t 60,5 triÖu ®ång"

    assert from_tcvn3(written) == "Uỷ ban nhân dân; thu nhập bình quân đầu người đạt 60,5 triệu đồng"


def test_every_vowel_of_tcvn3() -> None:
    assert from_tcvn3("µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ") == "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị"
    assert from_tcvn3("ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ") == "òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ"
    assert from_tcvn3("¨©ª«¬\xad® ¡¢£¤¥¦§") == "ăâêôơưđ ĂÂÊÔƠƯĐ"


def test_every_vowel_of_vni() -> None:
    assert from_vni("aøaùaûaõaï aêaèaéaúaüaë aâaàaáaåaãaä") == "àáảãạ ăằắẳẵặ âầấẩẫậ"
    assert from_vni("eøeùeûeõeï eâeàeáeåeãeä ìíæóò") == "èéẻẽẹ êềếểễệ ìíỉĩị"
    assert from_vni("oøoùoûoõoï oâoàoáoåoãoä ôôøôùôûôõôï") == "òóỏõọ ôồốổỗộ ơờớởỡợ"
    assert from_vni("uøuùuûuõuï ööøöùöûöõöï yøyùyûyõî ñÑ") == "ùúủũụ ưừứửữự ỳýỷỹỵ đĐ"


def test_capitals_of_vni() -> None:
    assert from_vni("NGHÒ QUYEÁT CUÛA ÑAÛNG BOÄ XAÕ") == "NGHỊ QUYẾT CỦA ĐẢNG BỘ XÃ"
    assert from_vni("Thoâng baùo cuûa UÛy ban") == "Thông báo của Ủy ban"


def test_only_the_lines_in_a_legacy_font_are_turned() -> None:
    page = "Nghị quyết của Đảng bộ xã\nThu nhËp b×nh qu©n ®Çu ng\xadêi ®¹t 58 triÖu ®ång\nHà Nam, 2023"

    assert restore_legacy(page) == (
        "Nghị quyết của Đảng bộ xã\nThu nhập bình quân đầu người đạt 58 triệu đồng\nHà Nam, 2023"
    )


def test_unicode_is_left_alone() -> None:
    page = "Là các cá nhân có công\n© 2023 Cổng thông tin\nCafé, naïve, São"

    assert restore_legacy(page) == page
