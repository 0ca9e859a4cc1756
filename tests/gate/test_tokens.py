from datetime import date, timedelta
from typing import Any

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from songhanh.gate.base45 import b45decode, b45encode
from songhanh.gate.tokens import (
    EPOCH,
    LAST_DAY,
    MOST_NUMBER,
    TEXT_LENGTH,
    Claims,
    PassKind,
    PassTokenError,
    Refusal,
    decode,
    encode,
    tag_of,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEYS = {7: KEY.public_key()}
TODAY = date(2022, 1, 17)
CLAIMS = Claims(PassKind.WORKER, 7, 1_234_567_890_123, tag_of("mau-01"), TODAY, TODAY + timedelta(days=365))

claims = st.builds(
    lambda kind, key, number, tag, days: Claims(kind, key, number, tag, min(days), max(days)),
    st.sampled_from(PassKind),
    st.integers(1, 255),
    st.integers(1, MOST_NUMBER),
    st.binary(min_size=4, max_size=4),
    st.tuples(st.dates(EPOCH, LAST_DAY), st.dates(EPOCH, LAST_DAY)),
)


def refusal(text: str, **given: Any) -> Refusal:
    with pytest.raises(PassTokenError) as raised:
        decode(text, **{"keys": KEYS, "on": TODAY, **given})
    return raised.value.refusal


@pytest.mark.parametrize(
    ("plain", "text"),  # the examples of RFC 9285, section 4.3
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"", ""),
    ],
)
def test_base45_is_that_of_the_rfc(plain: bytes, text: str) -> None:
    assert b45encode(plain) == text
    assert b45decode(text) == plain


@given(st.binary(max_size=200))
def test_base45_comes_back(content: bytes) -> None:
    assert b45decode(b45encode(content)) == content


@pytest.mark.parametrize("text", ["GGW", "::", "A", "ABCD", "ab8", "B-é"])
def test_base45_refuses_what_it_never_makes(text: str) -> None:
    with pytest.raises(ValueError, match=r"group|length|character"):
        b45decode(text)


@given(claims)
def test_every_pass_comes_back_and_fits_version_6(made: Claims) -> None:
    text = encode(made, KEY)
    assert len(text) == TEXT_LENGTH
    assert decode(text, {made.key_id: KEY.public_key()}, on=made.first_day) == made
    assert decode(text, {made.key_id: KEY.public_key()}, on=made.last_day) == made


@given(claims)
def test_every_token_fits_a_qr_code_of_version_6(made: Claims) -> None:
    code = segno.make(encode(made, KEY), error="m", boost_error=False, micro=False)
    assert (code.version, code.error, code.mode) == (6, "M", "alphanumeric")


@given(
    claims, st.integers(4, TEXT_LENGTH - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
)
def test_no_changed_letter_passes(made: Claims, at: int, letter: str) -> None:
    text = encode(made, KEY)
    changed = text[:at] + letter + text[at + 1 :]
    if changed.strip() == text:
        return
    keys = {number: KEY.public_key() for number in range(1, 256)}
    assert refusal(changed, keys=keys, on=made.first_day) in {Refusal.FORGED, Refusal.DAMAGED}


@given(st.text(max_size=300))
def test_no_text_is_ever_anything_but_refused_or_read(text: str) -> None:
    assert refusal(text) in Refusal
    assert refusal("SH1:" + text) in Refusal


def test_each_refusal_has_its_name() -> None:
    text = encode(CLAIMS, KEY)
    assert decode(f" {text}\n", KEYS, on=TODAY) == CLAIMS  # some readers add a line's end
    assert refusal("https://vi.example/thuc-don") is Refusal.NOT_A_PASS
    assert (
        refusal("037203012345|012345678|NGUYEN VAN A|01011990|Nam|Ninh Binh|01012021") is Refusal.NOT_A_PASS
    )
    assert refusal(text[:-3]) is Refusal.DAMAGED
    assert refusal(text[:-1] + "ă") is Refusal.DAMAGED
    assert refusal(encode(CLAIMS, OTHER)) is Refusal.FORGED
    assert refusal(text, keys={8: KEY.public_key()}) is Refusal.UNKNOWN_KEY
    assert refusal(text, revoked_keys={7}) is Refusal.REVOKED_KEY
    assert refusal(encode(CLAIMS, OTHER), revoked_keys={7}) is Refusal.FORGED
    assert refusal(text, on=CLAIMS.first_day - timedelta(days=1)) is Refusal.NOT_YET_VALID
    assert refusal(text, on=CLAIMS.last_day + timedelta(days=1)) is Refusal.EXPIRED


def test_an_expired_pass_says_whose_it_was() -> None:
    with pytest.raises(PassTokenError) as raised:
        decode(encode(CLAIMS, KEY), KEYS, on=LAST_DAY)
    assert raised.value.claims == CLAIMS


def test_a_signature_of_another_message_makes_no_pass() -> None:
    payload = b45decode(encode(CLAIMS, KEY).removeprefix("SH1:"))[:18]
    assert refusal("SH1:" + b45encode(payload + KEY.sign(payload))) is Refusal.FORGED


@pytest.mark.parametrize(
    "wrong", [{"key_id": 0}, {"key_id": 256}, {"number": 0}, {"number": MOST_NUMBER + 1}, {"enterprise_tag": b"abc"},
              {"last_day": TODAY - timedelta(days=1)}, {"first_day": date(2019, 12, 31)}],
)  # fmt: skip
def test_what_does_not_fit_is_not_signed(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"key id|tag"):
        encode(Claims(**{**{name: getattr(CLAIMS, name) for name in CLAIMS.__slots__}, **wrong}), KEY)


def test_the_token_is_the_same_each_time() -> None:
    assert encode(CLAIMS, KEY) == encode(CLAIMS, KEY)
