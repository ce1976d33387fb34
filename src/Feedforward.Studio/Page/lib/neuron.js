// One neuron with its numbers: the sum forward, the activation, δ, and a table of its weights, which can be edited.
import { make, text, clear } from "/lib/dom.js";
import { name, operator, partial, number, equation, sumOfProducts } from "/lib/equation.js";
import { flattened } from "/lib/neurons.js";

/** A panel with `element`, `update(answer, edits)` and `focus()`. */
export function neuronPanel({ edit, leave }) {
  const title = make("h3");
  const [forward, back] = ["Forward", "Back"].map(label => make("div", { className: "equations", tabIndex: 0, role: "group", "aria-label": label }));
  const body = make("tbody");
  const heads = ["input", "x", "w", "w·x", "∂ℓ/∂w backpropagated", "finite difference", "relative error"];
  const numbers = make("table", { className: "weights" }, make("caption", { textContent: "Weights and bias. A number that is changed takes effect at once; an empty field takes the model's own again." }),
    make("thead", {}, make("tr", {}, ...heads.map(textContent => make("th", { scope: "col", textContent })))), body);
  const element = make("section", { className: "panel", "aria-label": "The neuron" }, title,
    make("div", { className: "pictures" }, make("div", {}, make("h4", { textContent: "Forward" }), forward), make("div", {}, make("h4", { textContent: "Back" }), back)),
    make("div", { className: "rows tall", tabIndex: 0, role: "group", "aria-label": "Weights and bias" }, numbers));
  let lines = [], shape = "";
  element.hidden = true;

  element.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      leave();
    }
  });

  function line(label, block, row, column) {
    const input = make("input", { type: "number", step: 0.1, "aria-label": label, onchange: () => edit(block, row, column, input.value === "" || !Number.isFinite(Number(input.value)) ? null : Number(input.value)) });
    const before = make("span", { className: "hint" }), cells = Array.from({ length: 5 }, () => make("td"));
    const element = make("tr", {}, make("th", { scope: "row", textContent: label }), cells[0], make("td", {}, input, before), ...cells.slice(1));
    return { element, input, before, cells, block, row, column };
  }

  function update(answer, edits) {
    const seen = answer.neuron;
    element.hidden = !seen;
    if (!seen) {
      return;
    }
    const at = answer.structure.findIndex(layer => layer.place === seen.layer);
    const layer = answer.structure[at], neuron = flattened(answer.trace.layers)[at].neurons[seen.neuron - 1];
    const names = seen.inputs.map((_, i) => nameOf(answer, at, seen.firstInput + i));
    const next = JSON.stringify([seen.layer, seen.neuron, names]);
    if (next !== shape) {
      lines = names.map((label, i) => line(label, seen.weightBlock, seen.firstInput + i, seen.column));
      if (seen.biasBlock) {
        lines.push(line("bias b", seen.biasBlock, 0, seen.neuron - 1));
      }
      body.replaceChildren(...lines.map(one => one.element));
      shape = next;
    }
    title.textContent = `Layer ${seen.layer}, neuron ${seen.neuron} of ${layer.outputs}${layer.activation ? ` (${layer.activation})` : ""}`;
    const gradients = new Map(answer.trace.layers.flatMap(one => one.gradients).map(one => [`${one.block}:${one.row}:${one.column}`, one]));
    lines.forEach((one, i) => {
      const isBias = i === seen.inputs.length, check = gradients.get(`${one.block}:${one.row}:${one.column}`);
      const value = isBias ? neuron.bias : neuron.weights[i];
      const change = answer.edits.find(other => other.block === one.block && other.row === one.row && other.column === one.column);
      if (document.activeElement !== one.input || !edits.some(other => other.block === one.block && other.row === one.row && other.column === one.column)) {
        one.input.value = value === null ? "" : text(value, 5);
      }
      one.element.classList.toggle("edited", change !== undefined);
      one.before.textContent = change ? ` was ${text(change.before)}` : "";
      const shown = [isBias ? "1" : text(seen.inputs[i]), isBias ? text(neuron.bias) : text(seen.terms[i]), check ? text(check.backpropagated) : "–", check ? text(check.finiteDifference) : "–", check ? check.relativeError.toExponential(1) : "–"];
      one.cells.forEach((cell, j) => { cell.textContent = shown[j]; });
    });
    showForward(seen, layer, neuron);
    showBack(seen, layer, neuron, answer.loss);
  }

  function showForward(seen, layer, neuron) {
    clear(forward);
    const pairs = seen.inputs.map((x, i) => [neuron.weights[i], x]);
    forward.append(
      equation(name("a"), operator("="), operator("∑"), name("w", "i"), name("x", "i"), operator("+"), name("b")),
      equation(operator("="), ...sumOfProducts(pairs), operator("+"), number(neuron.bias, false), operator("="), number(neuron.a)),
      layer.activation === "identity" || !layer.activation
        ? equation(name("h"), operator("="), name("a"), operator("="), number(neuron.h))
        : equation(name("h"), operator("="), name("σ"), operator("("), name("a"), operator(")"), operator("="), name(layer.activation), operator("("), number(neuron.a), operator(")"), operator("="), number(neuron.h)));
  }

  function showBack(seen, layer, neuron, loss) {
    clear(back);
    if (seen.outputDelta !== null) {
      back.append(seen.next.length > 0
        ? equation(partial(name("h")), operator("="), operator("∑"), name("w", "k"), name("δ", "k"), operator("="), ...sumOfProducts(seen.next.map(one => [one.weight, one.delta])), operator("="), number(seen.outputDelta))
        : equation(partial(name("h")), operator("="), number(seen.outputDelta)),
      make("p", { className: "hint", textContent: seen.next.length > 0 ? `over the neurons of layer ${seen.nextLayer}, which take h` : seen.nextLayer === null ? `the derivative of ${loss} by the output` : `from layer ${seen.nextLayer}` }),
      equation(name("δ"), operator("="), partial(name("h")), operator("·"), name("σ′"), operator("("), name("a"), operator(")"), operator("="), number(seen.outputDelta), operator("·"), number(seen.slope, false), operator("="), number(neuron.delta)));
    } else {
      back.append(equation(name("δ"), operator("="), number(neuron.delta)));
    }
    back.append(
      equation(partial(name("w", "i")), operator("="), name("x", "i"), name("δ"), ...(seen.inputs.length > 0 ? [operator(","), partial(name("w", 1)), operator("="), number(seen.inputs[0]), operator("·"), number(neuron.delta, false)] : [])),
      equation(partial(name("b")), operator("="), name("δ"), operator("="), number(neuron.delta)));
  }

  return { element, update, focus: () => { lines[0]?.input.focus(); lines[0]?.input.select(); } };
}

/** What comes into a layer: a feature, or a neuron of the layer before. */
export function nameOf(answer, layer, input) {
  return layer === 0 && input < answer.features.length ? answer.features[input] : `h ${input + 1}`;
}
