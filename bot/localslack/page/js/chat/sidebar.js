// The sidebar: the app, the team's channels, direct messages, and below who one is. On a phone it is a drawer.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { avatar, channelSign } from "../core/people.js";
import { personCard } from "./person_switcher.js";

/** sidebar makes the navigation; `be(id)` changes the acting person. */
export function sidebar(session, { be }) {
  const lists = h("div", { class: "side-lists" });
  const node = h("nav", { class: "sidebar", id: "sidebar", "aria-label": session.state.team.name, testid: "sidebar" },
    h("div", { class: "team" }, h("span", { class: "team-sign" }, icon("route")), h("strong", {}, session.state.team.name),
      h("button", { class: "icon-button drawer-close", type: "button", "aria-label": t("closeSidebar"), on: { click: () => openDrawer(false) } }, icon("close"))),
    lists, personCard(session, be));
  const draw = () => lists.replaceChildren(...[
    group(t("apps"), [appRow(session)]),
    group(t("channels"), session.channels.map((channel) => row(session, channel.id, channel.name, channelSign(channel)))),
    group(t("directMessages"), session.direct.map((channel) => row(session, channel.id, session.titleOf(channel), avatar(session.person(channel.members.find((id) => id !== session.as)), "avatar-small")))),
  ].filter(Boolean));
  let last;
  const redraw = () => { const sign = signature(session); if (sign !== last) { last = sign; draw(); } };
  for (const type of ["place", "unread", "state"]) session.on(type, redraw);
  session.on("place", () => openDrawer(false));
  redraw();
  return node;
}

// The list is only drawn anew when something that it shows has changed, so that a focused row stays focused.
const signature = (session) => JSON.stringify([session.place, session.state.channels, session.mine.map((channel) => session.unread(channel.id))]);

function group(title, rows) {
  return rows.length ? h("section", { class: "side-group" }, h("h2", {}, title), rows) : undefined;
}

function appRow(session) {
  const id = session.appChannel?.id;
  const node = row(session, id ?? "home", session.app.name, avatar({ is_bot: true }, "avatar-small"), session.place === "home");
  node.dataset.testid = "app-row";
  return node;
}

function row(session, id, name, sign, alsoHere = false) {
  const unread = id === "home" || session.place === id ? 0 : session.unread(id);
  const here = session.place === id || alsoHere;
  return h("button", {
    class: `side-row ${unread ? "unread" : ""}`, type: "button", "aria-current": here ? "page" : undefined,
    testid: "channel", data: { channel: id, unread: String(unread) }, on: { click: () => { session.go(id); openDrawer(false); } },
  }, h("span", { class: "side-sign" }, sign), h("span", { class: "side-name" }, name),
  unread > 0 && h("span", { class: "count", "aria-label": t("unreadCount", { n: unread }) }, unread > 99 ? "99+" : String(unread)));
}

/** openDrawer shows or hides the sidebar on a phone. */
export function openDrawer(open) {
  const shell = document.querySelector(".shell");
  if (!shell || shell.classList.contains("drawer-open") === open) return;
  shell.classList.toggle("drawer-open", open);
  shell.querySelector(".middle").inert = open;
  const target = open ? ".sidebar .side-row" : ".drawer-button";
  shell.querySelector(target)?.focus({ preventScroll: true });
}
