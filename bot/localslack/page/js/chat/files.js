// Files that a message carries: pictures are shown, others are cards to download.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";

/** fileList draws a message's files, or nothing. */
export function fileList(files) {
  if (!files?.length) return undefined;
  return h("div", { class: "files" }, files.map((file) => (file.mimetype?.startsWith("image/") ? image(file) : card(file))));
}

const addressOf = (file) => file.url ?? file.url_private ?? "#";

function image(file) {
  return h("a", { class: "file-image", href: addressOf(file), target: "_blank", rel: "noopener noreferrer", testid: "file" },
    h("img", { src: addressOf(file), alt: file.name ?? t("picture"), loading: "lazy" }));
}

function card(file) {
  return h("a", { class: "file-card", href: addressOf(file), download: file.name ?? true, "aria-label": t("download", { name: file.name ?? "" }), testid: "file" },
    icon("file"), h("span", { class: "file-words" }, h("span", { class: "file-name" }, file.name ?? ""), h("span", { class: "muted" }, size(file.size))));
}

/** size is a file's size in words. */
export function size(bytes) {
  if (bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
