// An answer of the server never replaces what was typed or pasted after it was asked for: a row whose fields say
// something else by now stays as it is, learns only what the draft now holds, and saves itself in its turn.
type Field = HTMLInputElement | HTMLTextAreaElement;

/** The rows under `root` that say something the server does not hold yet. */
export function typedRows(root: ParentNode = document): HTMLElement[] {
  const rows = [...root.querySelectorAll<HTMLElement>("[data-autosave] .cell")];
  return rows.filter((row) => fields(row).some((field) => said(field) !== shown(field)));
}

function fields(row: Element): Field[] {
  return [...row.querySelectorAll<Field>("input:not([type=hidden]), textarea")];
}

function said(field: Field): string {
  return field instanceof HTMLInputElement && field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
}

function shown(field: Field): string {
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.defaultChecked ? "on" : "";
  return field.defaultValue.replace(/^\n/, "");
}

/** What the draft holds since this answer: without it the next save would look like somebody else's typing. */
function learn(row: Element, answer: string): void {
  const page = document.createElement("template");
  page.innerHTML = answer;
  const now = page.content.getElementById(row.id);
  if (!now) return;
  for (const seal of now.querySelectorAll<HTMLInputElement>("input[type=hidden]")) {
    const own = row.querySelector<HTMLInputElement>(`input[type=hidden][name="${seal.name}"]`);
    if (own) own.value = seal.value;
  }
  for (const field of fields(now)) {
    const own = fields(row).find((each) => each.name === field.name);
    if (!own) continue;
    const typed = own.value;
    own.defaultValue = field.defaultValue;
    own.value = typed;
    if (own instanceof HTMLInputElement && own.type === "checkbox" && field instanceof HTMLInputElement) {
      const ticked = own.checked;
      own.defaultChecked = field.defaultChecked;
      own.checked = ticked;
    }
  }
}

interface Answer {
  target: Element;
  shouldSwap: boolean;
  serverResponse: string;
  requestConfig: { formData: FormData };
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent<Answer>).detail;
  if (!detail.shouldSwap || !detail.target.matches("[data-autosave] .cell")) return;
  const sent = detail.requestConfig.formData;
  if (fields(detail.target).every((field) => !field.name || said(field) === String(sent.get(field.name) ?? ""))) return;
  detail.shouldSwap = false;
  learn(detail.target, detail.serverResponse);
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean }>).detail;
  if (detail.target.matches(".cell") && fields(detail.target).some((field) => said(field) !== shown(field))) detail.shouldSwap = false;
});
