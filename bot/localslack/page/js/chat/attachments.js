// Files waiting in the composer: chosen, dropped or pasted, sent with the message.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { size } from "./files.js";

/** attachments is the row of waiting files; `input` is the hidden file field, `take()` hands the files over. */
export function attachments(onChange) {
  let files = [];
  const row = h("div", { class: "pending-files", hidden: true });
  const input = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", testid: "file-input", on: { change: () => { add(input.files); input.value = ""; } } });
  const draw = () => {
    row.hidden = !files.length;
    row.replaceChildren(...files.map((file) => h("span", { class: "pending-file" }, icon("file"), h("span", { class: "file-name" }, file.name), h("span", { class: "muted" }, size(file.size)),
      h("button", { class: "icon-button", type: "button", "aria-label": t("removeFile", { name: file.name }), on: { click: () => { files = files.filter((one) => one !== file); draw(); } } }, icon("close")))));
    onChange();
  };
  const add = (more) => { files = [...files, ...more]; draw(); };
  const take = () => { const taken = files; files = []; draw(); return taken; };
  return { row, input, add, take, get waiting() { return files.length > 0; } };
}

/** acceptDrops lets files be dropped anywhere on the node. */
export function acceptDrops(node, add) {
  let depth = 0;
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const set = (n) => { depth = Math.max(0, n); node.classList.toggle("dropping", depth > 0); };
  node.dataset.drop = t("dropHere");
  node.addEventListener("dragenter", (event) => { if (holdsFiles(event)) { event.preventDefault(); set(depth + 1); } });
  node.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  node.addEventListener("dragleave", () => set(depth - 1));
  node.addEventListener("drop", (event) => { if (!holdsFiles(event)) return; event.preventDefault(); set(0); add(event.dataTransfer.files); });
}
