import pytest

from songhanh.gate.models.device_state import Beat, note_beats
from songhanh.gate.presenters.drift import drift_words
from tests.core.cast import signed_in
from tests.gate.cast import NOW, Cast, new_device, new_gate
from tests.gate.test_pages import text_of


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "đúng giờ"), (-0.9, "đúng giờ"), (1.0, "chậm 1,0 giây"), (-12.34, "nhanh 12,3 giây"),
        (119.9, "chậm 119,9 giây"), (120.0, "chậm 2,0 phút"), (10_800.0, "chậm 3,0 giờ"),
        (-10_800.0, "nhanh 3,0 giờ"), (-153_071_378.0, "nhanh 1.771,7 ngày"),
    ],
)  # fmt: skip
def test_a_clock_that_is_off_is_said_in_words(seconds: float, words: str) -> None:
    assert drift_words(seconds) == words


def test_the_page_of_a_device_says_it_and_what_to_do(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    client = signed_in(cast.reporter)
    for drift_ms, words, advised in ((10_800_000, "chậm 3,0 giờ", True), (-5_000, "nhanh 5,0 giây", False)):
        note_beats([Beat(device.pk, NOW, 80, drift_ms)])
        page = text_of(client.get(f"/gate/devices/{device.uuid}/"))
        assert words in page
        assert ("Ngày giờ tự động" in page) is advised
