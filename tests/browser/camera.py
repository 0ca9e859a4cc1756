"""What a camera sees, as a file that Chromium plays to the page: codes held before it one after another."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import segno

WIDTH, HEIGHT, FRAMES_A_SECOND = 640, 480, 10
GREY, PAPER, DARK = 120, 235, 20
DOT, MARGIN = 6, 24


def film(path: Path, codes: Sequence[str], *, seconds: float = 1.5) -> Path:
    """Each code for some seconds, an empty second before it; raw YUV4MPEG2, which Chromium repeats for ever."""
    colour = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8).tobytes() * 2
    empty = np.full((HEIGHT, WIDTH), GREY, np.uint8)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_A_SECOND}:1 Ip A1:1 C420mpeg2\n".encode())
        for picture in map(held, codes) if codes else [empty]:
            for frame in [empty] * FRAMES_A_SECOND + [picture] * int(seconds * FRAMES_A_SECOND):
                file.write(b"FRAME\n" + frame.tobytes() + colour)
    return path


def held(code: str) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """A badge with this code in the middle of the picture."""
    rows = segno.make(code, error="m", micro=False).matrix
    dots = np.array([list(row) for row in rows], dtype=np.uint8)
    picture = np.where(np.kron(dots, np.ones((DOT, DOT), np.uint8)) > 0, DARK, PAPER).astype(np.uint8)
    frame = np.full((HEIGHT, WIDTH), GREY, np.uint8)
    side = picture.shape[0]
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    frame[top - MARGIN : top + side + MARGIN, left - MARGIN : left + side + MARGIN] = PAPER
    frame[top : top + side, left : left + side] = picture
    return frame
