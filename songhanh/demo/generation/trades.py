"""Trades (ngành nghề) of the invented enterprises; every number here is made up to look plausible."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """`revenue` is tỷ VND a head a year; the shares are parts of revenue; `wage` triệu VND a month."""

    name: str
    sector: str  # VSIC 2007
    frequency: float
    size: float
    revenue: float
    export: float
    imports: float
    budget: float
    wage: float
    fdi: float
    female: float
    shifts: bool
    jobs: tuple[str, ...]


TRADES = (
    Trade("may mặc", "1410", 16, 2.0, 0.42, 0.92, 0.45, 0.015, 7.4, 0.55, 0.85, False,
          ("Công nhân may", "Công nhân cắt", "Công nhân là, đóng gói", "Kiểm hàng")),
    Trade("da giày", "1520", 5, 2.4, 0.46, 0.94, 0.42, 0.015, 7.2, 0.8, 0.82, False,
          ("Công nhân may mũ giày", "Công nhân gò đế", "Công nhân hoàn thiện", "Kiểm hàng")),
    Trade("linh kiện điện tử", "2610", 6, 2.4, 2.7, 0.9, 0.6, 0.01, 8.3, 0.95, 0.72, True,
          ("Công nhân lắp ráp", "Công nhân kiểm tra ngoại quan", "Vận hành máy SMT", "Kỹ thuật viên")),
    Trade("lắp ráp ô tô", "2910", 0.3, 2.6, 7.6, 0.03, 0.25, 0.24, 10.6, 0.3, 0.12, True,
          ("Công nhân hàn", "Công nhân sơn", "Công nhân lắp ráp", "Kiểm tra xuất xưởng")),
    Trade("phụ tùng ô tô", "2930", 5, 1.0, 1.8, 0.4, 0.3, 0.03, 8.6, 0.7, 0.4, True,
          ("Công nhân dập", "Công nhân lắp dây điện", "Vận hành máy", "Kiểm hàng")),
    Trade("kính xây dựng", "2310", 2, 0.9, 3.2, 0.4, 0.05, 0.05, 9.2, 0.2, 0.15, True,
          ("Vận hành lò", "Công nhân cắt kính", "Công nhân đóng kiện")),
    Trade("xi măng", "2394", 2, 0.8, 3.6, 0.2, 0.02, 0.07, 9.4, 0.1, 0.12, True,
          ("Vận hành lò nung", "Vận hành máy nghiền", "Công nhân đóng bao", "Cơ điện")),
    Trade("vật liệu xây dựng", "2395", 6, 0.5, 1.4, 0.05, 0.02, 0.05, 7.8, 0.1, 0.2, False,
          ("Công nhân đúc", "Vận hành trạm trộn", "Lái xe nâng")),
    Trade("phân bón", "2012", 1, 1.1, 4.0, 0.2, 0.05, 0.03, 10.0, 0.0, 0.15, True,
          ("Vận hành dây chuyền", "Phân tích viên", "Cơ điện")),
    Trade("sợi", "1311", 4, 0.9, 1.5, 0.7, 0.4, 0.02, 7.6, 0.5, 0.65, True,
          ("Công nhân đứng máy", "Công nhân đánh ống", "Bảo trì")),
    Trade("cơ khí", "2592", 10, 0.5, 1.1, 0.15, 0.1, 0.04, 8.4, 0.25, 0.15, False,
          ("Thợ hàn", "Thợ tiện", "Vận hành máy CNC", "Công nhân sơn tĩnh điện")),
    Trade("bao bì", "1702", 8, 0.5, 1.3, 0.1, 0.1, 0.03, 7.5, 0.25, 0.45, True,
          ("Vận hành máy in", "Công nhân bế hộp", "Công nhân đóng gói")),
    Trade("nhựa", "2220", 7, 0.6, 1.2, 0.3, 0.2, 0.03, 7.6, 0.45, 0.5, True,
          ("Vận hành máy ép", "Công nhân hoàn thiện", "Kiểm hàng")),
    Trade("thức ăn chăn nuôi", "1080", 4, 0.35, 4.5, 0.02, 0.25, 0.02, 8.2, 0.35, 0.25, False,
          ("Vận hành máy ép viên", "Công nhân đóng bao", "Lái xe nâng")),
    Trade("đồ gỗ nội thất", "3100", 4, 0.6, 0.7, 0.6, 0.1, 0.02, 7.4, 0.4, 0.35, False,
          ("Công nhân xẻ, bào", "Công nhân lắp ráp", "Công nhân sơn")),
    Trade("kho bãi, logistics", "5210", 4, 0.25, 0.9, 0.0, 0.0, 0.04, 8.0, 0.15, 0.25, True,
          ("Thủ kho", "Lái xe nâng", "Bốc xếp")),
)  # fmt: skip

INDIRECT_JOBS = (
    "Nhân viên văn phòng",
    "Kế toán",
    "Nhân sự, tiền lương",
    "Bảo vệ",
    "Bếp ăn",
    "Tổ trưởng",
    "Quản đốc",
)
BY_NAME = {trade.name: trade for trade in TRADES}
COUNTRIES = {
    "KR": 9.0,
    "TW": 5.0,
    "JP": 4.0,
    "CN": 4.0,
    "HK": 1.0,
    "SG": 1.0,
}  # where foreign capital comes from
