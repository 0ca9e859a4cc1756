"""The set lines of an official document: number and symbol, place and date, what an appendix belongs to."""

from dataclasses import dataclass

from songhanh.documents.rendering.content import OfficialContent

GAP = "\u00a0" * 6  # room for a hand to write a number; plain spaces would be joined or broken
ONE_LINE = 28  # letters of the issuer that fit beside the name of the country
APPENDIX = "Phụ lục"
APPENDIX_TITLE = "NGUỒN SỐ LIỆU"
APPENDIX_NOTE = (
    "Số trong ngoặc vuông cạnh một số liệu là số thứ tự dưới đây. Địa chỉ dẫn tới trang ghi công thức, "
    "các lần nộp và từng dòng đã cộng thành số liệu đó."
)


def number_line(content: OfficialContent) -> str:
    """«Số: 05/BC-BQLKCN», with a leading zero below 10; «Số:      /BC-BQLKCN» for a draft."""
    return f"Số: {number_and_symbol(content)}" if content.number else f"Số:{GAP}/{content.symbol}"


def number_and_symbol(content: OfficialContent) -> str:
    """«05/BC-BQLKCN»; a draft keeps its gap."""
    number = content.number.strip() if content.number else GAP
    return f"{number.zfill(2) if number.isdecimal() else number}/{content.symbol}"


def date_words(content: OfficialContent) -> str:
    """«ngày 05 tháng 01 năm 2022»: a leading zero for days below 10 and for January and February only."""
    if content.signed_on:
        day = content.signed_on
        return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"
    if content.year:
        return f"ngày{GAP}tháng{GAP}năm {content.year}"
    return f"ngày{GAP}tháng{GAP}năm{GAP}"


def place_and_date(content: OfficialContent) -> str:
    """«Ninh Bình, ngày 17 tháng 01 năm 2022»."""
    return f"{content.place}, {date_words(content)}"


def belongs_to(content: OfficialContent) -> str:
    """What stands under an appendix's title, in brackets."""
    kind = content.type_name.capitalize()
    return f"(Kèm theo {kind} số {number_and_symbol(content)} {date_words(content)})"


@dataclass(frozen=True)
class Signature:
    """The lines over the signature, and the name below it (blank until it is signed)."""

    above: tuple[str, ...]
    name: str


def signature(content: OfficialContent) -> Signature:
    """«KT. TRƯỞNG BAN / PHÓ TRƯỞNG BAN»; one line when the head signs."""
    lines = (content.signer_authority, content.signer_title)
    above = tuple(dict.fromkeys(line.upper() for line in lines if line))
    return Signature(above, content.signer_name or "")


def recipient_lines(content: OfficialContent) -> tuple[str, ...]:
    """«- Tỉnh ủy;» … the last one with a full stop."""
    names = [name.strip().lstrip("-").rstrip(";. ").strip() for name in content.recipients]
    ends = [";"] * (len(names) - 1) + ["."]
    return tuple(f"- {name}{end}" for name, end in zip(names, ends, strict=True)) if names else ()


def issuer_lines(issuer: str) -> tuple[str, ...]:
    """A long name in two lines, the shorter one first: «BAN QUẢN LÝ / CÁC KHU CÔNG NGHIỆP»."""
    end = issuer.rfind(" ", 0, int(len(issuer) * 0.45))
    return (issuer[:end], issuer[end + 1 :]) if len(issuer) > ONE_LINE and end > 0 else (issuer,)


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
