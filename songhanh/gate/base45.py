"""Base45 (RFC 9285): bytes as the characters that a QR code packs most tightly."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def b45encode(content: bytes) -> str:
    """Two bytes become three characters, a last single one two."""
    out = []
    for at in range(0, len(content) - 1, 2):
        rest, first = divmod(content[at] * 256 + content[at + 1], 45)
        third, second = divmod(rest, 45)
        out += [ALPHABET[first], ALPHABET[second], ALPHABET[third]]
    if len(content) % 2:
        second, first = divmod(content[-1], 45)
        out += [ALPHABET[first], ALPHABET[second]]
    return "".join(out)


def b45decode(text: str) -> bytes:
    """And back. Raises ValueError for a foreign character, an impossible length or a group that is too big."""
    try:
        values = [VALUES[letter] for letter in text]
    except KeyError as error:
        raise ValueError(f"not a character of Base45: {error.args[0]!r}") from None
    if len(values) % 3 == 1:
        raise ValueError("no Base45 text has this length")
    out = bytearray()
    for at in range(0, len(values), 3):
        group = values[at : at + 3]
        size, number = len(group) - 1, sum(value * 45**place for place, value in enumerate(group))
        if number >= 256**size:
            raise ValueError("a group stands for more than its bytes hold")
        out += number.to_bytes(size, "big")
    return bytes(out)
