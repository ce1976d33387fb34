// The frame of the page: which screen is shown, and whether the studio is there.
import { make, clear } from "/lib/dom.js";
import { watchConnection } from "/lib/events.js";
import { readLink, onLink } from "/lib/link.js";

// A screen is a module with `mount(root, link)`, which may return what ends it.
const titles = {
  data: "Data", train: "Train", microscope: "Microscope", perceptron: "Perceptron → XOR", noise: "Noise", approximation: "Approximation", likelihood: "Likelihood", predict: "Predict", runs: "Runs",
};
const screens = Object.keys(titles);

const root = document.getElementById("screen");
const navigation = document.getElementById("screens");
const banner = document.getElementById("banner");
let unmount = null;
let shown = null;

for (const name of screens) {
  navigation.append(make("a", { href: `#/${name}`, textContent: titles[name], id: `to-${name}` }));
}

async function show() {
  const link = readLink();
  const name = screens.includes(link.screen) ? link.screen : screens[0];
  if (link.screen !== name) {
    history.replaceState(null, "", `#/${name}`);
  }
  if (name === shown) {
    return;
  }
  shown = name;
  unmount?.();
  unmount = null;
  clear(root);
  for (const other of screens) {
    const anchor = document.getElementById(`to-${other}`);
    other === name ? anchor.setAttribute("aria-current", "page") : anchor.removeAttribute("aria-current");
  }
  document.title = `${titles[name]} – Feedforward Studio`;
  document.body.classList.toggle("bare", link.values.get("hide")?.split(",").includes("navigation") ?? false);

  // Each in a place of its own: one that is left while it still asks for its data does not write into the next.
  const place = make("div", { "aria-busy": "true" });
  root.append(place);
  try {
    const screen = await import(`/screens/${name}.js`);
    const end = await screen.mount(place, link) ?? null;
    if (place.isConnected) {
      unmount = end;
    } else {
      end?.();
    }
  } catch (fault) {
    place.replaceChildren(make("p", { className: "fault", role: "alert", textContent: `This screen cannot be shown: ${fault.message}` }));
  }
  place.removeAttribute("aria-busy");
}

watchConnection(isThere => {
  banner.hidden = isThere;
  banner.textContent = isThere ? "" : "The studio does not answer. Start it again with 'feedforward studio'; this page goes on by itself.";
});
onLink(show);
show();
