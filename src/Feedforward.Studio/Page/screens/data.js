// Tables: which there are, how they are read, what is in them, and new ones from files, drawings and functions.
import { make, field, choice, announce, clear } from "/lib/dom.js";
import { get, post } from "/lib/api.js";
import { chart, markerOf } from "/lib/chart.js";
import { writeLink } from "/lib/link.js";
import { heading, controls, latest, button } from "/lib/lesson.js";
import { columnTable, firstRows, splitTable } from "/lib/table.js";
import { fileWay, builtInWay, drawWay, functionWay } from "/lib/tables.js";

const tasks = { regression: "a number is predicted", binary: "one of two classes is predicted", multiclass: "one of several classes is predicted" };

export function mount(root, link) {
  let list = null, shown = null, wanted = link.values.get("target");
  const place = make("p"), state = make("p", { className: "state" }), notes = make("ul", { className: "notes" }), origin = make("p", { className: "hint" });
  const which = choice([], null, value => { wanted = null; open(value); });
  const target = choice([], null, value => change({ target: value }));
  const seed = make("input", { type: "number", min: 0, max: 2147483647, value: link.values.get("seed") ?? 0, onchange: () => { writeLink({ seed: seed.value }); load(); } });
  const train = make("a", { className: "button", href: "#/train", textContent: "Train on this" });
  const forget = button("Forget this table", remove);
  const columns = make("div"), split = make("div"), rows = make("div"), reading = make("div"), ways = make("div", { className: "ways" });
  const scatter = chart(), across = choice([], null, () => plot()), up = choice([], null, () => plot());
  const plane = make("section", { "aria-label": "Two columns as points" }, controls({ across: field("Across", across), up: field("Up", up) }), scatter.element);

  const load = latest(place, () => get("/api/data/table", { name: which.value, target: wanted, seed: seed.value }), show);
  const plot = latest(place, () => get("/api/data/points", { name: shown.name, x: across.value, y: up.value, by: shown.target }), showPoints);

  async function refresh(name) {
    list = await get("/api/data");
    clear(which);
    for (const [label, isBuiltIn] of [["Your tables", false], ["Built-in sets", true]]) {
      const tables = list.tables.filter(one => one.isBuiltIn === isBuiltIn);
      if (tables.length > 0) {
        which.append(make("optgroup", { label }, ...tables.map(one => make("option", { value: one.name, textContent: one.title === one.name || one.isBuiltIn ? one.title : `${one.title} (${one.name})` }))));
      }
    }
    const known = [name, list.first, "moons"].find(one => list.tables.some(other => other.name === one));
    open(known);
  }

  function open(name) {
    which.value = name;
    writeLink({ data: name, target: wanted });
    load();
  }

  /** A new table: it is shown, and its way is closed. */
  async function added(name) {
    wanted = null;
    await refresh(name);
    announce(`The table ${name} is shown.`, true);
    which.focus();
  }

  async function change(values) {
    try {
      await post("/api/data/change", { name: shown.name, ...values });
      wanted = values.target ?? wanted;
      writeLink({ target: wanted });
    } catch (fault) {
      // The old choices stay; they are shown again under what was wrong.
      show(shown);
      place.className = "fault";
      place.textContent = fault.message;
      announce(fault.message, true);
      return;
    }
    load();
  }

  async function remove() {
    const isBuiltIn = list.tables.find(one => one.name === shown.name).isBuiltIn;
    if (confirm(isBuiltIn ? `Forget what was chosen for ${shown.name}?` : `Forget ${shown.settings.title}? The studio's copy of it is deleted.`)) {
      await post("/api/data/remove", { name: shown.name });
      wanted = null;
      refresh(null);
    }
  }

  function show(answer) {
    // What is made anew keeps the place of a person at the keyboard.
    const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    shown = answer;
    const entry = list.tables.find(one => one.name === answer.name);
    forget.hidden = entry.isBuiltIn && !answer.settings.target && Object.keys(answer.settings.types).length === 0 && answer.settings.drop.length === 0;
    forget.textContent = entry.isBuiltIn ? "Forget my choices" : "Forget this table";
    origin.textContent = answer.settings.origin ?? "";
    origin.hidden = !answer.settings.origin;
    state.textContent = `${answer.settings.title}: ${answer.rows} rows, ${answer.columnCount} columns. ${answer.fault ? "" : `From ${
      answer.columns.filter(one => one.kind && one.name !== answer.target).map(one => one.name).slice(0, 8).join(", ")}${answer.columnCount > 9 ? ", …" : ""} ${tasks[answer.task]}: ${answer.target}.`}`;
    place.className = answer.fault ? "fault" : "";
    place.textContent = answer.fault ?? "";
    target.replaceChildren(...answer.columns.filter(one => one.width === 1).map(one => make("option", { value: one.name, textContent: one.name })));
    target.value = answer.target;
    train.href = `#/train?${new URLSearchParams({ data: answer.name, target: answer.target })}`;
    train.hidden = Boolean(answer.fault);
    notes.replaceChildren(...answer.notices.map(textContent => make("li", { textContent })));
    columns.replaceChildren(columnTable(answer, change));
    split.replaceChildren(...answer.split ? [make("h3", { textContent: "Split" }), ...splitTable(answer)] : []);
    rows.replaceChildren(firstRows(answer));
    reading.replaceChildren(...answer.settings.file ? [readingOf(answer.settings)] : []);
    const numbers = answer.columns.filter(one => one.isNumber && one.distinct > 0).map(one => one.name);
    plane.hidden = numbers.length < 2;
    if (numbers.length >= 2) {
      const inputs = [...numbers.filter(name => name !== answer.target), answer.target];
      for (const [select, usual] of [[across, inputs[0]], [up, inputs[1]]]) {
        const before = select.value;
        select.replaceChildren(...numbers.map(name => make("option", { value: name, textContent: name })));
        select.value = numbers.includes(before) && before !== "" ? before : usual;
      }
      plot();
    }
    if (key) {
      [...root.querySelectorAll("[data-key]")].find(one => one.dataset.key === key)?.focus();
    }
  }

  function readingOf(settings) {
    const delimiter = choice([["", "found"], [",", "comma"], [";", "semicolon"], ["tab", "tab"], ["|", "bar"]], settings.delimiter ?? "", value => change({ delimiter: value }));
    const comma = make("input", { type: "checkbox", checked: settings.decimalComma, onchange: () => change({ decimalComma: comma.checked }) });
    const header = make("input", { type: "checkbox", checked: settings.header, onchange: () => change({ header: header.checked }) });
    const missing = make("input", { value: settings.missing.join(", "), size: 34, onchange: () => change({ missing: marks(missing.value) }) });
    Object.entries({ delimiter, comma, header, missing }).forEach(([name, control]) => { control.dataset.key = `reading ${name}`; });
    return make("details", { className: "box", open: reading.querySelector("details")?.open ?? false }, make("summary", { textContent: "How the file is read" }), controls({
      delimiter: field("Cells are separated by", delimiter), comma: field("Decimal comma (1,5)", comma), header: field("First row has names", header), missing: field("Written for no value", missing, "separated by commas"),
    }));
  }

  function showPoints(answer) {
    const groups = answer.groups.filter(one => one.x.length > 0);
    const count = groups.reduce((sum, one) => sum + one.x.length, 0);
    scatter.update({
      title: `${shown.settings.title}: ${up.value} against ${across.value}`, description: `${count} of ${answer.rows} rows${groups.length > 1 ? `, classes by marker: ${groups.map(one => one.name).join(", ")}` : ""}.`,
      x: { label: across.value }, y: { label: up.value },
      series: groups.map((one, i) => ({ name: one.name || "rows", points: one.x.map((x, j) => [x, one.y[j]]), line: false, marker: markerOf(i), colour: groups.length === 2 ? ["--two", "--one"][i] : undefined, size: 3.5 })),
    });
  }

  root.append(
    heading("Data", "A table to learn from: its rows are examples, one column is to be predicted from the others."),
    controls({ data: field("Table", which), target: field("To predict", target), seed: field("Seed of the split", seed), train, forget }),
    place, origin, state, notes, ways, reading,
    make("h3", { textContent: "Columns" }), columns, split, plane, make("h3", { textContent: "First rows" }), rows);
  refresh(link.values.get("data")).then(() => ways.append(fileWay(list.most, added), builtInWay(list.sets, added), drawWay(added), functionWay(added)))
    .catch(fault => { place.className = "fault"; place.textContent = fault.message; });
}

/** Marks that mean "no value", as they are typed. */
function marks(typed) {
  return typed.split(",").map(mark => mark.trim()).filter(mark => mark !== "");
}
