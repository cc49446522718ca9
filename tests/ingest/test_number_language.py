"""Each way in which figures are written, as text -> record, from real documents (by eye, before the code).

A record is (indicator, comparator, value, upper value, unit, measure, direction); a result or a year is checked
where the case is about one.
"""

import pytest

from assistant.types import Identity, Resolution
from ingest.extract import extract
from ingest.outline import outline

TARGETS = "II. CHỈ TIÊU NĂM 2024"
RESULTS = "I. KẾT QUẢ NĂM 2023"
TASKS = "III. NHIỆM VỤ, GIẢI PHÁP"


def _rows(line, heading=TARGETS):
    text = f"{heading}\n{line}"
    identity = Identity("nghị quyết", "Đảng", "t", level="xã", result_year=2023, target_year=2024)
    return extract(Resolution("d", "d.txt", "h", text, (), outline(text), identity))


def _record(row):
    return (row.indicator, row.comparator, row.value, row.value_max, row.unit, row.measure, row.direction)


def level(indicator, comparator, value, unit, upper=None):
    return (indicator, comparator, value, upper, unit, "level", None)


def change(indicator, comparator, value, unit, direction, upper=None):
    return (indicator, comparator, value, upper, unit, "change", direction)


def plan(indicator, comparator, value, direction=None):
    return (indicator, comparator, value, None, "% so với kế hoạch", "vs_plan", direction)


INCOME, BUDGET = "triệu đồng/người/năm", "tỷ đồng"

COMPARATORS = [
    (
        "- Thu nhập bình quân đầu người đạt 60,5 triệu đồng/người/năm",
        [level("thu_nhap_binh_quan", "=", 60.5, INCOME)],
    ),
    ("- Thu ngân sách trên địa bàn xã: 5.900.000.000 đồng.", [level("thu_ngan_sach", "=", 5.9, BUDGET)]),
    ("- Tổng thu ngân sách 27 tỷ đồng", [level("thu_ngan_sach", "=", 27, BUDGET)]),
    ("14- Khu dân cư được công nhận đạt chuẩn văn hóa = 13;", [level("so_lang_van_hoa", "=", 13, "thôn")]),
    ("15- Cơ quan được công nhận văn hóa  = 01;", [level("so_co_quan_van_hoa", "=", 1, "cơ quan")]),
    ("- dân số được sử dụng nước hợp vệ sinh = 100%", [level("ty_le_nuoc_hop_ve_sinh", "=", 100, "%")]),
    (
        "1- Giá trị sản xuất nông, lâm, nghiệp và thủy sản đạt trên 170,5 tỷ đồng;",
        [level("gtsx_nong_lam_thuy_san", ">", 170.5, BUDGET)],
    ),
    ("2- Sản lượng lương thực có hạt đạt trên 9.850 tấn;", [level("san_luong_luong_thuc", ">", 9850, "tấn")]),
    (
        "(1) Thu nhập bình quân đầu người/năm đạt trên 46 triệu đồng.",
        [level("thu_nhap_binh_quan", ">", 46, INCOME)],
    ),
    ("- Có >80% đảng viên được xếp loại HTTNV trở lên.", [level("ty_le_dang_vien_httnv", ">", 80, "%")]),
    (
        "5- Số lượng doanh nghiệp thành lập mới từ 9 doanh nghiệp trở lên;",
        [level("doanh_nghiep_moi", ">=", 9, "doanh nghiệp")],
    ),
    ("16- Giảm hộ nghèo từ 06 hộ trở lên", [change("so_ho_ngheo", ">=", 6, "hộ", "giảm")]),
    ("28- Phấn đấu kết nạp 18 Đảng viên mới trở lên", [level("ket_nap_dang_vien", ">=", 18, "đảng viên")]),
    ("- kết nạp từ 85 đảng viên trở lên", [level("ket_nap_dang_vien", ">=", 85, "đảng viên")]),
    (
        "7- Thu nhập bình quân đầu người đạt từ 58 triệu đồng/người/năm;",
        [level("thu_nhap_binh_quan", ">=", 58, INCOME)],
    ),
    ("- Tốc độ tăng trưởng kinh tế từ 9%", [level("tang_truong_kinh_te", ">=", 9, "%")]),
    ("- Tỷ lệ dân số tham gia BHYT đạt từ 95%", [level("ty_le_bhyt", ">=", 95, "%")]),
    ("- Tăng thu ngân sách tối thiểu 12%", [level("tang_thu_ngan_sach", ">=", 12, "%/năm")]),
    ("- Tỷ lệ dân số tham gia BHYT không thấp hơn 95%", [level("ty_le_bhyt", ">=", 95, "%")]),
    ("- Tỷ lệ người dân tham gia Bảo hiểm Y tế ≥ 95%", [level("ty_le_bhyt", ">=", 95, "%")]),
    ("- Tốc độ tăng dân số bình quân hàng năm dưới 0,5 %", [level("ty_le_tang_dan_so", "<", 0.5, "%")]),
    ("- Tỷ lệ hộ nghèo < 1%", [level("ty_le_ho_ngheo", "<", 1, "%")]),
    ("- Tỷ lệ hộ nghèo không quá 1,2%", [level("ty_le_ho_ngheo", "<=", 1.2, "%")]),
    ("- Tỷ suất tăng dân số tự nhiên còn 12,1‰", [level("ty_le_tang_dan_so", "=", 12.1, "‰")]),
    ("- Tỷ lệ hộ nghèo còn dưới 1%", [level("ty_le_ho_ngheo", "<", 1, "%")]),
    ("- Tỷ lệ hộ nghèo giảm còn 5,46%", [level("ty_le_ho_ngheo", "=", 5.46, "%")]),
    ("- Tỷ lệ hộ nghèo giảm xuống còn 2,27%", [level("ty_le_ho_ngheo", "=", 2.27, "%")]),
    ("- Kéo tỷ lệ hộ nghèo xuống còn 2,35%", [level("ty_le_ho_ngheo", "=", 2.35, "%")]),
    ("- Kết nạp 15-16 đảng viên mới.", [level("ket_nap_dang_vien", "range", 15, "đảng viên", 16)]),
    ("- Tốc độ tăng trưởng kinh tế 10-12%/năm", [level("tang_truong_kinh_te", "range", 10, "%", 12)]),
    ("- Tăng trưởng kinh tế từ 8% đến 8,5%", [level("tang_truong_kinh_te", "range", 8, "%", 8.5)]),
    ("- Tăng trưởng kinh tế từ 6,5 đến 7%", [level("tang_truong_kinh_te", "range", 6.5, "%", 7)]),
    ("- không có chi bộ yếu kém", [level("so_chi_bo_yeu_kem", "=", 0, "chi bộ")]),
    (
        "- 80% chi bộ được xếp hoàn thành tốt nhiệm vụ trở lên.",
        [level("ty_le_chi_bo_httnv", "=", 80, "%")],
    ),
    ("- số chi bộ hoàn thành tốt nhiệm vụ đạt 80% trở lên", [level("ty_le_chi_bo_httnv", ">=", 80, "%")]),
    ("- Có 100% chi bộ hoàn thành nhiệm vụ trở lên.", [level("ty_le_chi_bo_htnv", "=", 100, "%")]),
    (
        "- Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân 16,9%",
        [level("ty_le_suy_dd_nhe_can", "=", 16.9, "%")],
    ),
    (
        "- Giá trị sản phẩm trên 1 ha đất canh tác: 105 triệu",
        [level("gia_tri_tren_ha", "=", 105, "triệu đồng/ha")],
    ),
    ("- Tỷ lệ sinh con thứ ba trở lên dưới 9%", [level("sinh_con_thu_3", "<", 9, "%")]),
    ("- Thu ngân sách điều chỉnh từ 12 tỷ lên 13,5 tỷ", [level("thu_ngan_sach", "=", 13.5, BUDGET)]),
    ("- Tỷ lệ hộ nghèo từ 1,9% xuống 1,7%", [level("ty_le_ho_ngheo", "=", 1.7, "%")]),
    ("- từ 85% chi bộ trở lên HTTNV", [level("ty_le_chi_bo_httnv", ">=", 85, "%")]),
    ("- 100% chi bộ từ mức hoàn thành nhiệm vụ trở lên", [level("ty_le_chi_bo_htnv", "=", 100, "%")]),
]

CHANGES = [
    ("- Tỷ lệ hộ nghèo 0,57%", [level("ty_le_ho_ngheo", "=", 0.57, "%")]),
    (
        "- Tỷ lệ hộ nghèo giảm 0,34%; cận nghèo giảm: 0,31%;",
        [
            change("ty_le_ho_ngheo", "=", 0.34, "điểm %", "giảm"),
            change("ty_le_ho_can_ngheo", "=", 0.31, "điểm %", "giảm"),
        ],
    ),
    ("- giảm số hộ nghèo từ 28 hộ xuống còn 23 hộ", [level("so_ho_ngheo", "=", 23, "hộ")]),
    (
        "- Tỷ lệ hộ nghèo giảm 6%, cuối năm còn 28,4%",
        [change("ty_le_ho_ngheo", "=", 6, "điểm %", "giảm"), level("ty_le_ho_ngheo", "=", 28.4, "%")],
    ),
    ("- Mức giảm sinh 0,5‰/năm", [level("muc_giam_sinh", "=", 0.5, "‰/năm")]),
    ("- Tỷ lệ giảm sinh bình quân 0,5‰/năm", [level("muc_giam_sinh", "=", 0.5, "‰/năm")]),
    ("- tăng trưởng đàn gia súc 6%/năm", [level("tang_truong_dan_gia_suc", "=", 6, "%/năm")]),
    ("- Tỷ lệ hộ nghèo giảm bình quân 1,41%/ năm", [change("ty_le_ho_ngheo", "=", 1.41, "điểm %", "giảm")]),
]

PLANS = [
    ("6- Thu ngân sách vượt 8% trở lên so với kế hoạch huyện giao;", [plan("thu_ngan_sach", ">=", 8, "vượt")]),
    (
        "- thu ngân sách trên địa bàn đạt 41,343 tỷ đồng, đạt 94,8% kế hoạch",
        [level("thu_ngan_sach", "=", 41.343, BUDGET), plan("thu_ngan_sach", "=", 94.8)],
    ),
    (
        "- Thu ngân sách 12 tỷ đồng, bằng 196,96% kế hoạch",
        [level("thu_ngan_sach", "=", 12, BUDGET), plan("thu_ngan_sach", "=", 196.96)],
    ),
    (
        "- Thu ngân sách 12 tỷ đồng, đạt 2413% nghị quyết",
        [level("thu_ngan_sach", "=", 12, BUDGET), plan("thu_ngan_sach", "=", 2413)],
    ),
    (
        "- Thu ngân sách 12 tỷ đồng, đạt 765% so với dự toán",
        [level("thu_ngan_sach", "=", 12, BUDGET), plan("thu_ngan_sach", "=", 765)],
    ),
    (
        "- Thu ngân sách 9 tỷ đồng, đạt 60% kế hoạch tỉnh giao, đạt 58% kế hoạch HĐND huyện giao",
        [level("thu_ngan_sach", "=", 9, BUDGET), plan("thu_ngan_sach", "=", 60), plan("thu_ngan_sach", "=", 58)],
    ),
    (
        "- Thu ngân sách 9 tỷ đồng, đạt 100,3 kế hoạch",
        [level("thu_ngan_sach", "=", 9, BUDGET), plan("thu_ngan_sach", "=", 100.3)],
    ),
    (
        "- Thu ngân sách 9 tỷ đồng, đạt 94,57 KH",
        [level("thu_ngan_sach", "=", 9, BUDGET), plan("thu_ngan_sach", "=", 94.57)],
    ),
    ("- Thu ngân sách tăng 12% so với chỉ tiêu đề ra", [plan("thu_ngan_sach", "=", 12, "vượt")]),
]

NUMBERS = [
    ("- Thu nhập bình quân 50.390.000đồng/người/năm", [level("thu_nhap_binh_quan", "=", 50.39, INCOME)]),
    ("- Thu nhập bình quân đầu người 65,8triệu đồng", [level("thu_nhap_binh_quan", "=", 65.8, INCOME)]),
    ("- Thu nhập bình quân 28,6% triệu đồng/người/năm", [level("thu_nhap_binh_quan", "=", 28.6, INCOME)]),
    ("- Thu ngân sách đạt 13 tỷ 655 triẹu đồng", [level("thu_ngan_sach", "=", 13.655, BUDGET)]),
    ("- Thu ngân sách đạt 8 tỷ 900 triệu", [level("thu_ngan_sach", "=", 8.9, BUDGET)]),
    ("- Thu ngân sách 682 tỷ 068 triệu đồng", [level("thu_ngan_sach", "=", 682.068, BUDGET)]),
    (
        "- Thu ngân sách 13.503.000.000đ (Mười ba tỷ, năm trăm linh ba triệu đồng)",
        [level("thu_ngan_sach", "=", 13.503, BUDGET)],
    ),
    ("- Thu ngân sách 21, 72 tỷ đồng", [level("thu_ngan_sach", "=", 21.72, BUDGET)]),
    ("- Thu ngân sách 448, 666 tỷ đồng", [level("thu_ngan_sach", "=", 448.666, BUDGET)]),
    ("- Tổng sản lượng lương thực 61,8 vạn tấn", [level("san_luong_luong_thuc", "=", 618000, "tấn")]),
    ("- Thu hút 1,8 triệu lượt khách du lịch", [level("luot_khach_du_lich", "=", 1800000, "lượt")]),
    ("- Thu ngân sách 43,5 nghìn tỷ đồng", [level("thu_ngan_sach", "=", 43500, BUDGET)]),
    ("- Tỷ lệ tăng dân số tự nhiên 0,30%0", [level("ty_le_tang_dan_so", "=", 0.3, "‰")]),
    ("- Tổng đàn lợn 4.150con", [level("tong_dan_lon", "=", 4150, "con")]),
    ("- Xây dựng đường GTNT: 1,4km", [level("km_duong_gtnt", "=", 1.4, "km")]),
    ("- Năng suất lúa 6,5 tấn/ha", [level("nang_suat_lua", "=", 65, "tạ/ha")]),
    ("- Thu nhập bình quân dầu người 57 triệu đồng/người", [level("thu_nhap_binh_quan", "=", 57, INCOME)]),
]

SEVERAL = [
    (
        "- Diện tích cây ngô: 162,5 ha, sản lượng 796 tấn; diện tích cây Lạc: 60 ha, sản lượng 144 tấn; "
        "diện tích cây đậu 90 ha, sản lượng 108 tấn;",
        [
            level("dien_tich_ngo", "=", 162.5, "ha"),
            level("san_luong_ngo", "=", 796, "tấn"),
            level("dien_tich_lac", "=", 60, "ha"),
            level("san_luong_lac", "=", 144, "tấn"),
            level("dien_tich_dau", "=", 90, "ha"),
            level("san_luong_dau", "=", 108, "tấn"),
        ],
    ),
    (
        "- Tổng sản lượng lương thực quy thóc: 6.871 tấn; trong đó: Thóc 6.075 tấn, diện tích gieo trồng cả năm "
        "1.110 ha.",
        [
            level("san_luong_luong_thuc", "=", 6871, "tấn"),
            level("san_luong_lua", "=", 6075, "tấn"),
            level("dien_tich_gieo_trong", "=", 1110, "ha"),
        ],
    ),
    (
        "- trồng mới 75 ha (70 ha chè chất lượng cao, 05 ha chè cổ thụ)",
        [
            level("dien_tich_trong_moi_che", "=", 75, "ha"),
            level("dien_tich_trong_moi_che", "=", 70, "ha"),
            level("dien_tich_trong_moi_che", "=", 5, "ha"),
        ],
    ),
    (
        "- Tỷ lệ trẻ em suy dinh dưỡng: chiều cao/tuổi: 9,7%; cận nặng/tuổi: 7,3%.",
        [level("ty_le_suy_dd_thap_coi", "=", 9.7, "%"), level("ty_le_suy_dd_nhe_can", "=", 7.3, "%")],
    ),
    (
        "20- Số hồ sơ giải quyết trực tuyến: Mức độ 3 trên 60%, mức độ 4 trên 60%;",
        [level("ty_le_ho_so_truc_tuyen", ">", 60, "%"), level("ty_le_ho_so_truc_tuyen", ">", 60, "%")],
    ),
    (
        "- Trên 90% tổ chức cơ sở đảng, đảng viên hoàn thành tốt nhiệm vụ trở lên",
        [level("ty_le_chi_bo_httnv", ">", 90, "%"), level("ty_le_dang_vien_httnv", ">", 90, "%")],
    ),
    (
        "- 94,3% cơ quan, đơn vị, trường học, doanh nghiệp, 90,5% số khu dân cư, 88,5% số hộ gia đình đạt tiêu chuẩn "
        "văn hóa.",
        [
            level("ty_le_co_quan_van_hoa", "=", 94.3, "%"),
            level("ty_le_thon_van_hoa", "=", 90.5, "%"),
            level("ty_le_gia_dinh_van_hoa", "=", 88.5, "%"),
        ],
    ),
    (
        "- Tỷ lệ học sinh đến trường: mẫu giáo 99,9%; học sinh trong độ tuổi học tiểu học 99,9%; trung học cơ sở "
        "96,3%.",
        [
            level("ty_le_huy_dong_hoc_sinh", "=", 99.9, "%"),
            level("ty_le_huy_dong_hoc_sinh", "=", 99.9, "%"),
            level("ty_le_huy_dong_hoc_sinh", "=", 96.3, "%"),
        ],
    ),
    (
        "- Xây dựng ít nhất 01 làng văn hóa tiêu biểu cấp Tỉnh, 01 làng văn hóa tiêu biểu cấp huyện",
        [level("lang_van_hoa_tieu_bieu", ">=", 1, "làng"), level("lang_van_hoa_tieu_bieu", ">=", 1, "làng")],
    ),
    (
        "- Tỷ lệ hộ dùng nước sạch: 90%; tỷ lệ hộ dùng nước hợp vệ sinh: 100%",
        [level("ty_le_nuoc_sach", "=", 90, "%"), level("ty_le_nuoc_hop_ve_sinh", "=", 100, "%")],
    ),
    (
        "19- Tỷ lệ Gia đình kiểu mẫu đạt 3%; công dân kiểu mẫu đạt 5%;",
        [level("ty_le_gia_dinh_kieu_mau", "=", 3, "%"), level("ty_le_cong_dan_kieu_mau", "=", 5, "%")],
    ),
]

ALL = [
    pytest.param(line, records, id=f"{name}: {line[:60]}")
    for name, cases in (
        ("1", COMPARATORS),
        ("3", CHANGES),
        ("4", PLANS),
        ("6", NUMBERS),
        ("7", SEVERAL),
    )
    for line, records in cases
]


@pytest.mark.parametrize(("line", "records"), ALL)
def test_each_way_of_writing(line, records):
    found = [_record(row) for row in _rows(line)]
    assert found == [pytest.approx(record) if isinstance(record, float) else record for record in records]


@pytest.mark.parametrize(
    ("line", "value", "of"),
    [
        ("- xã đạt 6/19 tiêu chí nông thôn mới", 6, 19),
        ("- địa phương đã hoàn thành 29/29 chỉ tiêu", 29, 29),
        ("- giữ vững 9/9 thôn đạt khu dân cư nông thôn mới kiểu mẫu", 9, 9),
    ],
)
def test_x_of_y(line, value, of):
    (row,) = _rows(line)
    assert (row.value, row.of) == (value, of)


@pytest.mark.parametrize(
    ("line", "heading", "expected"),
    [
        ("- Thu nhập bình quân đầu người đạt 55 triệu đồng", RESULTS, [("actual", 2023)]),
        ("- Thu nhập bình quân đầu người 57 triệu đồng", TARGETS, [("target", 2024)]),
        ("- Năm 2023 thu nhập bình quân đầu người đạt 55 triệu đồng", TARGETS, [("actual", 2023)]),
        ("- Đến năm 2025 thu nhập bình quân đầu người đạt 65 triệu đồng", TARGETS, [("target", 2025)]),
        (
            "- Thu nhập bình quân đầu người 79 tr.đ/năm (TH 2023: 75,2)",
            TARGETS,
            [("target", 2024), ("actual", 2023)],
        ),
        (
            "- Thu nhập bình quân đầu người năm 2023 đạt 55 triệu đồng, phấn đấu năm 2024 đạt 57 triệu đồng",
            RESULTS,
            [("actual", 2023), ("target", 2024)],
        ),
    ],
)
def test_target_or_result_and_year(line, heading, expected):
    assert [(row.kind, row.year) for row in _rows(line, heading)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "- Thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 và Chỉ thị số 05-CT/TW",
        "- Thực hiện Quyết định 1988/2017/QĐ-UBND ngày 12/6/2017",
        "- Thực hiện Đề án giai đoạn 2021 - 2025, định hướng đến năm 2030",
        "- Hoàn thành nhiệm vụ năm học 2023-2024",
        "27- Tổ chức kỷ niệm 85 năm ngày truyền thống Đảng bộ xã (20/6/1938 – 20/6/2023)",
        "- Trực ca đảm bảo 24/24",
        "- Duy trì các tiêu chí thôn NTM, xã NTM",
        "- Đạt chuẩn mức 2",
        "- Thực hiện tốt Quyết định 217,218 của Bộ Chính trị",
        "- Nâng cấp tuyến đường 506b, 506c",
        "- Dịch vụ công trực tuyến mức độ 3, mức độ 4",
        "- Giữ vững và phát huy danh hiệu xã chuẩn quốc gia về y tế",
        "- Phòng chống suy dinh dưỡng cho trẻ em dưới 5 tuổi",
        "- Giảm tỷ lệ sinh con thứ 3 trở lên",
    ],
)
def test_what_is_no_indicator(line):
    assert _rows(line) == ()


@pytest.mark.parametrize("line", ["- Tái canh 60 ha cà phê", "- Hỗ trợ vốn cho 22 hộ", "- Lắp 12 camera an ninh"])
def test_single_works_among_tasks_are_none(line):
    assert _rows(line, TASKS) == ()


def test_the_same_figure_said_twice_is_one_row():
    rows = _rows("- Thu ngân sách 27 tỷ đồng\n- Tổng thu ngân sách 27 tỷ đồng")
    assert len(rows) == 1
