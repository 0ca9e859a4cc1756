// What a device knows: the Board's signed list of passes and rules of one gate, as songhanh/gate/queries/snapshot.py makes it.
// Days are yyyy-mm-dd, spans half-open: the day of `until` itself counts no more.
export type Direction = "IN" | "OUT";

export interface PassKey {
  id: number;
  public: string; // base64, 32 bytes
  revoked: boolean;
}

/** One person on the list. `label` is the worker's code; no name of a worker leaves the tables. */
export interface ListedPass {
  number: string;
  label: string;
  line: string;
  shift: string;
  from: string;
  until: string;
  state: "OK" | "REVOKED";
  language: "vi" | "en";
}

/** Whom the gate is shut for; groups have already been turned into pass numbers. */
export interface GateRule {
  passes: Set<string>;
  from: string;
  until: string | null;
  code: string;
  words_vi: string;
  words_en: string;
  until_words: string;
  until_words_en: string;
}

export interface Shift {
  name: string;
  starts: string; // hh:mm, the gate's own time
  early: number; // minutes before it begins from which one may come in
  late: number; // and after, up to which one still may
}

export interface Lane {
  code: string;
  name: string;
  direction: Direction | "MIXED";
}

/** [mark, salt, PBKDF2-SHA-256 of the PIN (both hex), rounds] */
export type Guard = [string, string, string, number];

export interface Snapshot {
  version: string;
  made_at: number; // ms since 1970
  usable_until: number;
  enterprise: { code: string; name: string; tag: string };
  gate: { code: string; name: string; lanes: Lane[] };
  keys: PassKey[];
  seal_key: string; // base64 of the SubjectPublicKeyInfo
  passes: Map<string, ListedPass>;
  rules: GateRule[];
  guards: Guard[];
  shifts: Shift[];
  inside: Set<string>;
}
