// A network as a graph: weights as width, colour and line style, biases, and a small map of what each neuron computes.
import { make, draw, clear, text } from "/lib/dom.js";
import { heatmap } from "/lib/heatmap.js";

const box = 40, gap = 12, across = 150, side = 96;

/** Bytes of a base64 text. */
export function bytes(base64) {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
}

/** Rows of a square picture, bottom to top, each byte by `of`. */
export function square(values, size, of) {
  return Array.from({ length: values.length / size }, (_, i) => Array.from(values.subarray(i * size, (i + 1) * size), of));
}

/**
 * A graph: `update` draws a picture of a run (docs/studio.md); `choose(layer, neuron)` is told which neuron was chosen. Arrow keys go from neuron
 * to neuron, Enter edits.
 */
export function network({ features, classes, choose, edit }) {
  const element = make("div", { className: "graph", role: "group", "aria-label": "The network. Arrow keys go from neuron to neuron, Enter edits the weights of one." });
  let shape = "", nodes = [], edges = [], focus = [0, 0];

  function build(layers) {
    const widths = [Math.min(features.length, layers[0].weights[0]?.length ?? 0), ...layers.map(layer => layer.weights.length)];
    const most = Math.max(...widths);
    const height = Math.max(most * (box + gap) + 46, 150), width = side * 2 + (widths.length - 1) * across + box;
    const x = column => side + column * across, y = (row, column) => 34 + (height - 46 - widths[column] * (box + gap)) / 2 + row * (box + gap);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "presentation" });
    const lines = draw("g", { fill: "none" }), boxes = draw("g");
    nodes = [];
    edges = [];
    svg.append(lines, boxes);
    for (let row = 0; row < widths[0]; row++) {
      boxes.append(draw("text", { x: x(0) - 6, y: y(row, 0) + box / 2 + 4, "text-anchor": "end", fill: "var(--ink)" }, shorten(features[row])),
        draw("circle", { cx: x(0) + box / 2, cy: y(row, 0) + box / 2, r: 7, fill: "var(--quiet)" }));
    }
    boxes.append(draw("text", { x: x(0) + box / 2, y: 16, "text-anchor": "middle", fill: "var(--quiet)" }, widths[0] < layers[0].inputs ? `${widths[0]} of ${layers[0].inputs} inputs` : "inputs"));
    layers.forEach((layer, i) => {
      const isLast = i === layers.length - 1;
      boxes.append(draw("text", { x: x(i + 1) + box / 2, y: 16, "text-anchor": "middle", fill: "var(--quiet)" },
        `${widths[i + 1] < layer.units ? `${widths[i + 1]} of ${layer.units} ` : ""}${isLast ? "output" : layer.activation}`));
      nodes.push([]);
      edges.push([]);
      for (let to = 0; to < widths[i + 1]; to++) {
        edges[i].push(Array.from({ length: Math.min(widths[i], layer.weights[to].length) }, (_, from) => {
          const [x1, y1, x2, y2] = [x(i) + (i === 0 ? box / 2 + 7 : box), y(from, i) + box / 2, x(i + 1), y(to, i + 1) + box / 2];
          const line = draw("path", { d: `M${x1} ${y1}C${x1 + 50} ${y1} ${x2 - 50} ${y2} ${x2} ${y2}` });
          lines.append(line);
          return line;
        }));
        const node = draw("g", { role: "button", tabindex: i === 0 && to === 0 ? 0 : -1, transform: `translate(${x(i + 1)} ${y(to, i + 1)})`, class: "node", onclick: () => go(i, to, true), ondblclick: () => edit(i, to), onkeydown: event => key(event, i, to) });
        const image = draw("image", { width: box, height: box, preserveAspectRatio: "none" });
        const curve = draw("path", { fill: "none", stroke: "var(--ink)", "stroke-width": 1.5 });
        const bias = draw("rect", { x: 0, width: box, height: 4, y: box + 2 });
        node.append(draw("rect", { width: box, height: box, fill: "var(--field)", stroke: "var(--quiet)" }), image, curve, bias);
        if (isLast && classes.length > 2) {
          node.append(draw("text", { x: box + 6, y: box / 2 + 4, fill: "var(--ink)" }, shorten(classes[to] ?? "")));
        }
        boxes.append(node);
        nodes[i].push({ node, image, curve, bias });
      }
    });
    clear(element);
    element.append(svg);
  }

  function key(event, layer, neuron) {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (step) {
      const to = Math.min(nodes.length - 1, Math.max(0, layer + step[0]));
      go(to, Math.min(nodes[to].length - 1, Math.max(0, neuron + step[1])), true);
    } else if (event.key === "Enter") {
      edit(layer, neuron);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function go(layer, neuron, isFocused) {
    nodes[focus[0]]?.[focus[1]]?.node.setAttribute("tabindex", -1);
    focus = [layer, neuron];
    const { node } = nodes[layer][neuron];
    node.setAttribute("tabindex", 0);
    if (isFocused) {
      node.focus();
    }
    for (const other of nodes.flat()) {
      other.node.classList.toggle("chosen", other.node === node);
    }
    choose(layer, neuron);
  }

  function update(picture) {
    const { layers } = picture;
    const now = layers.map(layer => `${layer.inputs}-${layer.units}-${layer.activation}`).join();
    if (now !== shape) {
      shape = now;
      focus = [0, 0];
      build(layers);
    }
    layers.forEach((layer, i) => {
      const largest = Math.max(1e-9, ...layer.weights.flat().map(weight => Math.abs(weight ?? 0)));
      const most = Math.max(1e-9, ...layer.biases.map(bias => Math.abs(bias ?? 0)));
      nodes[i].forEach(({ node, image, curve, bias }, to) => {
        edges[i][to].forEach((line, from) => {
          const weight = layer.weights[to][from] ?? 0, share = Math.abs(weight) / largest;
          line.setAttribute("stroke", weight < 0 ? "var(--two)" : "var(--one)");
          line.setAttribute("stroke-width", (0.3 + 4.5 * share).toFixed(2));
          line.setAttribute("stroke-dasharray", weight < 0 ? "6 3" : "");
          line.setAttribute("opacity", (0.15 + 0.85 * share).toFixed(2));
        });
        const b = layer.biases[to];
        bias.setAttribute("width", b === undefined ? 0 : (box * Math.abs(b ?? 0) / most).toFixed(1));
        bias.setAttribute("fill", (b ?? 0) < 0 ? "var(--two)" : "var(--one)");
        node.setAttribute("aria-label", `${i === layers.length - 1 ? "output" : `layer ${i + 1}`}, neuron ${to + 1} of ${layer.units}, ${layer.activation}${b === undefined ? "" : `, bias ${text(b)}`}, weights ${layer.weights[to].slice(0, 4).map(w => text(w, 3)).join(", ")}${layer.inputs > 4 ? ", …" : ""}`);
        if (layer.maps) {
          const values = bytes(layer.maps[to]);
          if (values.length === picture.across) {
            curve.setAttribute("d", Array.from(values, (value, k) => `${k ? "L" : "M"}${(k * box / (values.length - 1)).toFixed(1)} ${(box / 2 - (value - 128) * (box / 2 - 3) / 127).toFixed(1)}`).join(""));
          } else {
            image.setAttribute("href", heatmap(square(values, picture.across, value => value - 128), -127, 127));
          }
        }
      });
    });
  }

  return { element, update, focus: () => focus };
}

function shorten(name) {
  return name && name.length > 12 ? `${name.slice(0, 11)}…` : name ?? "";
}
