// Rosenblatt's rule step by step, two hidden neurons on XOR, and how many seeds learn it.
import { make, field, choice, table, text, announce, clear } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { chart } from "/lib/chart.js";
import { heatmap } from "/lib/heatmap.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button, classes } from "/lib/lesson.js";

const activations = ["sigmoid", "tanh", "relu", "leaky-relu", "elu", "gelu"];

export function mount(root, link) {
  const end = rule(root, link);
  hiddenSpace(root, link);
  lottery(root);
  return end;
}

function rule(root, link) {
  const place = make("p"), state = make("p", { className: "state" });
  const plane = chart(), mistakes = chart();
  let lesson = null, at = 0, timer = null;
  const which = choice(["AND", "OR", "XOR"], link.values.get("table") ?? "AND", value => { writeLink({ table: value }); load(); });
  const play = button("Play", () => timer === null ? start() : stop());
  const load = latest(place, () => get("/api/lessons/perceptron", { table: which.value }), answer => { stop(); lesson = answer; at = 0; show(); });
  function start() {
    if (lesson && at >= lesson.steps.length) {
      at = 0;
    }
    play.textContent = "Pause";
    timer = setInterval(() => go(1), 700);
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  }
  function go(count) {
    if (lesson) {
      at = Math.min(lesson.steps.length, Math.max(0, at + count));
      if (at === lesson.steps.length) {
        stop();
      }
      show();
    }
  }
  function show() {
    const step = at > 0 ? lesson.steps[at - 1] : null;
    const before = at > 1 ? lesson.steps[at - 2].mistakes : 0;
    const [left, right, bottom, top] = lesson.window;
    const line = step?.boundary;
    const seen = step ? [lesson.inputs[step.example]] : [];
    state.textContent = step === null ? "w = (0, 0), b = 0. Nothing was seen yet."
      : `Pass ${step.pass}, example (${lesson.inputs[step.example].join(", ")}): y = ${lesson.labels[step.example]}, ŷ = ${step.output}; ${
        step.mistakes > before ? "a mistake, so w and b move" : "right, nothing moves"}. w = (${step.weights.map(w => text(w)).join(", ")}), b = ${text(step.bias)}. Mistakes so far: ${
        step.mistakes}; right: ${4 * step.accuracy} of 4.${at < lesson.steps.length ? "" : lesson.isSeparated ? " A whole pass without a mistake: it has settled." : " It stops here at its limit and never settles: no line separates these points."}`;
    announce(state.textContent, at === lesson.steps.length);
    plane.update({
      title: `${lesson.table} and the line wᵀx + b = 0`, description: state.textContent, x: { label: "x₁", range: [left, right] }, y: { label: "x₂", range: [bottom, top] },
      series: [
        ...classes(lesson.inputs, lesson.labels),
        { name: "boundary", points: line ? [[line[0], line[1]], [line[2], line[3]]] : [], colour: "--ink", dash: null },
        { name: "example just seen", points: seen, line: false, marker: "diamond", colour: "--ink", size: 4 },
      ],
    });
    mistakes.update({
      title: "Mistakes so far", description: "The count stays level as soon as the rule has settled.", x: { label: "examples seen", range: [0, lesson.steps.length] }, y: { label: "mistakes", range: [0, Math.max(1, lesson.steps.at(-1).mistakes)] },
      series: [{ name: lesson.table, points: [[0, 0], ...lesson.steps.slice(0, at).map((one, i) => [i + 1, one.mistakes])] }],
    });
  }
  function key(event) {
    if (event.target.closest("input, select, button, summary, a") || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === " ") {
      play.click();
    } else if (event.key === ".") {
      go(1);
    } else if (event.key === ">" || event.key === ":") {
      go(4);
    } else {
      return;
    }
    event.preventDefault();
  }
  addEventListener("keydown", key);
  root.append(
    heading("Rosenblatt's perceptron", "After each mistake the rule adds (y − ŷ)x to the weights. On AND and OR it settles after a few mistakes. XOR it never learns.", "Space plays, a point steps one example, Shift with it a pass."),
    controls({ table: field("Table", which), play, step: button("Step", () => go(1)), pass: button("Pass", () => go(4)), back: button("Back", () => go(-1)), restart: button("Start again", () => { stop(); go(-Infinity); }) }),
    place, state, make("div", { className: "pictures" }, plane.element, mistakes.element));
  load();
  return () => { stop(); removeEventListener("keydown", key); };
}

function hiddenSpace(root, link) {
  const place = make("p"), state = make("p", { className: "state" }), input = chart(), hidden = chart();
  const activation = choice(activations, link.values.get("activation") ?? "tanh", value => { writeLink({ activation: value }); load(); });
  const seed = make("input", { type: "number", min: 0, max: 2147483647, value: link.values.get("seed") ?? 1, onchange: () => { writeLink({ seed: seed.value }); load(); } });
  const pictures = make("div", { className: "pictures" }, input.element, hidden.element);
  const load = latest(place, () => get("/api/lessons/xor", { activation: activation.value, seed: seed.value, width: 2 }), answer => {
    pictures.hidden = !answer.solution;
    if (!answer.solution) {
      state.textContent = `With seed ${seed.value} two ${activation.value} neurons did not learn XOR. Another seed may.`;
      return;
    }
    const { points, hiddenWindow: space, hiddenBoundary: line, inputWindow: window, probabilities } = answer.solution;
    const labels = points.map(point => point.label);
    state.textContent = `Learned with seed ${answer.solution.seed} in ${text(answer.medianEpochs)} epochs. The perceptron has ${answer.perceptronBest} of 4 right at best, logistic regression ${answer.logisticBest}. ${
      points.map(point => `p(1 | ${point.x.join(", ")}) = ${text(point.probability)}`).join("; ")}.`;
    input.update({
      title: "What the network computes, orange 0 to blue 1", description: `Probability of class 1, orange 0 to blue 1. ${state.textContent}`, x: { label: "x₁", range: window.slice(0, 2) }, y: { label: "x₂", range: window.slice(2) },
      image: heatmap(probabilities, 0, 1), series: classes(points.map(point => point.x), labels),
    });
    hidden.update({
      title: "The same four points in hidden space", description: "The two hidden neurons move the points to where one line separates them.", x: { label: "h₁", range: space.slice(0, 2) }, y: { label: "h₂", range: space.slice(2) },
      series: [...classes(points.map(point => point.hidden), labels), { name: "p = ½", points: line ? [[line[0], line[1]], [line[2], line[3]]] : [], colour: "--ink", dash: null }],
    });
  });
  root.append(heading("Two hidden neurons", "Between input and output stand two neurons. Their outputs are new coordinates of the four points, and there a line is enough."),
    controls({ activation: field("Activation", activation), seed: field("Seed", seed), next: button("Next seed", () => { seed.value = Number(seed.value) + 1; writeLink({ seed: seed.value }); load(); }) }),
    place, state, pictures);
  load();
}

function lottery(root) {
  const place = make("p"), results = make("div"), widths = [2, 3, 4, 8];
  const draw = button("Draw 100 seeds", async () => {
    draw.disabled = true;
    try {
      const rows = [];
      for (const activation of activations) {
        const row = [activation];
        rows.push(row);
        for (const width of widths) {
          const answer = await get("/api/lessons/xor", { activation, width, seeds: 100 });
          row.push(`${answer.learned} of ${answer.seeds}`);
          clear(results);
          results.append(table("How many of 100 seeds learn XOR", ["activation", ...widths.map(one => `width ${one}`)], rows));
        }
      }
      announce("The hundred seeds are drawn.", true);
    } catch (fault) {
      place.className = "fault";
      place.textContent = fault.message;
    } finally {
      draw.disabled = false;
    }
  });
  root.append(heading("The lottery of 100 seeds", "Whether a small network learns XOR depends on where it begins. Each field trains 100 networks."), controls({ lottery: draw }), place, results);
}
