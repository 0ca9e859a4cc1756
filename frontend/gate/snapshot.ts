// What a device knows: the Board's signed list of passes and rules of one gate, as songhanh/gate/queries/snapshot.py makes it.
export type Direction = "IN" | "OUT";

export interface PassKey {
  id: number;
  public: string; // base64, 32 bytes
  from: string; // yyyy-mm-dd
  until: string | null; // passes signed with it count up to this day, the day itself not
  revoked: boolean;
}

/** One person on the list. `label` is the worker's code; no name leaves the tables. */
export interface ListedPass {
  number: string;
  label: string;
  line: string;
  shift: string;
  from: string;
  until: string | null;
  state: "OK" | "REVOKED";
}

export interface GateRule {
  pass: string | null; // one pass, or everybody of `group`
  group: { line?: string; shift?: string } | null;
  from: string; // yyyy-mm-ddThh:mm, the gate's own time
  until: string | null;
  code: string;
  words_vi: string;
  words_en: string;
}

export interface Snapshot {
  version: string;
  made_at: number; // ms since 1970
  usable_until: number;
  enterprise: { code: string; name: string; tag: number };
  gate: { code: string; name: string; lanes: { code: string; name: string }[] };
  keys: PassKey[];
  seal_key: string; // base64 of the SubjectPublicKeyInfo
  passes: Map<string, ListedPass>;
  rules: GateRule[];
  inside: Set<string>;
}
