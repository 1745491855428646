// The app's Home tab.
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { renderBlocks } from "../blocks/render.js";
import { Surface } from "../blocks/surface.js";

/** homeView draws the acting person's Home and draws it anew when the app publishes it, until `gone`. */
export function homeView(session, gone) {
  const inner = h("div", { class: "home-inner", testid: "home-view" });
  const node = h("section", { class: "home", tabindex: "0", "aria-label": t("homeTab") }, inner);
  let surface;
  let drawn;
  const draw = () => {
    if (session.home === undefined) return inner.replaceChildren(...[1, 2, 3].map(() => h("div", { class: "skeleton", "aria-hidden": "true" })));
    if (session.home === null) return inner.replaceChildren(h("div", { class: "empty" }, h("h2", {}, t("homeEmpty")), h("p", {}, t("homeEmptyHint"))));
    // What is the same stays, with the button that is just being pressed; a new day changes what "today" is.
    const sign = JSON.stringify([session.home, session.reader.day(session.now())]);
    if (sign === drawn) return undefined;
    drawn = sign;
    surface = new Surface(session, { type: "view", view_id: session.home.id }, surface);
    inner.replaceChildren(...renderBlocks(session.home.blocks, surface));
    inner.dataset.viewId = session.home.id;
    return undefined;
  };
  session.on("home", () => { session.home ??= null; draw(); }, gone);
  session.on("clock", draw, gone);
  draw();
  return node;
}
