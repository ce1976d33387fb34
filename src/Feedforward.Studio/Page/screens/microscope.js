// One row through a network, neuron by neuron: forward, back, each gradient beside its finite difference, and the same as matrices.
import { make, field, choice, announce, text } from "/lib/dom.js";
import { get, post } from "/lib/api.js";
import { keep } from "/lib/chart.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button } from "/lib/lesson.js";
import { recordForm, answerText } from "/lib/record.js";
import { neuronMap } from "/lib/neurons.js";
import { neuronPanel } from "/lib/neuron.js";
import { matrices } from "/lib/matrices.js";

export async function mount(root, link) {
  const place = make("p", { role: "status" }), state = make("p", { className: "state" }), typing = make("details", { className: "typing" });
  const { models } = await get("/api/models");
  const asked = link.values.get("model");
  const model = choice(models, models.includes(asked) ? asked : models[0], () => { writeLink({ model: model.value, row: null, layer: null, neuron: null, edits: null, values: null }); open({}); });
  const row = make("input", { type: "number", min: 1, value: 1, onchange: () => { typed = false; writeLink({ row: row.value, values: null }); load(); } });
  const rows = field("Row", row);
  const reset = button("Undo all edits", () => { edits = []; writeLink({ edits: null }); load(); });
  const save = button("Save all numbers (JSON)", () => keep("trace.json", new Blob([JSON.stringify(shown.trace, null, 2)], { type: "application/json" })));
  let description = null, shown = null, form = null, typed = false, edits = [], chosen = {}, firstRow = 1, announces = false;

  const map = neuronMap({
    choose: (layer, neuron) => { chosen = { layer, neuron }; firstRow = 1; writeLink({ layer, neuron }); load(); },
    edit: () => panel.focus(),
  });
  const panel = neuronPanel({
    edit: (block, at, column, value) => {
      edits = [...edits.filter(one => one.block !== block || one.row !== at || one.column !== column), ...(value === null ? [] : [{ block, row: at, column, value }])];
      writeLink({ edits: edits.length > 0 ? edits.map(one => `${one.block}:${one.row}:${one.column}:${one.value}`).join(",") : null });
      announces = true;
      load();
    },
    leave: () => map.focus(),
  });
  const grids = matrices(first => { firstRow = first; load(); });

  const load = latest(place, () => post("/api/microscope", {
    model: model.value, ...(typed || description.rows === 0 ? { values: form.values() } : { row: Number(row.value) }), ...chosen, edits, firstRow,
  }), answer => {
    shown = answer;
    if (!typed && description.rows > 0) {
      form.set(answer.record);
    }
    chosen = answer.neuron ? { layer: answer.neuron.layer, neuron: answer.neuron.neuron } : chosen;
    reset.disabled = edits.length === 0;
    const where = typed || description.rows === 0 ? "The typed row" : `Row ${row.value} (line ${answer.line})`;
    state.textContent = `${where} through ${answer.network}: ${answerText(answer.answer, description)}; the true ${description.target} is ${answer.record[description.target]}. Loss ℓ = ${text(answer.trace.loss)} (${answer.loss}).${
      answer.before ? ` With ${edits.length} ${edits.length === 1 ? "edit" : "edits"}; without: ℓ = ${text(answer.before.loss)}, ${answerText(answer.before.answer, description)}.` : ""}`;
    if (announces) {
      announce(state.textContent, true);
      announces = false;
    }
    map.update(answer, chosen);
    panel.update(answer, edits);
    grids.update(answer);
  });

  async function open(values) {
    try {
      description = await get("/api/model", { model: model.value });
    } catch (fault) {
      place.className = "fault";
      place.textContent = fault.message;
      return;
    }
    typed = values.values !== undefined;
    edits = (values.edits ?? "").split(",").filter(part => part !== "").map(part => part.split(":")).map(([block, at, column, value]) => ({ block, row: Number(at), column: Number(column), value: Number(value) }));
    chosen = values.layer ? { layer: values.layer, neuron: Number(values.neuron ?? 1) } : {};
    firstRow = 1;
    row.value = values.row ?? 1;
    row.max = Math.max(1, description.rows);
    rows.hidden = description.rows === 0;
    form = recordForm(description, () => { typed = true; writeLink({ values: JSON.stringify(form.values()) }); load(); }, true);
    if (typed) {
      try {
        form.set(JSON.parse(values.values));
      } catch {
        typed = false;
      }
    }
    typing.open = description.rows === 0;
    typing.replaceChildren(make("summary", { textContent: description.rows === 0 ? "The values of the row" : "Change the values of the row" }), form.element);
    load();
  }

  root.append(
    heading("Microscope", "One row through the network: each neuron's sum and activation, then δ from the output back. Every gradient stands beside a finite difference, (ℓ(θ + ε) − ℓ(θ − ε)) / 2ε, which knows nothing of backpropagation.",
      "Arrows walk over the neurons, Enter goes to a neuron's weights and Escape back. A weight that is changed here is changed for this page alone."),
    controls({ model: field("Model", model), row: rows, undo: reset, save }),
    typing, place, state, map.element, panel.element, grids.element);
  await open(Object.fromEntries(link.values));
}
