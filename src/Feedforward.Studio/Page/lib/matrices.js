// A dense layer as matrices with their shapes; of a large one the part about the chosen neuron.
import { make, text, clear } from "/lib/dom.js";
import { button } from "/lib/lesson.js";
import { flattened } from "/lib/neurons.js";
import { nameOf } from "/lib/neuron.js";

/** A part of the page with `element` and `update(answer)`; `move(first)` is told from which input on the rows are wanted. */
export function matrices(move) {
  const title = make("h3"), note = make("p", { className: "hint" }), grids = make("div", { className: "matrices" });
  const element = make("section", { "aria-label": "The layer as matrices" }, title, note, grids);
  element.hidden = true;

  function update(answer) {
    const seen = answer.matrices;
    element.hidden = !seen;
    if (!seen) {
      return;
    }
    const at = answer.structure.findIndex(layer => layer.place === answer.neuron.layer);
    const layer = answer.structure[at];
    const neurons = flattened(answer.trace.layers)[at].neurons.slice(seen.firstColumn - 1, seen.firstColumn - 1 + seen.weights[0].length);
    const inputs = seen.input.map((_, i) => nameOf(answer, at, seen.firstRow - 1 + i)), units = neurons.map((_, j) => String(seen.firstColumn + j));
    const chosen = answer.neuron.neuron - seen.firstColumn;
    const last = seen.firstRow + inputs.length - 1;
    const isPart = inputs.length < seen.rows || units.length < seen.columns;
    title.textContent = `Layer ${layer.place} as matrices`;
    note.textContent = isPart ? `Inputs ${seen.firstRow} to ${last} of ${seen.rows}, neurons ${seen.firstColumn} to ${seen.firstColumn + units.length - 1} of ${seen.columns}, about the chosen neuron.` : "";
    const unit = (caption, key) => grid(`${caption}, 1 × ${seen.columns}`, [""], units, [neurons.map(one => one[key])], chosen);
    clear(grids);
    grids.append(
      grid(`x, 1 × ${seen.rows}`, [""], inputs, [seen.input]),
      grid(`W, ${seen.rows} × ${seen.columns}`, inputs, units, seen.weights, chosen),
      unit("b", "bias"), unit("a = xW + b", "a"), unit(`h = σ(a)`, "h"), unit("δ", "delta"),
      grid(`∇W = xᵀδ, ${seen.rows} × ${seen.columns}`, inputs, units, seen.gradient, chosen));
    if (seen.inputDelta) {
      grids.append(grid(`∂ℓ/∂x = δWᵀ, 1 × ${seen.rows}`, [""], inputs, [seen.inputDelta]));
    }
    if (inputs.length < seen.rows) {
      const earlier = button("Earlier inputs", () => move(Math.max(1, seen.firstRow - inputs.length))), later = button("Later inputs", () => move(last + 1));
      earlier.disabled = seen.firstRow === 1;
      later.disabled = last >= seen.rows;
      note.append(" ", earlier, " ", later);
    }
  }

  return { element, update };
}

function grid(caption, rows, columns, values, chosen = -1) {
  return make("div", { className: "rows", tabIndex: 0, role: "group", "aria-label": caption }, make("table", {},
    make("caption", { textContent: caption }),
    make("thead", {}, make("tr", {}, rows.length > 1 ? make("td") : null, ...columns.map((textContent, j) => make("th", { scope: "col", textContent, className: j === chosen ? "chosen" : "" })))),
    make("tbody", {}, ...values.map((numbers, i) => make("tr", {}, rows.length > 1 ? make("th", { scope: "row", textContent: rows[i] }) : null,
      ...numbers.map((value, j) => make("td", { textContent: text(value), className: j === chosen ? "chosen" : "" })))))));
}
