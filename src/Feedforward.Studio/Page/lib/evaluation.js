// How well a run does on the rows held back: metrics and the confusion matrix.
import { make, table, text, clear } from "/lib/dom.js";
import { get } from "/lib/api.js";

/** An element that `ask` fills for a run; what comes late is not shown. */
export function evaluation() {
  const element = make("div");
  let newest = 0, isAsked = false;
  async function ask(run) {
    if (isAsked) {
      return;
    }
    isAsked = true;
    const mine = ++newest;
    try {
      const answer = await get("/api/runs/evaluation", { run });
      if (mine === newest) {
        show(answer);
      }
    } catch {
      // The run may be gone or diverged; what is shown stays.
    } finally {
      isAsked = false;
    }
  }
  function show({ part, rows, metrics, classes, confusion }) {
    clear(element);
    element.append(table(`On ${rows} ${part} rows`, ["metric", "value"], Object.entries(metrics).map(([name, value]) => [name, text(value)])));
    if (confusion) {
      const most = Math.max(1, ...confusion.flat());
      element.append(make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": "Confusion matrix" }, table("Confusion matrix: a row is the true class, a column the predicted one", ["true class", ...classes], confusion.map((row, i) => [classes[i], ...row.map((count, j) => {
        const cell = make("span", { className: "count", textContent: text(count) });
        cell.style.borderBottom = `${(6 * count / most).toFixed(1)}px solid var(${i === j ? "--one" : "--two"})`;
        return cell;
      })]))));
    }
  }
  return { element, ask };
}
