// The whole page for one person: clock above, sidebar, the middle, the thread.
import { h, onTouch } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { homeView } from "../views/home.js";
import { modals } from "../views/modals.js";
import { announceClock, clockBar } from "./clock.js";
import { conversationView } from "./conversation_view.js";
import { guide } from "./guide.js";
import { header } from "./header.js";
import { languageSwitch } from "./language.js";
import { openDrawer, sidebar } from "./sidebar.js";
import { threadPanel } from "./thread.js";

/** shell builds the page into `host`; `be` and `speak` change the person and the language. */
export function shell(session, host, { be, speak }) {
  const middle = h("main", { class: "middle", id: "middle" });
  const aside = h("aside", { class: "thread", "aria-label": t("thread"), hidden: true, testid: "thread-panel" });
  const root = h("div", { class: "shell" },
    h("button", { class: "skip", type: "button", on: { click: () => host.querySelector(".composer-text")?.focus() } }, t("skipToComposer")),
    h("div", { class: "top" }, clockBar(session), h("span", { class: "head-space" }), languageSwitch(session, speak)),
    h("div", { class: "link-down", role: "status", hidden: true }, t("linkDown")),
    h("div", { class: "columns" },
      sidebar(session, { be }), h("div", { class: "scrim", on: { click: () => openDrawer(false) } }), middle, aside));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && root.classList.contains("drawer-open")) openDrawer(false); });
  host.replaceChildren(root);

  let place = new AbortController();
  const show = () => { place.abort(); place = new AbortController(); drawPlace(session, middle, speak, place.signal); };
  session.on("place", show);
  session.signal.addEventListener("abort", () => place.abort());
  session.on("state", () => { if (session.place === "home" || session.channel(session.place)) middle.querySelector(".head")?.replaceWith(header(session, speak, place.signal)); });
  session.on("link", ({ up }) => { root.querySelector(".link-down").hidden = up; });
  session.on("unread", () => titleOfPage(session));
  session.on("place", () => titleOfPage(session));
  threadPanel(session, aside);
  modals(session);
  announceClock(session);
}

function drawPlace(session, middle, speak, gone) {
  const head = header(session, speak, gone);
  if (session.place === "home") return middle.replaceChildren(head, homeView(session, gone));
  const inApp = session.place === session.appChannel?.id;
  const view = conversationView(session, session.place, gone, inApp && guide(session, (text) => view.put(text), gone));
  middle.replaceChildren(head, view.node);
  view.show();
  if (!onTouch()) view.focus();
  return undefined;
}

function titleOfPage(session) {
  const unread = session.mine.reduce((sum, channel) => sum + (channel.id === session.place ? 0 : session.unread(channel.id)), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${session.app.name} · ${session.state.team.name}`;
}
