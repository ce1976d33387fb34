// A form for one row, made from a model's columns: numbers with a slider over their range, categories as choices, anything missing.
import { make, text } from "/lib/dom.js";

const mostOptions = 200;
let count = 0;

/**
 * A form with `element`, `values()` (cells by column name, null where missing) and `set(record)`. `description` is the answer of /api/model;
 * `tell` is called after each change.
 */
export function recordForm(description, tell, withTarget = false) {
  const columns = withTarget ? [...description.columns, targetColumn(description)] : description.columns;
  const fields = columns.map(column => cell(column, description.ranges[column.name], tell));
  return {
    element: make("div", { className: "record" }, ...fields.map(one => one.element)),
    values: () => Object.fromEntries(fields.map(one => [one.column.name, one.value()])),
    set: record => fields.forEach(one => one.column.name in record && one.set(record[one.column.name])),
  };
}

function targetColumn({ target, classes, typicalTarget }) {
  return classes.length > 0
    ? { name: target, kind: "category", categories: classes, isTarget: true }
    : { name: target, kind: "number", typical: typicalTarget, isTarget: true };
}

function cell(column, range, tell) {
  const id = `column-${++count}`;
  const about = make("span", { className: "hint", id: `${id}-hint`, textContent: hint(column, range) });
  const choices = column.kind === "boolean" ? ["true", "false"] : column.categories ?? [];
  let control, slider = null;
  if (choices.length > 0 && choices.length <= mostOptions) {
    control = make("select", { id, onchange: tell }, column.isTarget ? null : make("option", { value: "", textContent: "(missing)" }), ...choices.map(value => make("option", { value, textContent: value })));
    control.value = choices[0];
  } else if (column.kind === "vector") {
    control = make("textarea", { id, rows: 3, onchange: tell });
    control.value = Array(column.width).fill(0).join(" ");
  } else {
    control = make("input", { id, type: "text", autocomplete: "off", inputMode: column.kind === "number" ? "decimal" : "text", oninput: () => { follow(); tell(); } });
    control.value = column.kind === "number" && column.typical !== undefined && column.typical !== null ? text(column.typical, 3) : column.categories?.[0] ?? "";
  }
  if (range && column.kind === "number") {
    slider = make("input", {
      type: "range", min: range[0], max: range[1], step: "any", "aria-label": `${column.name}, slider`,
      oninput: () => { control.value = text(Number(slider.value), 4); follow(); tell(); },
    });
    follow();
  }
  function follow() {
    if (slider && control.value.trim() !== "" && Number.isFinite(Number(control.value))) {
      slider.value = control.value;
    }
    slider?.setAttribute("aria-valuetext", control.value.trim() === "" ? "missing" : control.value);
  }
  control.setAttribute("aria-describedby", `${id}-hint`);
  return {
    column,
    element: make("div", { className: "field cell" }, make("label", { htmlFor: id, textContent: column.isTarget ? `${column.name} (the true value)` : column.name }), control, slider, about),
    value: () => value(column, control.value.trim()),
    set: given => {
      control.value = given === null || given === undefined ? "" : Array.isArray(given) ? given.join(" ") : typeof given === "number" ? String(given) : String(given);
      follow();
    },
  };
}

function hint(column, range) {
  switch (column.kind) {
    case "number": return `${range ? `${text(range[0], 3)} to ${text(range[1], 3)}` : "a number"}${column.isTarget ? "" : "; empty is missing"}`;
    case "date": return "such as 2026-01-31; empty is missing";
    case "vector": return `${column.width} numbers with blanks between them`;
    case "category": return (column.categories?.length ?? 0) > mostOptions || !column.categories ? "a text; empty is missing" : "";
    default: return "";
  }
}

// What is no number is sent as it stands: the studio says what is wrong with it.
function value(column, written) {
  if (column.kind === "vector") {
    return written.split(/[\s,;]+/).filter(part => part !== "").map(part => Number.isFinite(Number(part)) ? Number(part) : part);
  }
  if (written === "") {
    return null;
  }
  if (column.kind === "number" && Number.isFinite(Number(written))) {
    return Number(written);
  }
  return column.kind === "boolean" && (written === "true" || written === "false") ? written === "true" : written;
}

/** What a model answers, in words. */
export function answerText(answer, description) {
  if (!answer) {
    return "";
  }
  if (answer.probabilities) {
    return `${description.target} = ${answer.label} with probability ${text(answer.probabilities[answer.label])}`;
  }
  return `${description.target} = ${text(answer.prediction)}${answer.lower === undefined ? "" : `, from ${text(answer.lower)} to ${text(answer.upper)}`}`;
}
