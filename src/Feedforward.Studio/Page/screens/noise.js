// A risk of two parameters, the ways of minibatches down it, and the variance of their gradients.
import { make, field, choice, text } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { chart } from "/lib/chart.js";
import { heatmap } from "/lib/heatmap.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button } from "/lib/lesson.js";

export function mount(root, link) {
  const place = make("p"), state = make("p", { className: "state" }), surface = chart(), arrows = chart(), variance = chart();
  const value = (name, usual) => link.values.get(name) ?? usual;
  const set = name => chosen => { writeLink({ [name]: chosen }); load(); };
  const rate = choice(["0.1", "0.3", "1", "3", "10"], value("rate", "1"), set("rate"));
  const batch = choice(["1", "2", "4", "8", "16", "32", "64", "128"], value("batch", "8"), set("batch"));
  const steps = choice(["20", "60", "200"], value("steps", "60"), set("steps"));
  const seed = make("input", { type: "number", min: 0, max: 2147483647, value: value("seed", "1"), onchange: () => set("seed")(seed.value) });
  const load = latest(place, () => get("/api/lessons/noise", { rate: rate.value, batch: batch.value, steps: steps.value, seed: seed.value }), show);
  function show(answer) {
    const flat = answer.risks.flat();
    const [left, right, bottom, top] = answer.window;
    const of = size => answer.noise.find(one => one.batchSize === size).variance;
    state.textContent = `Risk after ${steps.value} steps: ${answer.paths.map(path => `batch ${path.batchSize}: ${text(path.risk)}`).join("; ")}. The lowest there is: ${
      text(answer.minimumRisk)} at w = ${text(answer.minimum[0])}, b = ${text(answer.minimum[1])}.`;
    surface.update({
      title: "The exact risk, orange low to blue high, and three ways down", description: `Blue is high, orange low. ${state.textContent}`, x: { label: "w", range: [left, right] }, y: { label: "b", range: [bottom, top] }, height: 460,
      image: heatmap(answer.risks, Math.min(...flat), Math.max(...flat), 24),
      series: [
        ...answer.paths.map(path => ({ name: path.batchSize === answer.count ? `all ${answer.count}` : `batch ${path.batchSize}`, points: path.weights.map((w, i) => [w, path.biases[i]]), colour: ["--four", "--three", "--ink"][answer.paths.indexOf(path)] })),
        { name: "minimum", points: [answer.minimum], line: false, marker: "diamond", colour: "--ink", size: 6 },
      ],
    });
    arrows.update({
      title: `Gradients at the start: ${answer.batchGradients.length} minibatches of ${batch.value}`, description: "Each minibatch's gradient ends in a point; they scatter around the full gradient.", x: { label: "∂R/∂w" }, y: { label: "∂R/∂b" },
      series: [
        { name: "minibatches' ends", points: answer.batchGradients, line: false, marker: "circle", colour: "--two" },
        ...answer.batchGradients.map(gradient => ({ name: "minibatch", points: [[0, 0], gradient], colour: "--two", dash: null, width: 1, quiet: true })),
        { name: "full gradient", points: [[0, 0], answer.gradient], marker: "diamond", colour: "--one", dash: null, width: 4 },
      ],
    });
    variance.update({
      title: "Variance of the minibatch gradient against its size", description: `A single example's variance is ${text(of(1) / of(8))} times that of eight; without replacement 8(N − 1)/(N − 8) is expected.`,
      x: { label: "batch size", logarithmic: true }, y: { label: "E‖ĝ − ∇R‖²", logarithmic: true },
      series: [
        { name: "predicted", points: answer.noise.filter(one => one.predicted > 0).map(one => [one.batchSize, one.predicted]), colour: "--two", dash: "7 4" },
        { name: "measured", points: answer.noise.filter(one => one.predicted > 0).map(one => [one.batchSize, one.variance]), line: false, marker: "circle", colour: "--one" },
      ],
    });
  }
  root.append(
    heading("The noise of minibatches", "A logistic regression of one weight and one bias has a risk that can be drawn whole. All three ways begin at the same point and take as many steps with the same rate."),
    controls({ rate: field("Rate α", rate), steps: field("Steps", steps), batch: field("Batch of the arrows", batch), seed: field("Seed", seed), next: button("Next seed", () => { seed.value = Number(seed.value) + 1; set("seed")(seed.value); }) }),
    place, state, make("div", { className: "pictures" }, surface.element, arrows.element, variance.element));
  load();
}
