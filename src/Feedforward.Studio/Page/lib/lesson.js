// What the lessons' screens have in common.
import { make } from "/lib/dom.js";
import { isHidden } from "/lib/link.js";

/** Heading and introduction. */
export function heading(title, ...paragraphs) {
  return make("div", {}, make("h2", { textContent: title }), ...paragraphs.map(textContent => make("p", { textContent })));
}

/** A row of controls by name; those that the address hides are left out. */
export function controls(named) {
  return make("div", { className: "controls" }, ...Object.entries(named).filter(([name]) => !isHidden(name)).map(([, control]) => control));
}

/** Asks again and again, but shows only the newest answer; faults are shown in `place`. */
export function latest(place, ask, show) {
  let newest = 0;
  return async () => {
    const mine = ++newest;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await ask();
      if (mine === newest) {
        place.textContent = "";
        place.className = "";
        show(answer);
      }
    } catch (fault) {
      if (mine === newest) {
        place.className = "fault";
        place.textContent = fault.message;
      }
    } finally {
      if (mine === newest) {
        place.removeAttribute("aria-busy");
      }
    }
  };
}

/** A button. */
export function button(textContent, onclick) {
  return make("button", { type: "button", textContent, onclick });
}

/** Points in two series by their label, told apart by marker and colour. */
export function classes(points, labels) {
  const of = label => points.filter((_, i) => labels[i] === label);
  return [
    { name: "class 1", points: of(1), line: false, marker: "circle", colour: "--one", size: 8 },
    { name: "class 0", points: of(0), line: false, marker: "square", colour: "--two", size: 7 },
  ];
}
