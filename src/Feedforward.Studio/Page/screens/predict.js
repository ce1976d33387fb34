// A form made from the model's columns, its answer, what-if curves, many rows at once, and programs that ask the same.
import { make, field, choice, table, text, announce } from "/lib/dom.js";
import { get, post } from "/lib/api.js";
import { chart, keep } from "/lib/chart.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button } from "/lib/lesson.js";
import { recordForm, answerText } from "/lib/record.js";

const mostLines = 4;

export async function mount(root, link) {
  const place = make("p", { role: "status" }), { models } = await get("/api/models");
  const asked = link.values.get("model");
  const model = choice(models, models.includes(asked) ? asked : models[0], () => { writeLink({ model: model.value, row: null, column: null, values: null }); open({}); });
  const row = make("input", { type: "number", min: 1, onchange: () => fill() }), rows = field("Fill in row", row);
  const about = make("p"), form = make("div"), answer = make("div", { className: "answer", "aria-live": "polite" });
  const curve = whatIf(() => ({ model: model.value, values: current.values() })), many = batch(() => model.value), programs = snippets();
  let description = null, current = null;

  const load = latest(place, () => post("/api/predict", { model: model.value, values: current.values() }), body => {
    show(answer, body, description);
    curve.load();
    programs.load(model.value, current.values());
  });

  async function fill() {
    try {
      const body = await get("/api/model/row", { model: model.value, row: row.value });
      current.set(body.record);
      writeLink({ row: row.value, values: null });
      load();
    } catch (fault) {
      place.className = "fault";
      place.textContent = fault.message;
    }
  }

  async function open(values) {
    try {
      description = await get("/api/model", { model: model.value });
    } catch (fault) {
      place.className = "fault";
      place.textContent = fault.message;
      return;
    }
    about.textContent = `${description.title} (${description.network}) predicts ${description.target} from ${description.columns.length} ${description.columns.length === 1 ? "column" : "columns"}.`;
    rows.hidden = description.rows === 0;
    row.max = Math.max(1, description.rows);
    row.value = values.row ?? 1;
    current = recordForm(description, () => { writeLink({ values: JSON.stringify(current.values()) }); load(); });
    form.replaceChildren(current.element);
    curve.open(description, values.column);
    if (values.values) {
      try {
        current.set(JSON.parse(values.values));
      } catch {
        // A link that was cut off: the form begins with usual values.
      }
    } else if (description.rows > 0) {
      await fill();
      return;
    }
    load();
  }

  root.append(
    heading("Predict", "Type a row and see what the model makes of it. The sliders go over the range of the training data; a cell that is left empty is missing."),
    controls({ model: field("Model", model), row: rows }), about,
    make("div", { className: "pictures" }, make("section", { "aria-label": "The row" }, form), make("section", { className: "answering", "aria-label": "The answer", tabIndex: 0 }, place, answer)),
    curve.element, many.element, programs.element);
  await open(Object.fromEntries(link.values));
}

function show(root, { answer, notices }, description) {
  const parts = [make("p", { className: "big", textContent: answer.probabilities ? `${description.target}: ${answer.label}` : `${description.target}: ${text(answer.prediction)}` })];
  if (answer.probabilities) {
    const sorted = Object.entries(answer.probabilities).sort((a, b) => b[1] - a[1]).slice(0, 20);
    parts.push(table("Probabilities", [description.target, "probability", "as a bar"], sorted.map(([label, probability]) => {
      const bar = make("div", { className: "bar", "aria-hidden": "true" });
      bar.style.setProperty("--share", `${100 * probability}%`);
      return [label, text(probability), bar];
    })));
  }
  if (answer.set) {
    parts.push(make("p", { textContent: `Prediction set: with a probability of ${description.intervalLevel} the true ${description.target} is ${answer.set.length > 1 ? "one of " : ""}${answer.set.join(", ")}.` }));
  }
  if (answer.lower !== undefined) {
    parts.push(make("p", { textContent: `Interval: with a probability of ${description.intervalLevel} the true ${description.target} lies from ${text(answer.lower)} to ${text(answer.upper)}.` }));
  }
  if (answer.deviation !== undefined) {
    parts.push(make("p", { textContent: `Standard deviation: ${text(answer.deviation)}.` }));
  }
  parts.push(...(notices ?? []).map(notice => make("p", { className: "hint", textContent: notice.message })));
  root.replaceChildren(...parts);
}

function whatIf(values) {
  const place = make("p", { role: "status" }), picture = chart(), list = make("div");
  const column = make("select", { onchange: () => { writeLink({ column: column.value }); load(); } });
  const element = make("section", { "aria-label": "What if" }, make("h2", { textContent: "What if" }),
    make("p", { textContent: "The prediction while one column takes other values and the others stay as they are above." }), controls({ column: field("Column", column) }), place, picture.element, list);
  let description = null;
  const load = latest(place, () => column.value === "" ? Promise.resolve(null) : post("/api/predict/curve", { ...values(), column: column.value }), body => {
    picture.element.hidden = body === null || body.kind !== "number";
    list.hidden = body === null || body.kind === "number";
    if (body === null) {
      return;
    }
    if (body.kind !== "number") {
      list.replaceChildren(table(`The prediction for each value of ${body.column}`, [body.column, "prediction", ...description.classes.slice(0, 10).map(label => `p(${label})`)], body.points.map(point => [
        String(point.value), answerText(point.answer, description), ...description.classes.slice(0, 10).map(label => text(point.answer.probabilities[label]))])));
      return;
    }
    const line = (name, of, more = {}) => ({ name, points: body.points.map(point => [point.value, of(point.answer)]), ...more });
    const isInterval = body.points[0].answer.lower !== undefined;
    const labels = description.classes.length === 2 ? description.classes.slice(1) : description.classes.slice(0, mostLines);
    const series = description.classes.length > 0
      ? labels.map(label => line(`p(${label})`, answer => answer.probabilities[label]))
      : [line(description.target, answer => answer.prediction), ...(isInterval ? [line("lower", answer => answer.lower), line("upper", answer => answer.upper)] : [])];
    const now = values().values[body.column];
    const range = description.classes.length > 0 ? [0, 1] : null;
    if (typeof now === "number" && range) {
      series.push({ name: `${body.column} = ${text(now)} now`, points: [[now, 0], [now, 1]], colour: "--ink", dash: null, width: 1 });
    }
    const [first, last] = [body.points[0], body.points.at(-1)];
    picture.update({
      title: `Prediction over ${body.column}`,
      description: `At ${body.column} = ${text(first.value)}: ${answerText(first.answer, description)}; at ${text(last.value)}: ${answerText(last.answer, description)}.`,
      x: { label: body.column, range: [first.value, last.value] }, y: range ? { label: "probability", range } : { label: description.target }, series, height: 320,
    });
  });
  return {
    element, load,
    open: (given, asked) => {
      description = given;
      const able = given.columns.filter(one => one.kind === "boolean" || (one.kind === "number" ? one.name in given.ranges : (one.categories?.length ?? 0) > 0));
      column.replaceChildren(...able.map(one => make("option", { value: one.name, textContent: one.name })));
      column.value = able.some(one => one.name === asked) ? asked : able[0]?.name ?? "";
      element.hidden = able.length === 0;
    },
  };
}

function batch(model) {
  const place = make("p", { role: "status" }), results = make("div");
  const file = make("input", { type: "file", accept: ".csv,.txt,.tsv,text/csv,.gz", onchange: () => load() });
  const whole = make("input", { type: "checkbox", checked: true });
  const load = latest(place, async () => {
    if (file.files.length === 0) {
      return null;
    }
    place.textContent = "The rows are predicted …";
    const response = await fetch(`/api/predict/batch?${new URLSearchParams({ model: model(), keep: whole.checked })}`, { method: "POST", headers: { "Content-Type": "text/csv" }, body: file.files[0] });
    const body = await response.json().catch(() => ({ detail: response.statusText }));
    if (!response.ok) {
      throw new Error(`${file.files[0].name}: ${body.detail}`);
    }
    return body;
  }, body => {
    if (body === null) {
      return;
    }
    const named = file.files[0].name.replace(/\.[^.]*$/, "");
    const summary = `${body.rows} ${body.rows === 1 ? "row was" : "rows were"} read; ${body.marked === 0 ? "each has a prediction" : `${body.marked} could not be predicted and say why`}.`;
    announce(summary, true);
    results.replaceChildren(
      make("p", {}, summary, " ", button("Save the predictions as CSV", () => keep(`${named}-predictions.csv`, new Blob([body.csv], { type: "text/csv" })))),
      ...(body.notices ?? []).map(notice => make("p", { className: "hint", textContent: notice.message })),
      body.errors.length > 0
        ? make("div", { className: "rows words", tabIndex: 0, role: "group", "aria-label": "Rows without a prediction" }, table(`Rows without a prediction${body.marked > body.errors.length ? ` (the first ${body.errors.length} of ${body.marked})` : ""}`, ["row", "line of the file", "column", "what is wrong"],
          body.errors.map(error => [String(error.row), String(error.line), error.column ?? "", error.message])))
        : "",
      make("pre", { className: "rows", tabIndex: 0, role: "region", "aria-label": "The first lines of the result", textContent: body.csv.split("\n").slice(0, 6).join("\n") }));
  });
  return {
    element: make("section", { "aria-label": "Many rows" }, make("h2", { textContent: "Many rows" }), make("p", { textContent: "A CSV file with the model's columns. Rows that cannot be read get no prediction; the others do." }),
      controls({ file: field("CSV file", file), keep: field("With the file's own columns", whole) }), place, results),
  };
}

function snippets() {
  const place = make("p", { role: "status" });
  const blocks = [["csharp", "C#"], ["curl", "curl, with the model served"], ["python", "Python with ONNX Runtime"]].map(([key, title]) => {
    const code = make("pre", { className: "rows", tabIndex: 0, role: "region", "aria-label": title });
    const copy = button("Copy", async () => { await navigator.clipboard.writeText(code.textContent); announce(`${title} was copied.`, true); });
    copy.setAttribute("aria-label", `Copy ${title}`);
    return { key, code, element: make("div", { className: "snippet" }, make("div", { className: "tools" }, make("h3", { textContent: title }), copy), code) };
  });
  let request = null;
  const load = latest(place, () => post("/api/predict/snippets", request), body => blocks.forEach(one => { one.code.textContent = body[one.key]; }));
  return {
    element: make("section", { "aria-label": "From a program" }, make("h2", { textContent: "From a program" }), make("p", { textContent: "The same row, asked by a program." }), place, ...blocks.map(one => one.element)),
    load: (model, values) => { request = { model, values }; load(); },
  };
}
