// One stream of events for the page. It closes while the page is hidden and goes on from the last event when it is seen again.

const listeners = new Set();
const connections = new Set();
let source = null;
let run = null;
let last = null;
let waiting = null;

function open() {
  if (document.hidden || source !== null) {
    return;
  }
  const query = new URLSearchParams();
  if (run !== null) {
    query.set("run", run);
  }
  if (last !== null) {
    query.set("after", last);
  }
  source = new EventSource(`/api/events?${query}`);
  const current = source;
  source.onopen = () => connections.forEach(tell => tell(true));
  source.onerror = () => {
    // The browser would begin again with the old address; a new stream knows the last event.
    if (source === current) {
      connections.forEach(tell => tell(false));
      close();
      clearTimeout(waiting);
      waiting = setTimeout(open, 1000);
    }
  };
  source.onmessage = message => {
    last = message.lastEventId;
    // Several events may come as one message, a line each.
    for (const line of message.data.split("\n")) {
      const event = JSON.parse(line);
      listeners.forEach(listen => listen(event));
    }
  };
  source.addEventListener("begin", message => { last = message.lastEventId; });
  source.addEventListener("picture", message => {
    const picture = JSON.parse(message.data);
    listeners.forEach(listen => listen(picture));
  });
  source.addEventListener("reset", message => {
    last = message.lastEventId;
    listeners.forEach(listen => listen({ event: "reset" }));
  });
}

function close() {
  source?.close();
  source = null;
}

document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
window.addEventListener("pagehide", close);

/**
 * Listens to events: objects with `event` and `run`, as docs/json.md has them, and pictures (`event: "picture"`). `{event: "reset"}` means that
 * everything is to be loaded anew. Returns what ends it.
 */
export function listen(listener) {
  listeners.add(listener);
  open();
  return () => listeners.delete(listener);
}

/** Which run's pictures are wanted, or null. */
export function watch(name) {
  if (run !== name) {
    run = name;
    close();
    open();
  }
}

/** Told whether the studio is there. */
export function watchConnection(tell) {
  connections.add(tell);
  open();
}
