// The parts of a table as the studio tells them: columns, split, first rows.
import { make, draw, choice, table, text } from "/lib/dom.js";

const kinds = [["number", "number"], ["category", "category"], ["boolean", "true or false"], ["date", "date"], ["drop", "left out"]];

/** All columns, each with its type and how missing values are written; `change` is told of other choices. */
export function columnTable(answer, change) {
  const settings = answer.settings;
  const rows = answer.columns.map(column => [
    make("span", {}, column.name + (column.name === answer.target ? " (to predict)" : "")),
    column.width > 1 ? `${column.width} numbers` : kindOf(column, settings, change),
    ...settings.file ? [column.width > 1 ? "" : missingOf(column, settings, change)] : [],
    String(column.missing), column.width > 1 ? "" : String(column.distinct),
    column.range.length > 0 ? `${text(column.range[0])} to ${text(column.range[1])}, mean ${text(column.range[2])}` : "", bars(column),
  ]);
  const more = answer.columnCount > answer.columns.length ? `; ${answer.columns.length} of ${answer.columnCount} are shown` : "";
  return scrolled("Columns", table(`Columns of ${answer.settings.title}${more}`, ["column", "type", ...settings.file ? ["written for no value"] : [], "missing", "distinct", "range", "values"], rows), "texts");
}

function kindOf(column, settings, change) {
  const found = column.kind ? kinds.find(([word]) => word === column.kind)?.[1] ?? column.kind : `left out: ${reasons[column.dropped] ?? "nothing to learn from"}`;
  const select = choice([["", column.told ? "as found" : `${found}, found`], ...kinds], column.told ?? "", value => {
    const types = { ...settings.types }, drop = settings.drop.filter(name => name !== column.name);
    delete types[column.name];
    if (value === "drop") {
      drop.push(column.name);
    } else if (value !== "") {
      types[column.name] = value;
    }
    change({ types, drop });
  });
  select.setAttribute("aria-label", `Type of ${column.name}`);
  select.dataset.key = `type ${column.name}`;
  return select;
}

const reasons = { Identifier: "only names the rows", Constant: "one value", AllMissing: "no value", Unreadable: "cannot be read", Dropped: "as chosen" };

function missingOf(column, settings, change) {
  const own = settings.missingOf[column.name];
  const input = make("input", {
    value: own?.join(", ") ?? "", placeholder: "as the table", "aria-label": `Written for no value in ${column.name}, separated by commas`,
    onchange: () => {
      const all = { ...settings.missingOf }, typed = input.value.split(",").map(mark => mark.trim()).filter(mark => mark !== "");
      delete all[column.name];
      change({ missingOf: typed.length > 0 ? { ...all, [column.name]: typed } : all });
    },
  });
  input.dataset.key = `missing ${column.name}`;
  return input;
}

/** How often which values occur: bars of numbers in their order, of texts by how frequent they are. */
function bars(column) {
  const most = Math.max(...column.bars.map(bar => bar.count), 1), width = Math.min(14, 100 / Math.max(column.bars.length, 1));
  if (column.bars.length === 0) {
    return "";
  }
  const said = column.bars.slice(0, 10).map(bar => `${bar.label}: ${bar.count}`).join("; ");
  const svg = draw("svg", { class: "bars", viewBox: "0 0 100 24", preserveAspectRatio: "none", role: "img", "aria-label": `Values of ${column.name}. ${said}${column.bars.length > 10 ? "; …" : ""}` });
  column.bars.forEach((bar, i) => {
    const height = 22 * bar.count / most;
    svg.append(draw("rect", { x: i * width, y: 23 - height, width: Math.max(width - 1, 0.8), height: height + 1, fill: "var(--one)" }, draw("title", {}, `${bar.label}: ${bar.count}`)));
  });
  return svg;
}

/** How many rows train, watch and judge, for each class. */
export function splitTable(answer) {
  const isClasses = answer.classes.length > 0, shown = answer.classes.slice(0, 12);
  return [
    make("p", { textContent: isClasses ? "Divided at random by the seed, each class by itself, so that it has the same share in each part (stratified)." : "Divided at random by the seed." }),
    scrolled("Split", table("Rows of each part", ["part", "rows", ...shown.map(name => `${answer.target} = ${name}`), ...answer.classes.length > shown.length ? ["…"] : []],
      answer.split.map(part => [part.part, String(part.rows), ...part.classes.slice(0, shown.length).map(String), ...answer.classes.length > shown.length ? ["…"] : []]))),
  ];
}

/** The first rows, with the lines of the file they begin on. */
export function firstRows(answer) {
  return scrolled("First rows", table(`The first ${answer.head.length} of ${answer.rows} rows`, ["line", ...answer.columns.map(column => column.name)], answer.head.map(row => [
    String(row.line), ...row.cells.map((cell, i) => cell === null ? make("span", { className: "hint", textContent: "no value" }) : typeof cell === "string" ? cell : picture(cell, answer.columns[i].name)),
  ])), "texts");
}

/** A vector: as a picture where its numbers make a square. */
function picture(numbers, name) {
  const side = Math.sqrt(numbers.length);
  if (!Number.isInteger(side) || side < 4) {
    return `${numbers.slice(0, 6).map(number => text(number)).join(" ")}${numbers.length > 6 ? " …" : ""}`;
  }
  const canvas = make("canvas", { className: "picture", width: side, height: side, role: "img", "aria-label": `${name}, ${side} by ${side} numbers` });
  const context = canvas.getContext("2d"), pixels = context.createImageData(side, side);
  const low = Math.min(...numbers), span = Math.max(...numbers) - low || 1;
  numbers.forEach((number, i) => pixels.data.set([0, 0, 0].fill(Math.round(255 * (1 - (number - low) / span))).concat(255), 4 * i));
  context.putImageData(pixels, 0, 0);
  return canvas;
}

function scrolled(label, content, className = "") {
  content.classList.add(...className ? [className] : []);
  return make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": label }, content);
}
