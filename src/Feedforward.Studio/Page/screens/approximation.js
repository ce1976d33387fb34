// A function approximated by more and more hidden neurons.
import { make, field, choice, text } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { chart } from "/lib/chart.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button } from "/lib/lesson.js";

const places = 17;

export function mount(root, link) {
  const place = make("p"), state = make("p", { className: "state" }), fit = chart(), parts = chart(), errors = chart();
  const target = choice([["wave", "sin(2πx)"], ["corner", "|x|"], ["bump", "1/(1 + 25x²)"], ["drawn", "my own"]], link.values.get("target") ?? "wave", value => { writeLink({ target: value }); choose(); });
  const activation = choice(["tanh", "sigmoid", "relu", "gelu"], link.values.get("activation") ?? "tanh", value => { writeLink({ activation: value }); load(); });
  const depth = make("input", { type: "checkbox", onchange: () => load() });
  const widths = [1, 2, 4, 8, 16, 32, 64];
  const width = make("input", { type: "range", min: 0, max: 6, step: 1, value: link.values.get("width") ?? 2, oninput: () => { writeLink({ width: width.value }); show(); } });
  // One slider for each place of x: a target that is drawn with the keyboard as well as with a finger.
  const own = Array.from({ length: places }, (_, i) => make("input", { type: "range", min: -1, max: 1, step: 0.05, value: i % 4 < 2 ? 0.5 : -0.5, "aria-label": `y at x = ${text(-1 + 2 * i / (places - 1), 3)}` }));
  const drawing = make("div", { className: "own", role: "group", "aria-label": "The target's values from left to right" }, ...own, button("Approximate it", () => load()));
  let lesson = null;
  const load = latest(place, () => {
    place.textContent = "Networks of 1 to 64 hidden neurons are trained …";
    return get("/api/lessons/approximation", {
      ...(target.value === "drawn" ? { values: own.map(one => one.value).join(",") } : { target: target.value }), activation: activation.value, depth: depth.checked,
    });
  }, answer => { lesson = answer; show(); });
  function choose() {
    drawing.hidden = target.value !== "drawn";
    load();
  }
  function show() {
    if (!lesson) {
      return;
    }
    const byWidth = lesson.networks.filter(one => one.isOfWidth), byDepth = lesson.networks.filter(one => !one.isOfWidth);
    const network = byWidth[Number(width.value)];
    width.setAttribute("aria-valuetext", `${network.width} hidden neurons`);
    state.textContent = `${network.width} hidden ${network.width === 1 ? "neuron" : "neurons"}, ${network.parameters} parameters: the largest error is ${text(network.largestError)}.${
      byDepth.map(one => ` Depth ${one.depth} with ${one.parameters} parameters: ${text(one.largestError)}.`).join("")}`;
    const over = values => lesson.x.map((x, i) => [x, values[i]]);
    fit.update({
      title: "Target and network", description: state.textContent, x: { label: "x", range: [-1, 1] }, y: { label: "y" },
      series: [{ name: "target", points: over(lesson.y), colour: "--two", dash: "7 4" }, { name: "network", points: over(network.values), colour: "--one", dash: null }],
    });
    parts.update({
      title: "What each hidden neuron adds", description: `The contributions and the bias ${text(network.bias)} sum to the network's output.`, x: { label: "x", range: [-1, 1] }, y: { label: "contribution" },
      series: [
        { name: "sum with the bias", points: over(network.values), colour: "--ink", dash: null, width: 3 },
        ...network.contributions[0].map((_, j) => ({ name: `neuron ${j + 1}`, points: over(network.contributions.map(row => row[j])), quiet: j >= 8, width: 1.5 })),
      ],
    });
    errors.update({
      title: "Largest error against width", description: `${byWidth.map(one => `Width ${one.width}: ${text(one.largestError)}`).join("; ")}.`, x: { label: "hidden neurons", logarithmic: true }, y: { label: "largest error", logarithmic: true },
      series: [
        { name: "largest error", points: byWidth.map(one => [one.width, one.largestError]), marker: "circle", dash: null },
        { name: "this width", points: [[network.width, network.largestError]], line: false, marker: "diamond", colour: "--two", size: 7 },
      ],
    });
  }
  root.append(
    heading("Approximation", `One hidden layer of enough neurons comes as near to a function as one likes. Widths here: ${widths.join(", ")}.`),
    controls({ target: field("Target", target), activation: field("Activation", activation), width: field("Width", width), depth: field("Compare depths", depth) }),
    drawing, place, state, make("div", { className: "pictures" }, fit.element, parts.element, errors.element));
  choose();
}
