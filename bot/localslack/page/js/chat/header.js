// The head of the middle column: where one is, who is here, and for the app its two tabs.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { avatar, channelSign, nameOf } from "../core/people.js";
import { openPopover } from "../ui/popover.js";
import { clockChip } from "./clock.js";
import { languageSwitch } from "./language.js";
import { openDrawer } from "./sidebar.js";

/** header makes the head for the session's place, kept right until `gone`. */
export function header(session, speak, gone) {
  const channel = session.channel(session.place);
  const atApp = session.place === "home" || channel?.user === session.as;
  const elsewhere = h("span", { class: "drawer-dot", hidden: true });
  const look = () => { elsewhere.hidden = !session.mine.some((one) => one.id !== session.place && session.unread(one.id)); };
  session.on("unread", look, gone);
  look();
  return h("header", { class: "head" },
    h("div", { class: "head-row" },
      h("button", { class: "icon-button drawer-button", type: "button", "aria-label": t("openSidebar"), "aria-controls": "sidebar", testid: "sidebar-toggle", on: { click: () => openDrawer(true) } }, icon("menu"), elsewhere),
      h("span", { class: "head-sign" }, atApp ? avatar({ is_bot: true }, "avatar-small") : channel.kind === "im" ? avatar(session.person(channel.members.find((id) => id !== session.as)), "avatar-small") : channelSign(channel)),
      h("h1", { testid: "place-title" }, atApp ? session.app.name : session.titleOf(channel)), atApp && h("span", { class: "badge" }, t("app")),
      channel && channel.kind !== "im" && members(session, channel),
      h("span", { class: "head-space" }), clockChip(session), languageSwitch(session, speak, "head-")),
    atApp && tabs(session));
}

function tabs(session) {
  const one = (place, words, name, testid) => h("button", {
    class: "tab", type: "button", "aria-current": session.place === place ? "page" : undefined, testid, disabled: !place, on: { click: () => session.go(place) },
  }, icon(name), words);
  return h("nav", { class: "tabs", "aria-label": session.app.name },
    session.app.home !== false && one("home", t("homeTab"), "home", "home-tab"),
    one(session.appChannel?.id ?? "", t("messagesTab"), "chat", "messages-tab"));
}

function members(session, channel) {
  const node = h("button", { class: "members", type: "button", "aria-haspopup": "dialog", testid: "members", on: { click: () => openPopover(node, memberList(session, channel), { label: t("members", { n: channel.members.length }) }) } }, t("members", { n: channel.members.length }));
  return node;
}

const memberList = (session, channel) => h("div", { class: "people", tabindex: "0" }, channel.members.map((id) => session.person(id)).filter(Boolean).map((person) => h("div", { class: "person-row" },
  avatar(person), h("span", { class: "person-words" }, h("span", { class: "person-name" }, nameOf(person)), h("span", { class: "person-title" }, person.title ?? "")))));
