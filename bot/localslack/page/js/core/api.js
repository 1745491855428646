// The page's side of the contract with the stand-in workspace: one function a call, errors as ApiError.

/** ApiError carries the workspace's error code and, where given, its explanation. */
export class ApiError extends Error {
  constructor(code, detail, status) {
    super(detail || code);
    this.code = code;
    this.detail = detail;
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`/_local/${path}`, options);
  } catch {
    throw new ApiError("unreachable", "", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(body.error ?? `http_${response.status}`, body.detail, response.status);
  return body;
}

const get = (path, query = {}) => call(`${path}?${new URLSearchParams(query)}`);

const post = (path, body) => call(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export const state = () => get("state");
export const messages = (query) => get("messages", query);
export const say = (body) => post("say", body);
export const edit = (body) => post("edit", body);
export const remove = (body) => post("delete", body);
export const action = (body) => post("action", body);
export const options = (body) => post("options", body);
export const viewSubmit = (body) => post("view/submit", body);
export const viewClose = (body) => post("view/close", body);
export const homeOpen = (body) => post("home/open", body);
export const home = (as) => get("home", { as });
export const command = (body) => post("command", body);
export const shortcut = (body) => post("shortcut", body);
export const person = (body) => post("person", body);
export const clock = (body) => post("clock", body);

/** upload sends one file, with the words that go with it. */
export function upload({ file, ...fields }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  form.append("file", file, file.name);
  return call("upload", { method: "POST", body: form });
}
