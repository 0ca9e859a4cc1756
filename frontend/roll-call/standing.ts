// Who has been seen at an assembly point, out of all ticks of all phones, in whatever order they have come in.

/** Somebody who was inside when the call began, as songhanh/presence/presenters/roll_calls.py lists them. */
export interface Person {
  nth: number;
  name: string;
  code: string;
  line: string;
  detail: string; // gate and time of the last entrance, in words
  uncertain: boolean;
}

/** One touch: a tick (`nth`), somebody added (`name`), or the taking back of one of these (`undoes`). */
export interface Mark {
  id: string;
  nth: number | null;
  undoes: string | null;
  point: number | null;
  name: string;
  note: string;
  at: number;
  by: string;
}

export interface Standing {
  present: Map<number, Mark[]>; // every tick that stands: each of them must be taken back
  added: Mark[];
}

/** A tick counts until it is itself taken back: what one phone takes back leaves another's tick standing. */
export function standing(marks: Iterable<Mark>): Standing {
  const all = [...marks];
  const undone = new Set(all.map((mark) => mark.undoes));
  const present = new Map<number, Mark[]>();
  const added: Mark[] = [];
  for (const mark of all) {
    if (mark.undoes !== null || undone.has(mark.id)) continue;
    if (mark.nth === null) added.push(mark);
    else present.set(mark.nth, [...(present.get(mark.nth) ?? []), mark]);
  }
  return { present, added };
}

/** What is typed is found without diacritics, in names and codes. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}
