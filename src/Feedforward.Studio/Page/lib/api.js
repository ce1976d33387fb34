// Asking the studio. All numbers come from there.

async function answer(response) {
  const body = await response.json().catch(() => ({ detail: response.statusText }));
  if (!response.ok) {
    throw new Error(body.detail ?? `The studio answered ${response.status}.`);
  }
  return body;
}

/** A question: GET with a query. */
export async function get(path, values = {}) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
  return answer(await fetch(query.size > 0 ? `${path}?${query}` : path));
}

/** A command: POST with a JSON object. */
export async function post(path, values = {}) {
  return answer(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) }));
}
