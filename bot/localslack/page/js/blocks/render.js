// Block Kit, block by block: https://docs.slack.dev/reference/block-kit/blocks
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";
import { markdown } from "../text/markdown.js";
import { textObject } from "../text/object.js";
import { link } from "../text/refs.js";
import { renderElement } from "./elements.js";
import { inputBlock } from "./input_block.js";
import { picture } from "./picture.js";
import { richText } from "./rich_text.js";
import { tableBlock } from "./table.js";

const kinds = {
  header: (block) => h("h3", { class: "block-title" }, plain(block.text)),
  section,
  divider: () => h("hr"),
  context,
  actions: (block, surface) => h("div", { class: "actions" }, (block.elements ?? []).map((element) => renderElement(element, block, surface))),
  context_actions: (block, surface) => h("div", { class: "actions actions-quiet" }, (block.elements ?? []).map((element) => renderElement(element, block, surface))),
  image: (block, surface) => picture(block, surface.session),
  input: inputBlock,
  markdown: (block, surface) => markdown(block.text ?? "", surface.session),
  rich_text: (block, surface) => richText(block, surface.session),
  table: tableBlock,
  video: (block) => h("div", { class: "file-card" }, h("span", {}, "▶ "), link(block.title_url ?? block.video_url ?? "", t("videoAt", { title: plain(block.title) }))),
};

/** renderBlocks draws blocks onto a surface; a kind that we do not know is left out, as Slack's older clients do. */
export function renderBlocks(blocks, surface) {
  return (blocks ?? []).filter((block) => kinds[block.type]).map((block, n) => {
    const named = block.block_id ? block : { ...block, block_id: `block-${n}` };
    return h("div", { class: `block block-${block.type}`, data: { blockId: named.block_id } }, kinds[block.type](named, surface));
  });
}

function section(block, surface) {
  const words = h("div", { class: "section-words" },
    block.text && textObject(block.text, surface.session),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field-cell" }, textObject(field, surface.session)))));
  if (!block.accessory) return words;
  const wide = /select|picker|checkboxes|radio/.test(block.accessory.type);
  return h("div", { class: `section ${wide ? "section-wide" : ""}` }, words, h("div", { class: "accessory" }, renderElement(block.accessory, block, surface)));
}

function context(block, surface) {
  return h("div", { class: "context" }, (block.elements ?? []).map((element) => (element.type === "image"
    ? h("img", { class: "context-image", src: element.image_url, alt: element.alt_text ?? "" })
    : textObject(element, surface.session))));
}
