// An answer of the server never replaces what is being typed: a row whose fields say something else by now
// stays as it is, and saves itself again on leaving.
type Field = HTMLInputElement | HTMLTextAreaElement;

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

document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean; requestConfig: { formData: FormData } }>).detail;
  if (!detail.target.matches("[data-autosave] .cell")) return;
  const sent = detail.requestConfig.formData;
  if (sent.has("choose") || sent.has("override")) return;
  if (fields(detail.target).some((field) => field.name && said(field) !== String(sent.get(field.name) ?? ""))) detail.shouldSwap = false;
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean }>).detail;
  if (detail.target.matches(".cell") && fields(detail.target).some((field) => said(field) !== shown(field))) detail.shouldSwap = false;
});
