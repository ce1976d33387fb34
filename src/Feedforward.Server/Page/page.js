// A form made from the model's schema. Everything that came from a model or from the server is put in as text, never as HTML.
"use strict";

const mostOptions = 200;
const byId = id => document.getElementById(id);
let model = null;
let inputs = [];

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({ detail: response.statusText }));
  return { ok: response.ok, answer };
}

function rounded(number) {
  return Number(number.toPrecision(4));
}

function hint(column) {
  if (column.minimum !== undefined && column.maximum !== undefined) {
    return `In training ${rounded(column.minimum)} to ${rounded(column.maximum)}`;
  }
  switch (column.kind) {
    case "number": return column.typical !== undefined ? `A number, such as ${rounded(column.typical)}` : "A number";
    case "date": return "Such as 2026-01-31 or 2026-01-31T18:30:00";
    case "vector": return `${column.width} numbers, separated by blanks or commas`;
    case "category": return column.categoryCount > mostOptions ? "A text" : "";
    default: return "";
  }
}

function field(column, index) {
  const id = `column-${index}`;
  const choices = column.kind === "boolean" ? ["true", "false"] : column.kind === "category" ? column.categories ?? [] : [];
  let input;
  if (choices.length > 0 && choices.length <= mostOptions) {
    input = make("select", { id }, make("option", { value: "", textContent: "(missing)" }));
    for (const choice of choices) {
      input.append(make("option", { value: choice, textContent: choice }));
    }
  } else if (column.kind === "vector") {
    input = make("textarea", { id, rows: 3 });
  } else {
    input = make("input", { id, type: "text", autocomplete: "off", inputMode: column.kind === "number" ? "decimal" : "text" });
    if (column.kind === "number" && column.typical !== undefined) {
      input.value = String(rounded(column.typical));
    }
  }
  const about = make("span", { className: "hint", id: `${id}-hint`, textContent: hint(column) });
  const fault = make("span", { className: "fault", id: `${id}-fault` });
  input.setAttribute("aria-describedby", `${id}-hint ${id}-fault`);
  input.addEventListener("input", showCommand);
  inputs.push({ column, input, fault });
  return make("div", { className: "field" }, make("label", { htmlFor: id, textContent: column.name }), input, about, fault);
}

function record() {
  const values = {};
  for (const { column, input } of inputs) {
    const text = input.value.trim();
    if (column.kind === "vector") {
      values[column.name] = text === "" ? [] : text.split(/[\s,;]+/).map(part => (part !== "" && Number.isFinite(Number(part)) ? Number(part) : part));
    } else if (text === "") {
      values[column.name] = null;
    } else if (column.kind === "number" && Number.isFinite(Number(text))) {
      values[column.name] = Number(text);
    } else if (column.kind === "boolean") {
      values[column.name] = text === "true";
    } else {
      values[column.name] = text;
    }
  }
  return values;
}

function address() {
  return `/models/${encodeURIComponent(model.name)}/predict`;
}

function showCommand() {
  const body = JSON.stringify(record()).replaceAll("'", "'\\''");
  byId("command").textContent = `curl ${location.origin}${address()} \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`;
}

async function choose(name) {
  const { ok, answer } = await ask(`/models/${encodeURIComponent(name)}`);
  if (!ok) {
    byId("about").textContent = answer.detail;
    return;
  }
  model = answer;
  inputs = [];
  byId("fields").replaceChildren(...model.columns.map(field));
  byId("about").textContent = `${model.name} predicts ${model.target} from ${model.columns.length} columns.`;
  byId("predict").disabled = false;
  showCommand();
}

function showPrediction(prediction, notices) {
  const parts = [];
  if (prediction.probabilities) {
    parts.push(make("p", { className: "answer", textContent: `${model.target}: ${prediction.label}` }));
    const table = make("table", {}, make("caption", { textContent: "Probabilities" }));
    const sorted = Object.entries(prediction.probabilities).sort((a, b) => b[1] - a[1]).slice(0, 20);
    for (const [label, probability] of sorted) {
      const bar = make("meter", { min: 0, max: 1, value: probability });
      bar.setAttribute("aria-hidden", "true");
      table.append(make("tr", {},
        make("th", { scope: "row", textContent: label }),
        make("td", { className: "bar" }, bar),
        make("td", { className: "number", textContent: probability.toFixed(4) })));
    }
    parts.push(table);
    if (prediction.set) {
      parts.push(make("p", { textContent: `With a probability of ${model.intervalLevel} it is one of: ${prediction.set.join(", ")}.` }));
    }
  } else {
    parts.push(make("p", { className: "answer", textContent: `${model.target}: ${prediction.prediction}` }));
    if (prediction.lower !== undefined) {
      parts.push(make("p", { textContent: `With a probability of ${model.intervalLevel} it lies from ${prediction.lower} to ${prediction.upper}.` }));
    }
    if (prediction.deviation !== undefined) {
      parts.push(make("p", { textContent: `Standard deviation ${prediction.deviation}.` }));
    }
  }
  for (const notice of notices ?? []) {
    parts.push(make("p", { textContent: notice.message }));
  }
  byId("result").replaceChildren(...parts);
}

function showProblem(problem) {
  let first = null;
  for (const { column, input, fault } of inputs) {
    const pointer = "#/" + encodeURIComponent(column.name.replaceAll("~", "~0").replaceAll("/", "~1"));
    const found = (problem.errors ?? []).find(error => decodeURIComponent(error.pointer) === decodeURIComponent(pointer));
    fault.textContent = found ? found.detail : "";
    input.setAttribute("aria-invalid", found ? "true" : "false");
    first = first ?? (found ? input : null);
  }
  byId("result").replaceChildren(make("p", { className: "bad", textContent: problem.detail ?? "The server gave no answer." }));
  first?.focus();
}

async function predict(event) {
  event.preventDefault();
  const button = byId("predict");
  button.disabled = true;
  try {
    const { ok, answer } = await ask(address(), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(record()),
    });
    if (ok) {
      showProblem({ detail: "" });
      showPrediction(answer.predictions[0], answer.notices);
    } else {
      showProblem(answer);
    }
  } catch {
    showProblem({ detail: "The server cannot be reached." });
  } finally {
    button.disabled = false;
  }
}

async function begin() {
  const { ok, answer } = await ask("/models");
  if (!ok) {
    byId("about").textContent = answer.detail;
    return;
  }
  const select = byId("model");
  for (const { name } of answer.models) {
    select.append(make("option", { value: name, textContent: name }));
  }
  byId("choice").hidden = answer.models.length < 2;
  select.addEventListener("change", () => choose(select.value));
  byId("form").addEventListener("submit", predict);
  await choose(answer.models[0].name);
}

begin().catch(() => { byId("about").textContent = "The server cannot be reached."; });
