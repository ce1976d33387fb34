// A run: the network as it learns, step by step or as fast as it goes.
import { make, field, choice, table, text, announce, clear } from "/lib/dom.js";
import { get, post } from "/lib/api.js";
import { chart, exports } from "/lib/chart.js";
import { heatmap, classmap } from "/lib/heatmap.js";
import { listen, watch } from "/lib/events.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, button } from "/lib/lesson.js";
import { network, bytes, square } from "/lib/network.js";
import { configurationForm, usual } from "/lib/configuration.js";
import { growing } from "/lib/thin.js";
import { evaluation } from "/lib/evaluation.js";
import { columns as columnsView } from "/lib/columns.js";

export async function mount(root, link) {
  const [{ runs, followed }, choices, { tables }] = await Promise.all([get("/api/runs"), get("/api/runs/choices"), get("/api/data")]);
  let run = null, waiting = null, last = null, told = null, best = null, curves = {}, frame = null, isDue = false, chosen = [0, 0], graph = null, points = null, form = null, isOpen = true;
  const names = [...runs.map(one => one.run), ...followed ? [followed] : []];

  const fault = make("p", { className: "fault", role: "alert" });
  const which = choice(names.toReversed(), null, name => { writeLink({ run: name }); load(name); });
  const title = make("p", { className: "state" }), state = make("p", { className: "state" });
  const products = make("p", { hidden: true });
  const rescue = make("div", { className: "controls", hidden: true });
  const setup = make("details", {}, make("summary", { textContent: "Data, network and training" }));
  const view = make("div");
  const play = button("Play", () => command(run.state === "playing" ? "pause" : "play", { pace: Number(pace.value) }));
  const pace = choice([["0", "as fast as it goes"], ["100", "10 epochs a second"], ["500", "2 epochs a second"], ["2000", "an epoch in 2 seconds"]], "0", () => {
    if (run?.state === "playing") {
      command("play", { pace: Number(pace.value) });
    }
  });
  const logarithmic = make("input", { type: "checkbox", onchange: () => due() });
  const loss = chart(), metric = chart(), map = chart(), judged = evaluation(), columns = columnsView();
  const neuron = make("div", { className: "neuron-table" }), examples = make("div");

  const isHere = () => isOpen && run !== null;
  const act = work => async (...values) => {
    fault.textContent = "";
    try {
      return await work(...values);
    } catch (error) {
      fault.textContent = error.message;
      return null;
    }
  };
  const command = act(async (name, values = {}) => {
    const answer = await post(`/api/runs/${name}`, { run: run.run, ...values });
    take(answer);
    return answer;
  });

  root.append(
    heading("Train", "A network learns from a table: as fast as it goes, or step by step. Weights are lines: width and strength show the size, blue and whole is positive, orange and dashed is negative. The bar under a neuron is its bias.",
      "Space plays and pauses, a point steps a batch, Shift with it an epoch, a comma an example. Arrow keys go from neuron to neuron, Enter edits."),
    fault, controls({ run: field("Run", which), "new": button("New run", () => { setup.open = true; setup.querySelector("select")?.focus(); }) }), setup, view);

  const body = [
    controls({
      play, pace: field("Pace", pace), logarithmic: field("Logarithmic losses", logarithmic), example: button("Step example", () => step("example")), batch: button("Step batch", () => step("batch")), epoch: button("Step epoch", () => step("epoch")),
      rewind: button("Rewind, same seed", () => command("rewind")), reseed: button("Rewind, next seed", () => command("rewind", { seed: run.configuration.seed + 1 })), finish: button("Finish here", () => command("finish")),
    }),
    title, state, rescue, products, examples,
  ];

  async function step(unit) {
    const answer = await command("step", { unit });
    clear(examples);
    if (answer?.examples) {
      const last = answer.examples.at(-1);
      examples.append(make("p", { textContent: `Example ${answer.examples.length} of ${answer.batch}: row ${last.row + 1}, loss ${text(last.loss)}. ${answer.closed
        ? "The minibatch is closed: the weights moved by the mean of its gradients." : "No weight moves before the minibatch is closed."}` }),
      make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": "Examples of the minibatch" }, table("Examples of this minibatch so far", ["example", "row", "loss", "its gradient’s length", "length of the mean so far"],
        answer.examples.map((one, i) => [String(i + 1), String(one.row + 1), text(one.loss), text(one.gradientLength), text(one.meanGradientLength)]))));
    }
  }

  function add(epoch) {
    last = epoch;
    best = epoch.best ? epoch : best;
    for (const [name, curve] of Object.entries(curves)) {
      curve.push(epoch.epoch, epoch[name]);
    }
  }

  function take(position) {
    // An answer may come after the event of what happened since.
    if ((position.run !== undefined && position.run !== run.run) || position.changes < run.changes) {
      return;
    }
    Object.assign(run, Object.fromEntries(["state", "changes", "message", "step", "epoch", "stepsOfEpoch", "stepsPerEpoch", "divergedAtStep"].filter(name => name in position).map(name => [name, position[name]])));
    due();
  }

  const load = act(async name => {
    waiting = [];
    let answer, missed;
    try {
      answer = await get("/api/runs/show", { run: name });
    } finally {
      missed = waiting;
      waiting = null;
    }
    if (!isOpen) {
      return;
    }
    run = answer;
    [last, told, best, curves] = [null, null, null, Object.fromEntries(["trainLoss", "validationLoss", "validationMetric"].map(name => [name, growing()]))];
    answer.history.filter(one => one.event === "epoch").forEach(add);
    if (run.followed) {
      followedRun(name);
      return;
    }
    frame = null;
    clear(view);
    clear(examples);
    clear(neuron);
    which.value = name;
    watch(name);
    graph = network({ features: answer.features, classes: answer.classes, choose: (layer, to) => { chosen = [layer, to]; weights(false); }, edit: (layer, to) => { chosen = [layer, to]; weights(true); } });
    const saving = make("div", { className: "tools" }, ...exports(graph.element, () => `network of ${name}`, () => [["layer", "neuron", "from", "weight"],
      ...(frame?.layers ?? []).flatMap((layer, i) => layer.weights.flatMap((weights, to) => [...weights.map((weight, from) => [i + 1, to + 1, from + 1, weight]), ...layer.biases.length > 0 ? [[i + 1, to + 1, "bias", layer.biases[to]]] : []]))]));
    view.append(...body,
      make("div", { className: "stage" }, make("div", {}, make("div", { className: "rows wide", tabIndex: 0, role: "region", "aria-label": "The network, scrolls sideways" }, graph.element, saving), neuron), map.element),
      make("div", { className: "pictures" }, loss.element, metric.element, judged.element),
      columns.element);
    points = null;
    map.element.hidden = true;
    columns.element.hidden = true;
    missed.forEach(happened);
    const picture = await get("/api/runs/picture", { run: name });
    if (picture.output) {
      points = await get("/api/runs/points", { run: name });
      map.element.hidden = false;
    } else {
      columns.element.hidden = run.columns.length < 2;
      columns.of(name, run.columns);
    }
    graph.element.parentElement.hidden = !picture.layers;
    frame = picture;
    fill(run.configuration);
    judged.ask(name);
    due();
  });

  /** A training of the command line: nothing to command here, but its curves. */
  function followedRun(name) {
    frame = null;
    clear(view);
    which.value = name;
    watch(null);
    view.append(title, state, controls({ logarithmic: field("Logarithmic losses", logarithmic) }), make("div", { className: "pictures" }, loss.element, metric.element),
      make("p", {}, "When it has ended, its model can be looked into: ", make("a", { href: `#/microscope?model=${name}`, textContent: "Microscope" }), ", ", make("a", { href: `#/predict?model=${name}`, textContent: "Predict" }), "."));
    setup.hidden = true;
    due();
  }

  function fill(configuration) {
    form = configurationForm(configuration, tables, choices);
    const apply = button("Apply (begins anew)", () => command("rewind", { configuration: form.read() }));
    apply.disabled = run === null;
    setup.replaceChildren(setup.firstElementChild, form.element,
      make("div", { className: "controls" }, apply, button("As a new run", create), ...run ? [make("code", { textContent: run.command })] : []));
  }

  const create = act(async () => {
    const made = await post("/api/runs", form.read());
    if (![...which.options].some(option => option.value === made.run)) {
      which.prepend(make("option", { value: made.run, textContent: made.run }));
    }
    writeLink({ run: made.run, data: null, target: null });
    setup.open = false;
    await load(made.run);
    announce(`${made.run} is there.`, true);
  });

  /** The weights of the chosen neuron; as fields where they are to be edited. */
  function weights(isEdited) {
    const [layer, to] = chosen, of = frame?.layers?.[layer];
    if (!of) {
      return;
    }
    const inputs = layer === 0 ? run.features : of.weights[to].map((_, i) => `h${i + 1}`);
    const editor = (from, value, label) => {
      if (!isEdited && !neuron.querySelector("input")) {
        return text(value);
      }
      const input = make("input", { type: "number", step: "any", value, "aria-label": label });
      input.addEventListener("change", () => command("edit", { layer, ...from === null ? {} : { from }, to, value: Number(input.value) }));
      return input;
    };
    const rows = of.weights[to].map((value, from) => [inputs[from] ?? `input ${from + 1}`, editor(from, value, `Weight from ${inputs[from] ?? from + 1}`)]);
    if (of.biases.length > 0) {
      rows.push(["bias", editor(null, of.biases[to], "Bias")]);
    }
    neuron.replaceChildren(table(`${layer === frame.layers.length - 1 ? "Output" : `Layer ${layer + 1}`}, neuron ${to + 1} (${of.activation})`, ["from", "weight"], rows),
      ...isEdited || neuron.querySelector("input") ? [button("Done", () => { clear(neuron); weights(false); })] : [button("Edit", () => weights(true))]);
    if (isEdited) {
      neuron.querySelector("input")?.focus();
    }
  }

  function due() {
    if (!isDue && isOpen) {
      isDue = true;
      requestAnimationFrame(() => {
        isDue = false;
        if (isHere()) {
          show();
        }
      });
    }
  }

  function show() {
    if (run.followed) {
      title.textContent = `feedforward train: ${run.title}, ${run.rows} rows, target ${run.target}, ${run.preset ?? "its own choices"}, seed ${run.seed}.`;
      Object.assign(run, { loss: "loss", metric: last?.metric ?? "metric", epoch: last?.epoch ?? 0, epochs: last?.epochs ?? "–" });
    }
    play.textContent = run.state === "playing" ? "Pause" : "Play";
    const isOver = ["done", "diverged", "failed"].includes(run.state);
    for (const control of run.followed ? [] : view.querySelector(".controls").querySelectorAll("button, select")) {
      control.disabled = isOver && !control.textContent.startsWith("Rewind");
    }
    title.textContent = run.followed ? title.textContent : `${run.title}: ${run.rows.train} rows to learn from, ${run.rows.validation} for validation, ${run.rows.test} for the test. ${run.network}, ${run.loss}, ${run.optimizer}, batches of ${run.batchSize}, seed ${run.configuration.seed}.${run.edited ? " Weights were changed by hand." : ""}`;
    state.textContent = `${run.state}. Epoch ${run.epoch} of ${run.epochs}${run.followed ? "" : `, step ${run.step} (${run.stepsOfEpoch} of ${run.stepsPerEpoch} in this epoch)`}.${last
      ? ` Loss ${text(last.trainLoss)}, on validation ${text(last.validationLoss)}; ${last.metric} ${text(last.validationMetric)}; best epoch ${best?.epoch ?? "–"}.${run.state === "playing" && last.remainingSeconds > 1 ? ` About ${Math.round(last.remainingSeconds)} s to go.` : ""}` : ""}${
      run.message ? ` ${run.message}` : ""}`;
    rescue.hidden = run.state !== "diverged";
    if (run.state === "diverged" && rescue.childElementCount === 0) {
      const again = change => command("rewind", { configuration: { ...run.configuration, ...change } });
      rescue.append(button("Begin anew with a tenth of the rate", () => again({ learningRate: run.learningRate / 10 })), button("Begin anew with gradient clipping", () => again({ gradientClip: 1 })));
    }
    products.hidden = run.state !== "done" || run.followed;
    if (!products.hidden && products.dataset.run !== run.run) {
      products.dataset.run = run.run;
      products.replaceChildren(...[["/api/runs/report?run=", "Report"], ["/api/runs/model?run=", "Model file (ONNX)"], ["#/microscope?model=", "Microscope"], ["#/predict?model=", "Predict"]].flatMap(([address, textContent], i) =>
        [i > 0 ? ", " : "", make("a", { href: address + run.run, textContent, ...address.includes("report") ? { target: "_blank" } : {} })]));
    }
    if (last !== null && last.epoch !== told) {
      told = last.epoch;
      announce(`Epoch ${last.epoch}: loss ${text(last.trainLoss)}, validation ${text(last.validationLoss)}.`);
    }
    if (frame?.layers) {
      graph.update(frame);
      if (!neuron.querySelector("input")) {
        weights(false);
      }
    }
    if (frame?.output && points) {
      plane();
    }
    const series = (name, field, colour) => ({ name, points: curves[field].points(), colour });
    const mark = best ? [{ name: `best epoch, ${best.epoch}`, points: [[best.epoch, best.validationLoss ?? best.trainLoss]], line: false, marker: "diamond", colour: "--ink", size: 5 }] : [];
    loss.update({
      title: "Loss", description: state.textContent, x: { label: "epoch" }, y: { label: `${run.loss} (mean)`, logarithmic: logarithmic.checked },
      series: [series("training", "trainLoss", "--one"), series("validation", "validationLoss", "--two"), ...mark],
    });
    metric.update({
      title: `${run.metric} on validation`, description: state.textContent, x: { label: "epoch" }, y: { label: run.metric },
      series: [series(run.metric, "validationMetric", "--three"), ...best && best.validationMetric !== null ? [{ ...mark[0], points: [[best.epoch, best.validationMetric]] }] : []],
    });
  }

  function plane() {
    const { output, window: [left, right, bottom, top] } = frame;
    const parts = { train: "", validation: " (validation)", test: " (test)" };
    const markers = ["circle", "square", "triangle", "diamond"], colours = ["--one", "--two", "--three", "--four"];
    if (points.columns.length === 1) {
      const isNumber = run.task === "regression", step = (right - left) / (output.across - 1);
      map.update({
        title: isNumber ? `What the network answers for ${points.columns[0]}` : `Probability of ${run.classes.at(-1)}`, description: state.textContent, x: { label: points.columns[0], range: [left, right] }, y: { label: run.configuration.target },
        series: [
          ...Object.entries(parts).map(([part, suffix], i) => ({ name: `rows${suffix || " (training)"}`, line: false, marker: markers[i], size: 3, colour: "--quiet", points: points.points.filter(one => one.part === part).map(one => [one.x[0], one.y]) })).filter(one => one.points.length > 0),
          { name: "network", points: output.values.map((value, i) => [left + i * step, value]), colour: "--two" },
        ],
      });
      return;
    }
    const shares = square(bytes(output.shares), output.across, value => value / 255);
    const image = output.classes ? classmap(square(bytes(output.classes), output.across, value => value), shares)
      : run.task === "binary" ? heatmap(shares, 0, 1) : heatmap(shares, 0, 1);
    // The same points for all pictures of a run.
    points.series ??= run.task === "regression"
      ? [{ name: "rows", line: false, marker: "circle", size: 3, colour: "--ink", points: points.points.map(one => one.x) }]
      : run.classes.map((name, i) => ({ name: `${run.configuration.target} = ${name}`, line: false, marker: markers[i % 4], size: 4, colour: run.task === "binary" ? colours[1 - i] : colours[i % 4], points: points.points.filter(one => one.y === i).map(one => one.x) }));
    map.update({
      title: "What the network answers", description: state.textContent, x: { label: points.columns[0], range: [left, right] }, y: { label: points.columns[1], range: [bottom, top] }, image, series: points.series,
    });
  }

  let asked = 0;
  function happened(event) {
    if (event.event === "reset") {
      if (run) {
        load(run.run);
      }
      return;
    }
    if (waiting !== null) {
      waiting.push(event);
      return;
    }
    if (!run || event.run !== run.run || event.changes < run.changes) {
      return;
    }
    switch (event.event) {
      case "picture":
        frame = event;
        take(event);
        if (performance.now() - asked > 1000) {
          asked = performance.now();
          judged.ask(run.run);
        }
        break;
      case "epoch":
        if (event.epoch > (last?.epoch ?? 0)) {
          // There may be thousands in a second: what is shown of them waits for the next frame.
          add(event);
          run.epoch = event.epoch;
          due();
        }
        break;
      case "state":
        run.state = event.state;
        run.changes = event.changes;
        run.message = event.message;
        run.divergedAtStep = event.divergedAtStep;
        if (event.state !== "playing" && !run.followed) {
          judged.ask(run.run);
          columns.ask();
        }
        if (event.message) {
          announce(event.message, true);
        }
        due();
        break;
      case "rewind":
        run.changes = event.changes;
        clear(rescue);
        load(run.run);
        break;
      case "edit":
        run.edited = true;
        due();
        break;
      default:
    }
  }
  const end = listen(happened);

  function key(event) {
    if (!run || event.target.closest("input, select, textarea, button, summary, a") || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const work = { " ": () => play.click(), ".": () => step("batch"), ">": () => step("epoch"), ":": () => step("epoch"), ",": () => step("example") }[event.key];
    if (work) {
      event.preventDefault();
      work();
    }
  }
  addEventListener("keydown", key);

  const asking = link.values.get("data") ? null : link.values.get("run") ?? names.at(-1) ?? null;
  const prepared = Object.fromEntries([...link.values].filter(([name]) => name in usual).map(([name, value]) => [name,
    name === "hidden" ? value.split(",").filter(Boolean).map(Number) : name === "activations" ? value.split(",") : typeof usual[name] === "number" || ["gradientClip", "validation", "test"].includes(name) ? Number(value) : value]));
  if (asking !== null && names.includes(asking)) {
    await load(asking);
  } else {
    fill({ ...usual, ...prepared });
    setup.open = true;
    if (asking !== null) {
      fault.textContent = `There is no run '${asking}'. Make a new one.`;
    }
  }

  return () => {
    isOpen = false;
    watch(null);
    end();
    removeEventListener("keydown", key);
  };
}
