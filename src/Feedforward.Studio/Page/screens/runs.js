// All runs: a table, their curves over each other, what differs in their choices.
import { make, field, choice, table, text, announce, clear } from "/lib/dom.js";
import { get, post } from "/lib/api.js";
import { chart } from "/lib/chart.js";
import { listen } from "/lib/events.js";
import { heading, button } from "/lib/lesson.js";
import { thin } from "/lib/thin.js";

const measures = [["validationLoss", "validation loss"], ["trainLoss", "training loss"], ["validationMetric", "validation metric"]];

export async function mount(root) {
  const fault = make("p", { className: "fault", role: "alert" }), list = make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": "Runs" }), differences = make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": "Differences" });
  const curves = chart(), chosen = new Set(), histories = new Map();
  const logarithmic = make("input", { type: "checkbox", onchange: () => compare() });
  const measure = choice(measures, "validationLoss", () => compare());
  let runs = [], isOpen = true, isDue = false;

  async function load() {
    try {
      runs = (await get("/api/runs")).runs;
      if (isOpen) {
        show();
      }
    } catch (error) {
      fault.textContent = error.message;
    }
  }

  function show() {
    clear(list);
    if (runs.length === 0) {
      list.append(make("p", {}, "There is no run yet. ", make("a", { href: "#/train", textContent: "Make one." })));
      return;
    }
    list.append(table("Runs", ["run", "state", "data", "network", "seed", "epochs", "best epoch", "validation loss", "metric", "compare", "delete"], runs.toReversed().map(run => {
      const { configuration: of, newest, best } = run;
      const pick = make("input", { type: "checkbox", checked: chosen.has(run.run), "aria-label": `Compare ${run.run}`, onchange: () => { pick.checked ? chosen.add(run.run) : chosen.delete(run.run); compare(); } });
      const remove = button("Delete", async () => {
        if (confirm(`Delete ${run.run} with its model and checkpoints?`)) {
          await post("/api/runs/delete", { run: run.run }).catch(error => { fault.textContent = error.message; });
          chosen.delete(run.run);
          announce(`${run.run} is deleted.`, true);
          load();
        }
      });
      remove.setAttribute("aria-label", `Delete ${run.run}`);
      return [make("a", { href: `#/train?run=${run.run}`, textContent: run.run }), run.state + (run.edited ? ", edited" : ""), `${of.data}, ${of.target}`, of.preset === "plain" ? `${of.hidden.join("-") || "no hidden layer"} ${of.activations.join(",")}` : of.preset,
        String(of.seed), text(newest?.epoch), text(best?.epoch), text(best?.validationLoss), best ? `${best.metric} ${text(best.validationMetric)}` : "–", pick, remove];
    })));
  }

  async function compare() {
    for (const name of chosen) {
      if (!histories.has(name)) {
        histories.set(name, (await get("/api/runs/show", { run: name })).history.filter(one => one.event === "epoch"));
      }
    }
    const of = runs.filter(run => chosen.has(run.run)), label = measures.find(([name]) => name === measure.value)[1];
    curves.element.hidden = of.length === 0;
    curves.update({
      title: `${label} of ${of.length} runs`, description: of.map(run => run.run).join(", "), x: { label: "epoch" }, y: { label, logarithmic: logarithmic.checked },
      series: of.map(run => ({ name: run.run, points: thin(histories.get(run.run).map(one => [one.epoch, one[measure.value]]).filter(point => point[1] !== null)) })),
    });
    clear(differences);
    if (of.length > 1) {
      const value = (run, name) => {
        const chosen = run.configuration[name];
        return chosen === null || chosen === undefined ? "the usual" : Array.isArray(chosen) ? chosen.join(", ") || "none" : String(chosen);
      };
      const names = Object.keys(of[0].configuration).filter(name => new Set(of.map(run => value(run, name))).size > 1);
      differences.append(names.length === 0 ? make("p", { textContent: "These runs have the same choices." })
        : table("What differs in their choices", ["choice", ...of.map(run => run.run)], names.map(name => [name, ...of.map(run => value(run, name))])));
    }
  }

  const end = listen(event => {
    histories.delete(event.run);
    if (event.event !== "picture" && !isDue) {
      isDue = true;
      setTimeout(async () => {
        isDue = false;
        if (isOpen) {
          await load();
          if (chosen.size > 0) {
            await compare();
          }
        }
      }, 1000);
    }
  });
  curves.element.hidden = true;
  root.append(heading("Runs", "Every run that was made here, until it is deleted. Choose some to lay their curves over each other and to see what differs in their choices."), fault, list,
    make("div", { className: "controls" }, field("Curve", measure), field("Logarithmic", logarithmic)), curves.element, differences);
  await load();
  return () => {
    isOpen = false;
    end();
  };
}
