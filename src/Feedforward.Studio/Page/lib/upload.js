// Sending a file to the studio, with how far it is.

/** Sends a file. `told` hears of the share that was sent, 0 to 1. Returns { done: a promise of the answer, stop }. */
export function upload(path, values, file, told) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    const fail = message => reject(new Error(message));
    request.upload.onprogress = event => told(event.total > 0 ? event.loaded / event.total : 1);
    request.onload = () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // The status says it.
      }
      request.status === 200 ? resolve(body) : fail(body.detail ?? `The studio answered ${request.status}.`);
    };
    request.onerror = () => fail("The studio did not take the file: the connection broke.");
    request.onabort = () => fail("Sending was stopped; nothing was kept.");
    request.open("POST", `${path}?${new URLSearchParams(values)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
