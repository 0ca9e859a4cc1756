// RFC 9285: three characters carry two bytes, two carry the last one.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The bytes, or null where the text is no Base45. */
export function decode(text: string): Uint8Array | null {
  const digits = [...text].map((letter) => ALPHABET.indexOf(letter));
  if (digits.includes(-1) || digits.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < digits.length; at += 3) {
    const group = digits.slice(at, at + 3);
    const value = group.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (value >= 256 ** (group.length - 1)) return null;
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return new Uint8Array(bytes);
}
