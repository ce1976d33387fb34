// For tables with many columns: what the predictions owe to each column, and how they follow one.
import { make, field, choice, text, clear } from "/lib/dom.js";
import { get } from "/lib/api.js";
import { chart } from "/lib/chart.js";

/** An element about a run's columns: `of` names the run, `ask` looks again. */
export function columns() {
  const state = make("p"), importance = chart(), dependence = chart(), pick = make("div");
  const element = make("div", {}, make("h3", { textContent: "The columns" }), state, pick, make("div", { className: "pictures" }, importance.element, dependence.element));
  let run = null, column = null, isAsked = false;
  async function ask() {
    if (run === null || element.hidden || isAsked) {
      return;
    }
    isAsked = true;
    try {
      const [owed, course] = await Promise.all([get("/api/runs/importance", { run }), get("/api/runs/dependence", { run, column })]);
      const shown = owed.columns.slice(0, 20);
      state.textContent = `The ${owed.metric} is ${text(owed.value)}. Where a column is shuffled it gets worse by what the first picture shows${owed.columns.length > shown.length ? `, for the ${shown.length} that matter most` : ""}: ${shown.slice(0, 3).map(one => `${one.column} ${text(one.mean)}`).join(", ")}.`;
      importance.update({
        title: "Importance of the columns", description: state.textContent, x: { label: `${owed.metric} lost` }, y: { label: "rank, the most important first", range: [-shown.length - 0.5, -0.5] },
        series: shown.map((one, i) => ({ name: `${i + 1}. ${one.column}`, points: [[0, -i - 1], [one.mean, -i - 1]], colour: "--one", dash: null, marker: "circle" })),
      });
      const isNumber = course.classes.length === 0, names = isNumber ? [""] : course.classes.length === 2 ? [course.classes[1]] : course.classes.slice(0, 8);
      dependence.update({
        title: `Partial dependence on ${column}`, description: "The mean prediction where every row has this value.", x: { label: course.labels ? `${column}: ${course.labels.map((label, i) => `${i + 1} ${label}`).join(", ")}` : column }, y: { label: isNumber ? "mean prediction" : "mean probability" },
        series: names.map(name => ({ name: isNumber ? "mean prediction" : name, marker: course.labels ? "circle" : undefined, points: course.means.map((means, i) => [course.labels ? i + 1 : course.values[i], means[isNumber ? 0 : course.classes.indexOf(name)]]) })),
      });
    } catch (fault) {
      state.textContent = fault.message;
    } finally {
      isAsked = false;
    }
  }
  function of(name, all) {
    run = name;
    column = all[0];
    clear(pick);
    pick.append(make("div", { className: "controls" }, field("Column", choice(all, column, value => { column = value; ask(); }))));
    ask();
  }
  return { element, of, ask };
}
