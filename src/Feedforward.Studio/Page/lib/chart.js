// A chart of lines and points: axes with ticks at round numbers, linear or logarithmic, told apart by colour, line style and marker.
import { make, draw, clear, table, text } from "/lib/dom.js";

const size = { width: 560, left: 62, right: 14, top: 12, bottom: 46 };
const colours = ["--one", "--two", "--three", "--four"];
const dashes = [null, "7 4", "2 3", "9 3 2 3"];
const markers = {
  circle: (x, y, r) => draw("circle", { cx: x, cy: y, r }),
  square: (x, y, r) => draw("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
  triangle: (x, y, r) => draw("path", { d: `M${x} ${y - 1.2 * r}L${x + 1.1 * r} ${y + r}L${x - 1.1 * r} ${y + r}Z` }),
  diamond: (x, y, r) => draw("path", { d: `M${x} ${y - 1.3 * r}L${x + 1.3 * r} ${y}L${x} ${y + 1.3 * r}L${x - 1.3 * r} ${y}Z` }),
  plus: (x, y, r) => cross(x, y, r, 0),
  cross: (x, y, r) => cross(x, y, r, 45),
  down: (x, y, r) => draw("path", { d: `M${x} ${y + 1.2 * r}L${x + 1.1 * r} ${y - r}L${x - 1.1 * r} ${y - r}Z` }),
  bar: (x, y, r) => draw("rect", { x: x - 1.4 * r, y: y - 0.45 * r, width: 2.8 * r, height: 0.9 * r }),
  pillar: (x, y, r) => draw("rect", { x: x - 0.45 * r, y: y - 1.4 * r, width: 0.9 * r, height: 2.8 * r }),
};
const shapes = Object.keys(markers);
let count = 0;

function cross(x, y, r, angle) {
  const a = 1.3 * r, b = 0.4 * r;
  return draw("path", { d: `M${x - b} ${y - a}h${2 * b}v${a - b}h${a - b}v${2 * b}h${b - a}v${a - b}h${-2 * b}v${b - a}h${b - a}v${-2 * b}h${a - b}Z`, transform: angle ? `rotate(${angle} ${x} ${y})` : null });
}

/** A marker's shape by its name. */
export function marker(name, x, y, r) {
  return markers[name](x, y, r);
}

/** The marker of the class at a place, counted from 0. */
export function markerOf(place) {
  return shapes[place % shapes.length];
}

/** The colour of the class at a place. */
export function colourOf(place) {
  return `var(${colours[place % colours.length]})`;
}

/** Round numbers from low to high; on a logarithmic axis powers of ten (or of two where there are few). */
export function ticks(low, high, isLogarithmic) {
  if (isLogarithmic) {
    const base = high / low < 300 ? 2 : 10;
    const power = Math.log(base);
    const from = Math.ceil(Math.log(low) / power - 1e-9), to = Math.floor(Math.log(high) / power + 1e-9);
    const every = Math.max(1, Math.ceil((to - from) / 7));
    return Array.from({ length: Math.max(0, Math.floor((to - from) / every) + 1) }, (_, i) => base ** (from + i * every));
  }
  const raw = (high - low) / 5, magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find(factor => factor * magnitude >= raw * 0.999) * magnitude;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function scaleOf(axis, values, from, to) {
  const known = values.filter(value => Number.isFinite(value) && (!axis.logarithmic || value > 0));
  let [low, high] = axis.range ?? [Math.min(...known), Math.max(...known)];
  if (known.length === 0 && !axis.range) {
    [low, high] = [axis.logarithmic ? 1 : 0, axis.logarithmic ? 10 : 1];
  } else if (!axis.range && low === high) {
    [low, high] = axis.logarithmic ? [low / 2, high * 2] : [low - 1, high + 1];
  } else if (!axis.range && axis.logarithmic) {
    // Markers at the ends stay whole.
    const margin = (high / low) ** 0.04;
    [low, high] = [low / margin, high * margin];
  } else if (!axis.range) {
    const margin = 0.04 * (high - low);
    [low, high] = [low - margin, high + margin];
  }
  const place = axis.logarithmic ? Math.log : value => value;
  return { low, high, ticks: ticks(low, high, axis.logarithmic), at: value => from + (to - from) * (place(value) - place(low)) / (place(high) - place(low)) };
}

/**
 * A figure that draws what `update` is given: { title, description, x, y, series, image, height }. An axis is { label, range, logarithmic }; a
 * series { name, points: [[x, y]], line, marker, colour, dash, arrow, width, quiet }; `image` is a picture (a data address) behind all.
 */
export function chart(initial) {
  const figure = make("figure"), caption = make("figcaption"), drawing = make("div"), rest = make("div");
  figure.append(caption, drawing, rest);
  let current = null, looks = "";
  const update = specification => {
    const before = current;
    current = specification;
    if (before !== null && onlyImageDiffers(before, specification)) {
      // Hundreds of points need not be drawn anew for each picture behind them.
      drawing.querySelector("image").setAttribute("href", specification.image);
      drawing.querySelector("desc").textContent = specification.description ?? "";
      return;
    }
    caption.textContent = specification.title;
    drawing.replaceChildren(picture(specification));

    // What stands below keeps its focus as long as the series are the same.
    const now = JSON.stringify(specification.series.map(one => [one.name, one.line, one.marker, one.colour, one.dash, one.quiet]));
    const details = rest.querySelector("details");
    if (now !== looks) {
      looks = now;
      rest.replaceChildren(legend(specification), tools(figure, () => current, details?.open ?? false));
    } else if (details?.open) {
      details.fill();
    }
  };
  if (initial) {
    update(initial);
  }
  return { element: figure, update };
}

function onlyImageDiffers(before, now) {
  const axis = (one, other) => one.label === other.label && one.logarithmic === other.logarithmic && one.range && other.range && one.range.every((end, i) => end === other.range[i]);
  return before.image && now.image && before.series === now.series && before.title === now.title && before.height === now.height && axis(before.x, now.x) && axis(before.y, now.y);
}

function look(series, i) {
  return {
    colour: `var(${series.colour ?? colours[i % colours.length]})`,
    dash: series.dash === undefined ? dashes[i % dashes.length] : series.dash,
    marker: series.marker === undefined ? (series.line === false ? shapes[i % shapes.length] : null) : series.marker,
  };
}

function picture({ title, description, x, y, series, image, height = 380 }) {
  const id = `chart-${++count}`;
  const right = size.width - size.right, bottom = height - size.bottom;
  const all = series.flatMap(one => one.points);
  const up = scaleOf(y, all.map(point => point[1]), bottom, size.top);
  // As wide as the longest number asks, so that none is cut off or written over the axis' label.
  const left = Math.max(size.left, 38 + 9.5 * Math.max(0, ...up.ticks.map(value => text(value).length)));
  const across = scaleOf(x, all.map(point => point[0]), left, right);
  const svg = draw("svg", { viewBox: `0 0 ${size.width} ${height}`, role: "img", "aria-labelledby": `${id}-t ${id}-d`, "font-family": "system-ui, sans-serif", "font-size": 13 },
    draw("title", { id: `${id}-t` }, title), draw("desc", { id: `${id}-d` }, description ?? ""),
    draw("clipPath", { id }, draw("rect", { x: left, y: size.top, width: right - left, height: bottom - size.top })));
  if (image) {
    svg.append(draw("image", { href: image, x: left, y: size.top, width: right - left, height: bottom - size.top, preserveAspectRatio: "none" }));
  }
  for (const value of across.ticks) {
    svg.append(image ? "" : draw("line", { x1: across.at(value), x2: across.at(value), y1: size.top, y2: bottom, stroke: "var(--line)" }),
      draw("text", { x: across.at(value), y: bottom + 18, "text-anchor": "middle", fill: "var(--ink)" }, text(value)));
  }
  for (const value of up.ticks) {
    svg.append(image ? "" : draw("line", { x1: left, x2: right, y1: up.at(value), y2: up.at(value), stroke: "var(--line)" }),
      draw("text", { x: left - 6, y: up.at(value) + 4, "text-anchor": "end", fill: "var(--ink)" }, text(value)));
  }
  svg.append(
    draw("rect", { x: left, y: size.top, width: right - left, height: bottom - size.top, fill: "none", stroke: "var(--quiet)" }),
    draw("text", { x: (left + right) / 2, y: height - 8, "text-anchor": "middle", fill: "var(--ink)" }, x.label),
    draw("text", { transform: `translate(14 ${(size.top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle", fill: "var(--ink)" }, y.label));
  const plot = draw("g", { "clip-path": `url(#${id})` });
  series.forEach((one, i) => {
    const { colour, dash, marker } = look(one, i);
    const places = one.points.filter(([a, b]) => a !== null && b !== null).map(([a, b]) => [across.at(a), up.at(b)]);
    if (one.line !== false && places.length > 1) {
      const path = places.map(([a, b], j) => `${j ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`).join("");
      if (image) {
        plot.append(draw("path", { d: path, fill: "none", stroke: "var(--paper)", "stroke-width": (one.width ?? 2) + 3 }));
      }
      plot.append(draw("path", { d: path, fill: "none", stroke: colour, "stroke-width": one.width ?? 2, "stroke-dasharray": dash, opacity: one.quiet ? 0.55 : null }));
    }
    for (const [a, b] of marker ? places : []) {
      const shape = markers[marker](a, b, one.size ?? 4);
      shape.setAttribute("fill", colour);
      shape.setAttribute("stroke", "var(--paper)");
      plot.append(shape);
    }
  });
  svg.append(plot);
  return svg;
}

function legend({ series }) {
  return make("ul", { className: "legend" }, ...series.map((one, i) => {
    if (one.quiet) {
      return null;
    }
    const { colour, dash, marker } = look(one, i);
    const sample = draw("svg", { viewBox: "0 0 40 16", "aria-hidden": "true" });
    if (one.line !== false) {
      sample.append(draw("line", { x1: 2, x2: 38, y1: 8, y2: 8, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash }));
    }
    if (marker) {
      const shape = markers[marker](20, 8, 5);
      shape.setAttribute("fill", colour);
      sample.append(shape);
    }
    return make("li", {}, sample, one.name);
  }));
}

function tools(figure, current, isOpen) {
  const rows = () => current().series.flatMap(one => one.points.map(point => [one.name, point[0], point[1]]));
  const heads = () => ["series", current().x.label, current().y.label];
  const details = make("details", { open: isOpen }, make("summary", { textContent: "The numbers" }));
  details.fill = () => {
    details.querySelector(".rows")?.remove();
    if (details.open) {
      const { title } = current();
      details.append(make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": `Numbers of: ${title}` }, table(title, heads(), rows().map(row => [row[0], text(row[1]), text(row[2])]))));
    }
  };
  details.addEventListener("toggle", details.fill);
  details.fill();
  return make("div", { className: "tools" }, ...exports(figure, () => current().title, () => [heads(), ...rows()]), details);
}

/** Buttons that keep the drawing of an element as SVG and PNG, and its numbers, rows with a heading first, as CSV. */
export function exports(element, title, rows) {
  const name = () => title().toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 40);
  const quoted = cell => typeof cell === "string" ? `"${cell.replaceAll('"', '""')}"` : cell ?? "";
  const tool = (label, save) => make("button", { type: "button", textContent: label, "aria-label": `${label} of: ${title()}`, onclick: save });
  return [
    tool("SVG", () => keep(`${name()}.svg`, new Blob([standalone(element)], { type: "image/svg+xml" }))),
    tool("PNG", () => keepPng(`${name()}.png`, element)),
    tool("CSV", () => keep(`${name()}.csv`, new Blob([rows().map(row => row.map(quoted).join(",")).join("\n") + "\n"], { type: "text/csv" }))),
  ];
}

/** The drawing as a file of its own: the page's colours are written into it. */
function standalone(figure) {
  const style = getComputedStyle(document.documentElement);
  const copy = figure.querySelector("svg").cloneNode(true);
  copy.prepend(draw("rect", { width: "100%", height: "100%", fill: "var(--paper)" }));
  return new XMLSerializer().serializeToString(copy).replace(/var\((--[a-z]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
}

/** Saves a file. */
export function keep(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function keepPng(name, figure) {
  const box = figure.querySelector("svg").viewBox.baseVal;
  const image = new Image(box.width * 2, box.height * 2);
  image.onload = () => {
    const canvas = make("canvas", { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, image.width, image.height);
    canvas.toBlob(blob => keep(name, blob));
  };
  image.src = `data:image/svg+xml,${encodeURIComponent(standalone(figure))}`;
}
