// Making elements. Whatever comes from data is put in as text, never as HTML.

/** An HTML element with properties (attributes where there is no such property) and children. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (key in element && !key.includes("-") && key !== "list" && key !== "role") {
      element[key] = value;
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** An SVG element with attributes and children. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** A MathML element with children. */
export function formula(name, ...children) {
  const element = document.createElementNS("http://www.w3.org/1998/Math/MathML", name);
  element.append(...children);
  return element;
}

/** Removes all children. */
export function clear(element) {
  element.replaceChildren();
}

/** A table from a heading row and rows of texts or elements. */
export function table(caption, headings, rows) {
  return make("table", {},
    make("caption", { textContent: caption }),
    make("thead", {}, make("tr", {}, ...headings.map(text => make("th", { scope: "col", textContent: text })))),
    make("tbody", {}, ...rows.map(cells => make("tr", {}, ...cells.map((cell, i) => i === 0
      ? make("th", { scope: "row" }, cell)
      : make("td", {}, cell))))));
}

let fields = 0;

/** A labelled control: the label stands above it. */
export function field(label, control, hint) {
  control.id ||= `field-${++fields}-${label.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return make("div", { className: "field" },
    make("label", { htmlFor: control.id, textContent: label }), control, hint ? make("span", { className: "hint", textContent: hint }) : null);
}

/** A choice of texts or of [value, text] pairs. */
export function choice(values, selected, onchange) {
  const select = make("select", {}, ...values.map(value => Array.isArray(value)
    ? make("option", { value: value[0], textContent: value[1] })
    : make("option", { value, textContent: value })));
  if (selected !== undefined && selected !== null) {
    select.value = selected;
  }
  if (onchange) {
    select.addEventListener("change", () => onchange(select.value));
  }
  return select;
}

let announced = 0;

/** Says something to people who listen to the page; not more than once in two seconds unless it is urgent. */
export function announce(text, isUrgent = false) {
  const now = performance.now();
  if (isUrgent || now - announced > 2000) {
    announced = now;
    document.getElementById("announcement").textContent = text;
  }
}

/** A number for reading. */
export function text(number, digits = 4) {
  if (number === null || number === undefined || Number.isNaN(number)) {
    return "–";
  }
  const size = Math.abs(number);
  return size !== 0 && (size < 1e-4 || size >= 1e7) ? number.toExponential(digits - 1) : String(Number(number.toPrecision(digits + 1)));
}
