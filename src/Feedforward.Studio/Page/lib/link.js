// The address holds what a teacher prepares: #/noise?seed=3&hide=navigation,batch

/** The screen and the values of the address. */
export function readLink() {
  const [screen, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { screen, values: new URLSearchParams(query ?? "") };
}

/** Puts values into the address without a new entry in the history; null removes one. */
export function writeLink(values) {
  const link = readLink();
  for (const [name, value] of Object.entries(values)) {
    value === null || value === undefined ? link.values.delete(name) : link.values.set(name, value);
  }
  const query = link.values.toString();
  history.replaceState(null, "", `#/${link.screen}${query ? `?${query}` : ""}`);
}

/** Whether a control is hidden by the address (hide=name,name). */
export function isHidden(name) {
  return readLink().values.get("hide")?.split(",").includes(name) ?? false;
}

/** Told when the address changes. */
export function onLink(tell) {
  addEventListener("hashchange", tell);
}
