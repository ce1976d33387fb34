// Drag a probability: likelihood, its negative logarithm and the squared error of rows, and the risk as their mean.
import { make, field, table, text } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { chart } from "/lib/chart.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest } from "/lib/lesson.js";

export function mount(root, link) {
  const place = make("p"), state = make("p", { className: "state" }), numbers = make("div", { className: "rows" }), single = chart(), risk = chart();
  const labels = (link.values.get("labels") ?? "1,1,0,1").split(",").map(Number);
  const p = make("input", { type: "range", min: 0.01, max: 0.99, step: 0.01, value: link.values.get("p") ?? 0.6, oninput: () => { writeLink({ p: p.value }); load(); } });
  const toggles = labels.map((label, i) => make("button", {
    type: "button", textContent: `Row ${i + 1}: y = ${label}`, onclick: () => {
      labels[i] = 1 - labels[i];
      toggles[i].textContent = `Row ${i + 1}: y = ${labels[i]}`;
      writeLink({ labels: labels.join(",") });
      load();
    },
  }));
  const load = latest(place, () => get("/api/lessons/likelihood", { p: p.value, labels: labels.join(",") }), answer => {
    const all = answer.risk[0];
    state.textContent = `p = ${text(all.p)}: the likelihood of all rows is ${text(all.likelihood)}, the risk (mean of −log) ${text(all.loss)}, the mean squared error ${text(all.squared)}. The share of ones is ${text(all.label)}.`;
    const line = (name, of, key) => ({ name, points: of.map(cost => [cost.p, cost[key]]) });
    single.update({
      title: "What one row of y = 1 costs", description: "As p falls to 0 the negative logarithm grows without bound, the squared error only to 1.", x: { label: "p", range: [0, 1] }, y: { label: "cost", range: [0, 5] },
      series: [line("likelihood", answer.one, "likelihood"), line("−log likelihood", answer.one, "loss"), line("squared error", answer.one, "squared"), { name: "p now", points: [[all.p, 0], [all.p, 5]], colour: "--ink", dash: null, width: 1 }],
    });
    risk.update({
      title: "The risk: the mean over all rows", description: "The mean of −log is lowest where p is the share of ones.", x: { label: "p", range: [0, 1] }, y: { label: "mean cost" },
      series: [line("mean of −log likelihood", answer.curve, "loss"), line("mean squared error", answer.curve, "squared"), { name: "now", points: [[all.p, all.loss], [all.p, all.squared]], line: false, marker: "diamond", colour: "--ink", size: 5 }],
    });
    numbers.replaceChildren(table("Each row, and all", ["row", "y", "likelihood", "−log", "squared error", "slope of −log", "slope of squared error"], [...answer.rows, all].map((cost, i) => [
      i < answer.rows.length ? String(i + 1) : "all", ...["label", "likelihood", "loss", "squared", "slope", "squaredSlope"].map(key => text(cost[key]))])));
  });
  root.append(
    heading("Likelihood", "One probability p for every row. A row's likelihood is p where y = 1 and 1 − p where y = 0; the product over rows is largest where the mean of the negative logarithms is smallest.", "The slopes are by the logit a, p = sigm(a): a row that is quite wrong still has a steep −log, but a flat squared error, from which gradient descent learns little."),
    controls({ p: field("Probability p", p), rows: field("Labels", make("div", { role: "group", "aria-label": "Labels" }, ...toggles)) }),
    place, state, make("div", { className: "pictures" }, single.element, risk.element), numbers);
  load();
}
