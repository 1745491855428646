// Who to be: a card with the acting person, and the list of everybody with name, title and local time.
import * as api from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { recall } from "../core/memory.js";
import { avatar, nameOf } from "../core/people.js";
import { compareTs, placeOf, Reader } from "../core/time.js";
import { openPopover } from "../ui/popover.js";

const everyMinute = 20000;

/** personCard is the button at the foot of the sidebar. */
export function personCard(session, be) {
  const me = session.me;
  const time = h("span", {});
  const tell = () => { time.textContent = localTime(session, session.me); };
  const node = h("button", { class: "person-card", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", title: t("bePerson"), testid: "person-switcher", data: { user: me.id }, on: { click: () => openPeople(node, session, be) } },
    avatar(me), h("span", { class: "person-words" }, h("span", { class: "person-name" }, nameOf(me), marks(me)), h("span", { class: "person-title" }, me.title ?? ""), h("span", { class: "person-time" }, time)),
    icon("mirror"));
  tell();
  const ticking = setInterval(tell, everyMinute);
  session.signal.addEventListener("abort", () => clearInterval(ticking));
  session.on("clock", tell);
  session.on("state", tell);
  return node;
}

function localTime(session, person) {
  const zone = person.tz || session.state.zone;
  return t("localTime", { time: new Reader({ ...session.reader, zone }).time(session.now()), zone: placeOf(zone, session.reader.locale) });
}

function marks(person) {
  const mark = person.is_stranger ? t("stranger") : person.is_guest ? t("guest") : undefined;
  return mark && h("span", { class: "badge" }, mark);
}

function openPeople(anchor, session, be) {
  const people = session.state.people.filter((person) => !person.is_bot);
  const panel = openPopover(anchor, [
    h("div", { class: "people-head" }, h("h2", {}, t("bePerson")), h("p", {}, t("bePersonHint"))),
    h("div", { class: "people" }, people.map((person) => personRow(session, person, () => { panel.close(); be(person.id); }))),
  ], { label: t("bePerson"), className: "popover-people", above: true });
}

function personRow(session, person, choose) {
  const me = person.id === session.as;
  const count = h("span", { class: "count", hidden: true });
  if (!me) unreadOf(session, person).then((n) => { count.hidden = !n; count.textContent = String(n); count.setAttribute("aria-label", t("unreadCount", { n })); }, () => {});
  return h("button", { class: "person-row", type: "button", "aria-current": me ? "true" : undefined, autofocus: me, testid: "person-option", data: { user: person.id }, on: { click: choose } },
    avatar(person), h("span", { class: "person-words" },
      h("span", { class: "person-name" }, nameOf(person), me && h("span", { class: "muted" }, `(${t("you")})`), marks(person)),
      h("span", { class: "person-title" }, person.title ?? ""), h("span", { class: "person-time" }, localTime(session, person))),
    count);
}

// The stream tells only one's own news, so for the others we ask what the app has said to them since we last were them.
async function unreadOf(session, person) {
  const channel = session.state.channels.find((one) => one.kind === "im" && one.user === person.id);
  if (!channel) return 0;
  const read = recall(`read.${session.state.team.id}.${person.id}`, {})[channel.id] ?? "0";
  const page = await api.messages({ as: person.id, channel: channel.id, limit: 20 });
  return page.messages.filter((message) => message.user !== person.id && compareTs(message.ts, read) > 0).length;
}
