// The layers of a network side by side, each a list of neurons to walk over with the arrow keys.
import { make, text, clear } from "/lib/dom.js";

const mostInputs = 400;

/** The layers of an answer in the order of its structure, those inside others behind them. */
export function flattened(layers) {
  return layers.flatMap(layer => [layer, ...flattened(layer.layers ?? [])]);
}

/** A map with `element`, `update(answer, chosen)` and `focus()`. */
export function neuronMap({ choose, edit }) {
  const element = make("div", { className: "layers" });
  let columns = [], shape = "", current = null;

  function build(answer) {
    clear(element);
    columns = answer.structure.map((layer, i) => {
      const trace = flattened(answer.trace.layers)[i];
      const list = make("div", { className: "neurons", role: "group", "aria-label": caption(layer) });
      const cells = trace.output.map((_, j) => {
        const unseen = textContent => make("span", { className: "unseen", textContent });
        const index = make("span", { className: "index" }, unseen(`Layer ${layer.place}, neuron `), String(j + 1), unseen(", h ")), h = make("span"), delta = make("span", { className: "delta" });
        const cell = trace.neurons.length > 0
          ? make("button", { type: "button", className: "neuron", tabIndex: -1, onclick: event => { choose(layer.place, j + 1); event.detail === 0 && edit(); } }, index, h, delta)
          : make("div", { className: "neuron" }, index, h, delta);
        return { cell, h, delta };
      });
      list.append(...cells.map(one => one.cell));
      element.append(make("section", { className: "layer" }, make("h3", { textContent: `Layer ${layer.place}` }), make("p", { className: "hint", textContent: caption(layer) }), list));
      return { place: layer.place, cells, isNeurons: trace.neurons.length > 0 };
    });
    element.prepend(make("section", { className: "layer" }, make("h3", { textContent: "Inputs" }), make("p", { className: "hint", textContent: `${answer.features.length} as the network sees them` }), make("div", { className: "neurons", tabIndex: 0, role: "group", "aria-label": "Inputs" })));
  }

  function update(answer, chosen) {
    const next = JSON.stringify([answer.structure, answer.features]);
    const hadFocus = element.contains(document.activeElement) && document.activeElement.classList.contains("neuron");
    if (next !== shape) {
      build(answer);
      shape = next;
    }
    const inputs = element.querySelector(".neurons");
    inputs.replaceChildren(...answer.features.slice(0, mostInputs).map((name, i) => make("div", { className: "neuron", title: name }, make("span", { className: "index wide", textContent: name }), make("span", { textContent: text(answer.trace.input[i]) }))),
      ...(answer.features.length > mostInputs ? [make("div", { className: "hint", textContent: `… ${answer.features.length - mostInputs} more` })] : []));
    flattened(answer.trace.layers).forEach((layer, i) => {
      const largest = layer.output.reduce((most, h) => Math.max(most, Math.abs(h ?? 0)), 1e-9);
      layer.output.forEach((h, j) => {
        const { cell, h: shown, delta } = columns[i].cells[j];
        const neuron = layer.neurons[j];
        const isChosen = neuron !== undefined && columns[i].place === chosen.layer && j + 1 === chosen.neuron;
        shown.textContent = text(h, 3);
        delta.textContent = neuron ? ` δ ${text(neuron.delta, 2)}` : "";
        cell.style.setProperty("--share", `${Math.round(22 * Math.abs(h ?? 0) / largest)}%`);
        cell.classList.toggle("negative", h < 0);
        if (neuron) {
          cell.tabIndex = isChosen ? 0 : -1;
          cell.setAttribute("aria-pressed", String(isChosen));
          if (isChosen) {
            current = { layer: i, neuron: j };
            reveal(cell);
          }
        }
      });
    });
    if (hadFocus) {
      focus();
    }
  }

  function focus() {
    const cell = current && columns[current.layer]?.cells[current.neuron].cell;
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function go(layer, neuron) {
    const column = columns[layer];
    const j = Math.min(column.cells.length - 1, Math.max(0, neuron));
    current = { layer, neuron: j };
    focus();
    choose(column.place, j + 1);
  }

  function beside(step) {
    for (let i = current.layer + step; i >= 0 && i < columns.length; i += step) {
      if (columns[i].isNeurons) {
        go(i, current.neuron);
        return;
      }
    }
  }

  element.addEventListener("keydown", event => {
    if (!event.target.classList.contains("neuron") || current === null || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const last = columns[current.layer].cells.length - 1;
    const moves = {
      ArrowUp: () => go(current.layer, current.neuron - 1), ArrowDown: () => go(current.layer, current.neuron + 1),
      PageUp: () => go(current.layer, current.neuron - 10), PageDown: () => go(current.layer, current.neuron + 10),
      Home: () => go(current.layer, 0), End: () => go(current.layer, last),
      ArrowLeft: () => beside(-1), ArrowRight: () => beside(1), Enter: () => edit(),
    };
    if (moves[event.key]) {
      moves[event.key]();
      event.preventDefault();
    }
  });
  return { element, update, focus };
}

/** Scrolls a list, and not the page, to one of its neurons. */
function reveal(cell) {
  const list = cell.parentElement, top = cell.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + cell.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = top - list.clientHeight / 2;
  }
}

function caption(layer) {
  const name = layer.activation && layer.layer !== "activate" ? `${layer.layer}, ${layer.activation}` : layer.activation ?? layer.layer;
  return `${name}: ${layer.inputs} → ${layer.outputs}`;
}
