// rich_text: what Slack's own composer makes. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
import { h } from "../core/dom.js";
import { emoji } from "../text/emoji.js";
import { broadcast, channelLink, dateText, link, mention } from "../text/refs.js";

/** richText draws the whole block. */
export function richText(block, session) {
  return h("div", { class: "mrkdwn" }, groupLists(block.elements ?? [], session));
}

const parts = {
  rich_text_section: (part, session) => h("p", {}, leaves(part, session)),
  rich_text_preformatted: (part, session) => h("pre", {}, leaves(part, session)),
  rich_text_quote: (part, session) => h("blockquote", {}, leaves(part, session)),
  rich_text_list: list,
};

function groupLists(elements, session) { return elements.map((part) => parts[part.type]?.(part, session)); }

function list(part, session) {
  const node = h(part.style === "ordered" ? "ol" : "ul", { class: `rich-list ${part.border ? "bordered" : ""}`, start: part.offset ? String(part.offset + 1) : undefined },
    (part.elements ?? []).map((item) => h("li", {}, leaves(item, session))));
  node.style.setProperty("--indent", part.indent ?? 0);
  return node;
}

const leaves = (part, session) => (part.elements ?? []).map((leaf) => styled(leafNode(leaf, session), leaf.style));

function leafNode(leaf, session) {
  switch (leaf.type) {
    case "text": return leaf.text ?? "";
    case "link": return link(leaf.url ?? "", leaf.text || leaf.url || "");
    case "user": return mention(session, leaf.user_id);
    case "channel": return channelLink(session, leaf.channel_id);
    case "usergroup": return h("span", { class: "mention" }, `@${leaf.usergroup_id}`);
    case "broadcast": return broadcast(leaf.range);
    case "emoji": return leaf.unicode ? fromHex(leaf.unicode) : emoji(leaf.name) ?? `:${leaf.name}:`;
    case "date": return dateText(session, leaf.timestamp, leaf.format ?? "{date_short} {time}", leaf.fallback, leaf.url);
    case "color": return h("code", {}, leaf.value ?? "");
    default: return leaf.text ?? "";
  }
}

const fromHex = (hex) => String.fromCodePoint(...hex.split("-").map((part) => Number.parseInt(part, 16)));

function styled(node, style = {}) {
  const tags = { code: "code", strike: "s", italic: "em", bold: "strong", underline: "u" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}
