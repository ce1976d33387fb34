// A plane to put points on: by clicking, by drawing, and by keyboard.
import { make, draw, announce, clear, text } from "/lib/dom.js";
import { marker, colourOf, markerOf } from "/lib/chart.js";

const size = 440, margin = 34, inner = size - 2 * margin;
const across = x => margin + (x + 1) / 2 * inner;
const up = y => size - margin - (y + 1) / 2 * inner;
const within = value => Math.min(1, Math.max(-1, Math.round(value * 1000) / 1000));

/**
 * Points from −1 to 1 in both directions. `label()` names what the next point is; `look(label)` gives its place among the markers; `choose(digit)` is told which
 * digit was typed; `changed(points)` is told of the points [{ x, y, label }].
 */
export function plane({ label, look, choose, changed }) {
  const points = [], drawn = draw("g"), cursor = draw("path", { fill: "none", stroke: "var(--ink)", "stroke-width": 1.5, visibility: "hidden" });
  const at = { x: 0, y: 0 };
  let last = null;
  const svg = draw("svg", {
    viewBox: `0 0 ${size} ${size}`, class: "plane", tabindex: 0, role: "application", "aria-label": "Plane to draw points on", "aria-describedby": "plane-keys", "font-family": "system-ui, sans-serif", "font-size": 13,
    onpointerdown: event => { event.preventDefault(); svg.focus(); svg.setPointerCapture(event.pointerId); last = null; follow(event); },
    onpointermove: event => { if (svg.hasPointerCapture(event.pointerId)) { follow(event); } },
    onkeydown: key, onfocus: () => cursor.setAttribute("visibility", "visible"), onblur: () => cursor.setAttribute("visibility", "hidden"),
  });
  svg.append(draw("rect", { x: margin, y: margin, width: inner, height: inner, fill: "none", stroke: "var(--quiet)" }));
  for (const value of [-1, -0.5, 0, 0.5, 1]) {
    svg.append(
      draw("line", { x1: across(value), x2: across(value), y1: margin, y2: size - margin, stroke: "var(--line)" }), draw("line", { y1: up(value), y2: up(value), x1: margin, x2: size - margin, stroke: "var(--line)" }),
      draw("text", { x: across(value), y: size - margin + 18, "text-anchor": "middle", fill: "var(--ink)" }, String(value)), draw("text", { x: margin - 6, y: up(value) + 4, "text-anchor": "end", fill: "var(--ink)" }, String(value)));
  }
  svg.append(drawn, cursor);

  /** A finger that draws leaves a point at some distance from the one before. */
  function follow(event) {
    const box = svg.getBoundingClientRect(), scale = size / box.width;
    const x = within(((event.clientX - box.left) * scale - margin) / inner * 2 - 1), y = within(1 - ((event.clientY - box.top) * scale - margin) / inner * 2);
    if (last === null || Math.hypot(x - last.x, y - last.y) > 0.07) {
      last = { x, y };
      Object.assign(at, last);
      add();
    }
  }

  function key(event) {
    const step = event.shiftKey ? 0.25 : 0.05;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (move) {
      at.x = within(at.x + move[0]);
      at.y = within(at.y + move[1]);
      show();
      announce(`${text(at.x)}, ${text(at.y)}`);
    } else if (event.key === "Enter" || event.key === " ") {
      add();
    } else if (event.key === "Backspace" || event.key === "Delete") {
      undo();
    } else if (/^[1-9]$/.test(event.key)) {
      choose(Number(event.key));
    } else {
      return;
    }
    event.preventDefault();
  }

  function add() {
    points.push({ ...at, label: label() });
    announce(`Point ${points.length} at ${text(at.x)}, ${text(at.y)}: ${label()}`, true);
    tell();
  }

  function undo() {
    if (points.pop()) {
      announce(`${points.length} points are left.`, true);
      tell();
    }
  }

  function tell() {
    show();
    changed(points);
  }

  function show() {
    clear(drawn);
    for (const point of points) {
      const place = look(point.label), shape = marker(markerOf(place), across(point.x), up(point.y), 5);
      shape.setAttribute("fill", colourOf(place));
      shape.setAttribute("stroke", "var(--paper)");
      drawn.append(shape);
    }
    cursor.setAttribute("d", `M${across(at.x) - 11} ${up(at.y)}h8m6 0h8M${across(at.x)} ${up(at.y) - 11}v8m0 6v8`);
  }

  show();
  return {
    element: make("div", { className: "drawing" }, svg, make("p", { id: "plane-keys", className: "hint", textContent: "Click or draw. By keyboard: arrows move the cursor (with Shift further), Enter sets a point, 1 to 9 choose the class, Backspace takes the last point back." })),
    undo, clear: () => { points.length = 0; tell(); },
  };
}
