// The guided first minute: a few cards above the composer, each with something to say. Hidden and done are remembered.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { recall, remember } from "../core/memory.js";

/** guide makes the row of cards; `put(text)` puts words into the composer. Node is empty when there is nothing to guide. */
export function guide(session, put, gone) {
  const cards = session.state.guide?.[session.language] ?? session.state.guide?.en ?? [];
  const hiddenKey = `guide.hidden.${session.state.team.id}`;
  const doneKey = `guide.done.${session.state.team.id}`;
  const node = h("section", { class: "guide", "aria-label": t("guide"), testid: "guide" });
  if (!cards.length) return h("div", { hidden: true });
  const done = new Set(recall(doneKey, []));
  const tick = (n) => { done.add(n); remember(doneKey, [...done]); draw(); };
  const use = (n) => { put(cards[n].say); tick(n); };
  session.on("said", (text) => { const n = cards.findIndex(({ say }) => say === text.trim()); if (n >= 0) tick(n); }, gone); // typed, or pasted
  const hide = (hidden) => { remember(hiddenKey, hidden); draw(); };
  const draw = () => {
    const hidden = recall(hiddenKey, false);
    node.classList.toggle("guide-hidden", hidden);
    if (hidden) return node.replaceChildren(h("button", { class: "guide-open", type: "button", testid: "guide-show", on: { click: () => hide(false) } }, icon("spark"), t("guideShow")));
    node.replaceChildren(
      h("header", { class: "guide-head" }, icon("spark"), h("h2", {}, t("guide")), h("span", { class: "muted" }, `${done.size}/${cards.length}`),
        h("button", { class: "icon-button", type: "button", "aria-label": t("guideDismiss"), title: t("guideDismiss"), testid: "guide-dismiss", on: { click: () => hide(true) } }, icon("close"))),
      h("ol", { class: "guide-cards" }, cards.map((card, n) => cardNode(card, n, done.has(n), use))));
    const next = cards.findIndex((card, n) => !done.has(n));
    if (next > 0) requestAnimationFrame(() => { const row = node.querySelector(".guide-cards"); row?.scrollTo({ left: row.children[next].offsetLeft - row.offsetLeft - 12, behavior: "smooth" }); });
    return undefined;
  };
  draw();
  return node;
}

function cardNode(card, n, done, use) {
  return h("li", { class: `guide-card ${done ? "done" : ""}`, testid: "guide-card" },
    h("h3", {}, h("span", { class: "guide-number", "aria-label": done ? t("guideDone") : undefined }, done ? icon("check") : String(n + 1)), card.title),
    h("p", { class: "guide-text" }, card.text),
    card.say && h("button", { class: "button button-small", type: "button", testid: "guide-say", title: card.say, on: { click: () => use(n) } }, t("guideSay")));
}
