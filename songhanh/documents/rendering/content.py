"""What an official document says, without how it looks. Everything is text and data, never markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContentError(ValueError):
    """The content contradicts itself: a figure without its reference, a row of another length."""


class Goal(StrEnum):
    """The goal a heading belongs to; NONE where the text serves both."""

    NONE = ""
    SAFETY = "SAFETY"
    PRODUCTION = "PRODUCTION"


class Align(StrEnum):
    """How a column stands; figures stand right."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True)
class FigureRef:
    """The stable reference of one figure: its number in the appendix and the address of its page."""

    number: int
    url: str


@dataclass(frozen=True)
class Run:
    """A piece of text; with `figure` it is a figure that opens."""

    text: str
    figure: FigureRef | None = None


@dataclass(frozen=True)
class Heading:
    """A heading with its own numbering in the text («I. Kết quả»); levels begin at 1."""

    level: int
    text: str
    goal: Goal = Goal.NONE


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Column:
    """The head of a column, its unit below («tỷ đồng») and how it stands."""

    head: str
    unit: str = ""
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first cell of a row names the row. `alt` says in words what the table shows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Run, ...], ...]
    alt: str

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ContentError(f"Table «{self.caption}»: a row has not {len(self.columns)} cells")

    @property
    def cells(self) -> tuple[tuple[tuple[Column, Run], ...], ...]:
        """The rows, each cell with its column."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Chart:
    """A picture as SVG (UTF-8), with the sentence that holds its figures."""

    alt: str
    svg: bytes
    caption: str = ""


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Reference:
    """One row of the appendix «Nguồn số liệu»: number, what it is, where its rows are; its code and value."""

    number: int
    label: str
    url: str
    code: str = ""
    value: str = ""


@dataclass(frozen=True)
class OfficialContent:
    """One document. Blank `number` or `signed_on` is a draft: the place is left free, as on paper.

    `year` is printed while the day is not known; `watermark` is «DỰ THẢO» or empty;
    `notice` stands on every page («số liệu minh họa»).
    """

    superior: str
    issuer: str
    number: str | None
    symbol: str
    place: str
    signed_on: date | None
    type_name: str
    abstract: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signer_authority: str
    signer_title: str
    signer_name: str | None
    watermark: str = ""
    notice: str = ""
    references: tuple[Reference, ...] = ()
    year: int | None = None

    def __post_init__(self) -> None:
        urls = {reference.number: reference.url for reference in self.references}
        if len(urls) != len(self.references):
            raise ContentError("Two references have one number")
        for figure in figures_of(self.blocks):
            if urls.get(figure.number) != figure.url:
                raise ContentError(f"Figure [{figure.number}] {figure.url} is not among the references")


def runs_of(block: Block) -> tuple[Run, ...]:
    """The runs of a paragraph or of a table's cells, in reading order."""
    if isinstance(block, Paragraph):
        return block.runs
    return tuple(run for row in block.rows for run in row) if isinstance(block, Table) else ()


def figures_of(blocks: tuple[Block, ...]) -> Iterator[FigureRef]:
    """Every reference made in the text and the tables."""
    return (run.figure for block in blocks for run in runs_of(block) if run.figure)
