"""The report of 2021 as published, as content of a document; its addresses are invented."""

from datetime import UTC, date, datetime

from songhanh.documents.rendering.content import (
    Align,
    Chart,
    Column,
    FigureRef,
    Goal,
    Heading,
    OfficialContent,
    Paragraph,
    Reference,
    Run,
    Table,
)

NOW = datetime(2022, 1, 17, 2, 0, tzinfo=UTC)
PAGE = "http://localhost:8000/reporting/consolidations/5f0c2f0a-3a52-4f0e-9a44-0d3a5d9f1c2b/figures/"

FIGURES = (
    ("vaccinated_any_share", "Tỷ lệ lao động đã tiêm ít nhất 1 mũi", "98,2%"),
    ("vaccinated_two", "Lao động tiêm đủ 2 mũi", "40.078"),
    ("vaccinated_one", "Lao động mới tiêm 1 mũi", "2.589"),
    ("vaccinated_none", "Lao động chưa tiêm", "784"),
    ("labour_total", "Tổng số lao động", "43.451"),
    ("labour_domestic", "Lao động trong nước", "43.128"),
    ("labour_foreign", "Lao động nước ngoài", "323"),
    ("revenue", "Doanh thu", "69.448 tỷ đồng"),
    ("revenue_change", "Doanh thu tăng so với năm 2020", "3.047 tỷ đồng"),
    ("revenue_plan", "Doanh thu so với kế hoạch", "115,7%"),
    ("export", "Giá trị xuất khẩu", "1.503 triệu USD"),
    ("export_plan", "Xuất khẩu so với kế hoạch", "100,2%"),
    ("new_jobs", "Việc làm mới", "2.864"),
    ("new_jobs_plan", "Việc làm mới so với kế hoạch", "190,9%"),
    ("support_116_people", "Người hưởng theo Nghị quyết 116/NQ-CP", "17.053"),
    ("support_68_amount", "Số tiền đã chi trả theo Nghị quyết 68/NQ-CP", "40,680 triệu đồng"),
)
NUMBER = {code: number for number, (code, _label, _value) in enumerate(FIGURES, 1)}
VALUE = {code: value for code, _label, value in FIGURES}
REFERENCES = tuple(
    Reference(NUMBER[code], label, f"{PAGE}{code}/", code, value) for code, label, value in FIGURES
)

BARS = (
    '<svg class="chart" width="420" height="72" viewBox="0 0 420 72" role="img" aria-label="Doanh thu">'
    '<rect class="fi-sunk" x="110" y="6" width="300" height="22"/><rect class="fi-prod" x="110" y="11" '
    'width="276" height="12"/><rect class="fi-ink" x="348" y="4" width="3" height="26"/>'
    '<text class="ax" x="0" y="22">Doanh thu (ước)</text><text class="lab" x="110" y="56">115,7% kế hoạch</text></svg>'
)


def fig(code: str, text: str | None = None) -> Run:
    return Run(text or VALUE[code], FigureRef(NUMBER[code], f"{PAGE}{code}/"))


def text(*parts: str | Run) -> Paragraph:
    return Paragraph(tuple(Run(part) if isinstance(part, str) else part for part in parts))


SAFETY = (
    Heading(1, "I. Kết quả bảo đảm an toàn phòng, chống dịch", Goal.SAFETY),
    Heading(2, "1. Tiêm vắc xin"),
    text(
        "Đến nay đã có ", fig("vaccinated_any_share"), " lao động trong các khu công nghiệp được tiêm vắc xin, "
        "trong đó ", fig("vaccinated_two"), " lao động tiêm đủ 2 mũi; có ", fig("vaccinated_one"),
        " lao động mới tiêm mũi 1; còn ", fig("vaccinated_none"), " lao động chưa tiêm.",
    ),
    Heading(2, "2. Lao động"),
    text(
        "Hiện nay lao động làm việc trong các khu công nghiệp có ", fig("labour_total"), " người, trong đó lao "
        "động trong nước ", fig("labour_domestic"), " người, lao động nước ngoài ", fig("labour_foreign"), " người.",
    ),
)  # fmt: skip
PRODUCTION = (
    Heading(1, "II. Kết quả duy trì sản xuất, kinh doanh", Goal.PRODUCTION),
    text(
        "Doanh thu ước đạt ", fig("revenue"), ", tăng ", fig("revenue_change"), " (tương đương 4,6%) so với năm "
        "2020, đạt ", fig("revenue_plan"), " kế hoạch năm 2021. Giá trị xuất khẩu ước đạt ", fig("export"),
        ", tăng 31 triệu USD (tương đương 2,1%) so với năm 2020, đạt ", fig("export_plan"), " kế hoạch năm.",
    ),
    Table(
        "Kết quả sản xuất, kinh doanh năm 2021",
        (
            Column("Chỉ tiêu"),
            Column("Ước 2021", align=Align.RIGHT), Column("Năm 2020", align=Align.RIGHT),
            Column("Kế hoạch", align=Align.RIGHT), Column("Đạt", "% kế hoạch", Align.RIGHT),
        ),
        (
            (Run("Doanh thu (tỷ đồng)"), fig("revenue", "69.448"), Run("66.401"), Run("60.000"), fig("revenue_plan")),
            (Run("Giá trị xuất khẩu (triệu USD)"), fig("export", "1.503"), Run("1.472"), Run("1.500"),
             fig("export_plan")),
            (Run("Nộp ngân sách (tỷ đồng)"), Run("trên 10.000"), Run("–"), Run("–"), Run("–")),
            (Run("Việc làm mới (lao động)"), fig("new_jobs"), Run("–"), Run("1.500"), fig("new_jobs_plan")),
        ),
        "Doanh thu, xuất khẩu và việc làm mới đều vượt kế hoạch năm 2021.",
    ),
    Chart("Doanh thu ước đạt 115,7% kế hoạch năm 2021.", BARS.encode(), "Doanh thu so với kế hoạch năm 2021"),
    Heading(1, "III. Hỗ trợ người lao động"),
    text(
        "Theo Nghị quyết số 116/NQ-CP, ", fig("support_116_people"), " người lao động được hỗ trợ với tổng số tiền "
        "hơn 36 tỷ đồng. Theo Nghị quyết số 68/NQ-CP, Ban đã gửi 108 hồ sơ; 28 người được chi trả ",
        fig("support_68_amount"), ".",
    ),
    Heading(1, "IV. Mục tiêu năm 2022"),
    text(
        "Doanh thu trên 65.000 tỷ đồng; giá trị xuất khẩu 1,7 tỷ USD; nộp ngân sách trên 10.000 tỷ đồng; tạo việc "
        "làm mới cho trên 3.000 lao động.",
    ),
    text(
        "Trên đây là kết quả thực hiện mục tiêu kép năm 2021, Ban Quản lý các khu công nghiệp trân trọng báo cáo./.",
    ),
)  # fmt: skip

DRAFT = OfficialContent(
    superior="UBND TỈNH NINH BÌNH",
    issuer="BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
    number=None,
    symbol="BC-BQLKCN",
    place="Ninh Bình",
    signed_on=None,
    type_name="BÁO CÁO",
    abstract="Kết quả thực hiện mục tiêu kép năm 2021",
    blocks=SAFETY + PRODUCTION,
    recipients=("Ủy ban nhân dân tỉnh (để báo cáo)", "Lãnh đạo Ban", "Lưu: VT, QLDN"),
    signer_authority="KT. TRƯỞNG BAN",
    signer_title="PHÓ TRƯỞNG BAN",
    signer_name=None,
    watermark="DỰ THẢO",
    notice="số liệu minh họa",
    references=REFERENCES,
    year=2021,
)


def signed(**changes: object) -> OfficialContent:
    """The same report, numbered, dated and signed."""
    settled = {"number": "5", "signed_on": date(2022, 1, 7), "signer_name": "Nguyễn Văn Mẫu", "watermark": ""}
    return OfficialContent(**{**vars(DRAFT), **settled, **changes})  # type: ignore[arg-type]
