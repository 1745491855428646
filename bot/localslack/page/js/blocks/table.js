// The table block: https://docs.slack.dev/reference/block-kit/blocks/table-block
import { h } from "../core/dom.js";
import { richText } from "./rich_text.js";

/** tableBlock draws rows; the first is the heading. */
export function tableBlock(block, surface) {
  const [head, ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const cell = (tag) => (content, column) => {
    const node = h(tag, { class: settings[column]?.is_wrapped ? "" : "nowrap" }, content.type === "rich_text" ? richText(content, surface.session) : String(content.text ?? ""));
    node.style.textAlign = settings[column]?.align ?? "left";
    return node;
  };
  return h("div", { class: "table-scroll", tabindex: "0" }, h("table", {},
    h("thead", {}, h("tr", {}, (head ?? []).map(cell("th")))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))));
}
