// The ways to a new table: a file, a built-in set, a drawing, a function. Each is told what to do with the new table's name.
import { make, field, choice, announce } from "/lib/dom.js";
import { post } from "/lib/api.js";
import { button } from "/lib/lesson.js";
import { plane } from "/lib/plane.js";
import { upload } from "/lib/upload.js";

function way(title, ...content) {
  return make("details", {}, make("summary", { textContent: title }), ...content);
}

const row = (...fields) => make("div", { className: "controls" }, ...fields);
const number = (value, more = {}) => make("input", { type: "number", value, step: "any", ...more });

/** Asks for a table; what is wrong is shown in `place`. */
async function ask(place, command, added) {
  place.textContent = "";
  try {
    const { name } = await command();
    await added(name);
  } catch (fault) {
    place.textContent = fault.message;
    announce(fault.message, true);
  }
}

/** A file that is dropped or chosen. After a fault it can be read again in another way. */
export function fileWay(most, added) {
  let file = null;
  const place = make("p", { className: "fault" }), progress = make("progress", { max: 1, value: 0, "aria-label": "Sent" }), stop = button("Stop", () => sending?.stop());
  const delimiter = choice([["", "found"], [",", "comma"], [";", "semicolon"], ["tab", "tab"], ["|", "bar"]], "");
  const comma = make("input", { type: "checkbox" }), header = make("input", { type: "checkbox", checked: true });
  const again = button("Read it again", () => send()), going = make("p", { hidden: true }, progress, " ", stop);
  const input = make("input", { type: "file", accept: ".csv,.tsv,.txt,.gz,.parquet", onchange: () => take(input.files[0]) });
  let sending = null;
  again.hidden = true;
  function take(chosen) {
    if (chosen) {
      file = chosen;
      send();
    }
  }
  function send() {
    if (file.size > most) {
      place.textContent = `${file.name} is larger than ${most / 1e6} MB, the most the page takes. Start the studio with the file instead: feedforward studio ${file.name}.`;
      return;
    }
    progress.value = 0;
    going.hidden = false;
    ask(place, () => {
      sending = upload("/api/data/file", { title: file.name, delimiter: delimiter.value, decimalComma: comma.checked, header: header.checked }, file, share => { progress.value = share; });
      return sending.done;
    }, async name => { element.open = false; await added(name); }).finally(() => {
      going.hidden = true;
      input.value = "";
      again.hidden = place.textContent === "";
    });
  }
  const zone = make("div", {
    className: "drop",
    ondragover: event => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"),
    ondrop: event => { event.preventDefault(); zone.classList.remove("over"); take(event.dataTransfer.files[0]); },
  }, field("Drop a CSV or Parquet file here, or choose one", input, `at most ${most / 1e6} MB; it stays on this machine`), going, place, again);
  const element = way("Open a file", zone, row(field("Cells are separated by", delimiter), field("Decimal comma (1,5)", comma), field("First row has names", header)));
  return element;
}

/** Rows that the library makes itself. */
export function builtInWay(sets, added) {
  const place = make("p", { className: "fault" }), said = make("p", { className: "hint" });
  const set = choice(sets.map(one => one.name), "moons", () => show()), rows = number(1000, { min: 1, max: 100000, step: 1 }), seed = number(0, { min: 0, max: 2147483647, step: 1 }), noise = number(1, { min: 0, max: 100 });
  function show() {
    const chosen = sets.find(one => one.name === set.value);
    said.textContent = chosen.description;
    rows.value = chosen.rows;
    // A picture has no noise of its own; pens shake otherwise.
    noise.disabled = chosen.name === "digits";
  }
  show();
  return way("Make a built-in set", row(field("Set", set), field("Rows", rows), field("Seed of the rows", seed), field("Noise", noise, "times the usual"), button("Make it", () => ask(place, () =>
    post("/api/data/built-in", { set: set.value, rows: Number(rows.value), seed: Number(seed.value), noise: noise.disabled ? 1 : Number(noise.value) }), added))), said, place);
}

/** Points that are drawn: with classes, or as a function of one input. */
export function drawWay(added) {
  const place = make("p", { className: "fault" }), count = make("p", { className: "hint", textContent: "No point yet." });
  const kind = choice([["classes", "points of classes"], ["number", "y as a function of x"]], "classes", () => { group.disabled = kind.value === "number"; });
  const group = choice(["1", "2", "3", "4", "5", "6", "7", "8", "9"], "1");
  let points = [];
  const area = plane({
    label: () => kind.value === "number" ? "y" : `class ${group.value}`, look: label => label === "y" ? 0 : Number(label.slice(6)) - 1,
    choose: digit => { group.value = String(digit); announce(`Class ${digit}`, true); },
    changed: all => { points = all; count.textContent = all.length === 0 ? "No point yet." : `${all.length} ${all.length === 1 ? "point" : "points"}.`; },
  });
  const use = button("Use these points", () => ask(place, () => {
    const values = { x: points.map(point => point.x), y: points.map(point => point.y) };
    return post("/api/data/points", kind.value === "number" ? values : { ...values, labels: points.map(point => point.label === "y" ? group.value : point.label.slice(6)) });
  }, added));
  return way("Draw points", row(field("What is drawn", kind), field("Class of the next point", group), button("Take back", area.undo), button("Clear", area.clear), use), place, count, area.element);
}

/** A typed function. */
export function functionWay(added) {
  const place = make("p", { className: "fault" });
  const formula = make("input", { value: "sin(2*pi*x)", size: 30, spellcheck: false, autocapitalize: "off" }), low = number(-1), high = number(1), noise = number(0.1, { min: 0 });
  const rows = number(200, { min: 1, max: 100000, step: 1 }), seed = number(0, { min: 0, max: 2147483647, step: 1 });
  return way("Type a function", row(
    field("y =", formula, "x, or x1 and x2; + - * / ^ pi e sin cos exp log sqrt abs tanh"), field("From", low), field("To", high), field("Noise of y", noise, "its deviation"), field("Rows of the function", rows), field("Seed of the points", seed),
    button("Compute it", () => ask(place, () => post("/api/data/formula", {
      formula: formula.value, low: Number(low.value), high: Number(high.value), noise: Number(noise.value), rows: Number(rows.value), seed: Number(seed.value),
    }), added))), place);
}
