// The choices of a run as a form.
import { make, field, choice, clear } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { button } from "/lib/lesson.js";

/** What a new run is made of where nothing is said: small, quick to follow, and it goes on until it is told to stop. */
export const usual = {
  data: "spirals", target: null, preset: "plain", hidden: [8, 8], activations: ["tanh"], loss: null, optimizer: "adam", learningRate: 0.01, schedule: "constant",
  batchSize: 16, epochs: 1000, patience: 0, l1: 0, l2: 0, dropout: 0, batchNormalization: false, gradientClip: null, validation: null, test: null, seed: 1,
};

const number = (value, attributes, onchange) => make("input", { type: "number", step: "any", value: value ?? "", onchange, ...attributes });

/**
 * A form over a configuration. `tables` are { name, title }; `choices` is the answer of /api/runs/choices. `read` gives the configuration as it
 * stands.
 */
export function configurationForm(configuration, tables, choices) {
  const now = structuredClone(configuration);
  const element = make("div", { className: "controls" });
  let table = null;
  const set = (name, value) => {
    now[name] = value;
  };
  async function ask() {
    const { data, target } = now;
    try {
      const answer = await get("/api/data/table", { name: data, target, rows: 0 });
      if (now.data === data) {
        table = answer;
        now.target ??= answer.target;
        show();
      }
    } catch (fault) {
      element.prepend(make("p", { className: "fault", textContent: fault.message }));
    }
  }
  const optional = input => input.value === "" ? null : Number(input.value);
  const numeric = (name, label, attributes = {}, hint = null) => {
    const input = number(now[name], attributes, () => set(name, optional(input)));
    return field(label, input, hint);
  };
  function layers() {
    const list = make("div", { className: "hidden-layers", role: "group", "aria-label": "Hidden layers" });
    now.hidden.forEach((width, i) => {
      const size = number(width, { min: 1, max: 1024, step: 1, "aria-label": `Neurons of hidden layer ${i + 1}` }, () => {
        now.hidden[i] = Math.max(1, Math.round(Number(size.value) || 1));
      });
      const activation = choice(choices.activations, now.activations[i] ?? now.activations[0], value => {
        now.activations = now.hidden.map((_, j) => j === i ? value : now.activations[j] ?? now.activations[0]);
      });
      activation.setAttribute("aria-label", `Activation of hidden layer ${i + 1}`);
      const remove = button("Remove", () => {
        now.activations = now.hidden.map((_, j) => now.activations[j] ?? now.activations[0]).filter((_, j) => j !== i);
        now.hidden.splice(i, 1);
        if (now.activations.length === 0) {
          now.activations.push("tanh");
        }
        show();
      });
      remove.setAttribute("aria-label", `Remove hidden layer ${i + 1}`);
      list.append(make("div", { className: "hidden-layer" }, `Layer ${i + 1}`, size, activation, remove));
    });
    list.append(button("Add a hidden layer", () => {
      now.activations = now.hidden.map((_, j) => now.activations[j] ?? now.activations[0]);
      now.activations.push(now.activations.at(-1) ?? "tanh");
      now.hidden.push(now.hidden.at(-1) ?? 4);
      show();
    }));
    return list;
  }
  function show() {
    clear(element);
    const columns = table?.columns.map(column => column.name) ?? (now.target ? [now.target] : []);
    const isPlain = now.preset === "plain";
    const losses = choices.losses[table?.task] ?? [...new Set(Object.values(choices.losses).flat())];
    element.append(
      field("Data", choice(tables.map(one => [one.name, one.title]), now.data, value => { now.data = value; now.target = null; now.loss = null; table = null; show(); ask(); })),
      field("Target", choice(columns, now.target, value => { now.target = value; now.loss = null; ask(); })),
      field("Preset", choice(choices.presets, now.preset, value => { now.preset = value; show(); }), isPlain ? "exactly what is chosen here" : "chooses the network and its training"));
    if (isPlain) {
      element.append(
        layers(),
        field("Loss", choice([["", "the task's"], ...losses], now.loss ?? "", value => set("loss", value || null))),
        field("Optimizer", choice(choices.optimizers.map(one => one.name), now.optimizer ?? "adam", value => set("optimizer", value))),
        numeric("learningRate", "Learning rate", { min: 0 }),
        field("Schedule", choice(choices.schedules, now.schedule ?? "constant", value => set("schedule", value))),
        numeric("batchSize", "Batch size", { min: 1, step: 1 }),
        numeric("l2", "L2 penalty", { min: 0 }),
        numeric("l1", "L1 penalty", { min: 0 }),
        numeric("dropout", "Dropout", { min: 0, max: 0.9 }),
        numeric("gradientClip", "Gradient clipping", { min: 0 }, "empty for none"),
        field("Batch normalisation", make("input", { type: "checkbox", checked: now.batchNormalization, onchange: event => set("batchNormalization", event.target.checked) })));
    }
    element.append(
      numeric("epochs", "Most epochs", { min: 1, step: 1 }),
      numeric("patience", "Patience", { min: 0, step: 1 }, "0 never stops early"),
      numeric("validation", "Validation share", { min: 0, max: 0.9 }),
      numeric("test", "Test share", { min: 0, max: 0.9 }),
      numeric("seed", "Seed", { min: 0, step: 1 }));
  }
  show();
  ask();
  return { element, read: () => isPresetOnly(now) };
}

/** What a preset chooses itself is not sent along. */
function isPresetOnly(configuration) {
  if (configuration.preset === "plain") {
    return configuration;
  }
  const { data, target, task, drop, preset, patience, validation, test, seed } = configuration;
  return { data, target, task, drop, preset, patience: patience || null, validation, test, seed };
}
