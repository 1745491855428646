// Suggestions above the composer: people and channels after "@" and "#", commands after "/".
import { h, uid } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { avatar, channelSign, nameOf } from "../core/people.js";

const atWord = /(^|[^\p{L}\p{N}@#])([@#])([\p{L}\p{N}._-]*)$/u;
const most = 8;

/** suggester watches a textarea; `key(event)` says whether it used the key. */
export function suggester(area, session, { inThread }) {
  const list = h("div", { class: "suggestions", role: "listbox", id: uid("suggest"), "aria-label": t("suggestions"), hidden: true, testid: "suggestions" });
  let found = [];
  let active = 0;

  const draw = () => {
    list.hidden = !found.length;
    list.replaceChildren(...found.map((one, n) => h("div", {
      class: `option ${n === active ? "active" : ""}`, role: "option", id: `${list.id}-${n}`, "aria-selected": String(n === active), testid: one.testid, data: { insert: one.insert.trim() },
      // A press, not a click: the field must not lose the focus (and the phone its keyboard).
      on: { pointerdown: (event) => { event.preventDefault(); take(one); } },
    }, one.face, h("span", { class: "option-words option-line" }, h("span", {}, one.label), one.hint && h("span", { class: "option-hint" }, one.hint)))));
    if (found.length) { area.setAttribute("aria-activedescendant", `${list.id}-${active}`); list.children[active]?.scrollIntoView({ block: "nearest" }); } else area.removeAttribute("aria-activedescendant");
  };
  const take = (one) => {
    const at = area.selectionStart;
    area.setRangeText(one.insert, at - one.typed, at, "end");
    found = [];
    draw();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };
  const look = () => { found = suggestions(area, session, inThread); active = 0; draw(); };
  const key = (event) => {
    if (!found.length || event.isComposing) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length; draw(); return true; }
    if (event.key === "Escape") { found = []; draw(); return true; }
    // What has been typed whole needs no completing: Enter sends it.
    if (event.key === "Tab" || (event.key === "Enter" && !found[active].complete)) { take(found[active]); return true; }
    return false;
  };
  area.addEventListener("input", look);
  area.addEventListener("blur", () => { found = []; draw(); });
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  return { node: list, key };
}

function suggestions(area, session, inThread) {
  const text = area.value.slice(0, area.selectionStart);
  if (/^\/\S*$/.test(text) && !inThread) return commands(session, text);
  const match = atWord.exec(text);
  if (!match) return [];
  return match[2] === "@" ? people(session, match[3]) : channels(session, match[3]);
}

const commands = (session, typed) => (session.app.commands ?? []).filter((one) => one.command.startsWith(typed)).map((one) => ({
  label: `${one.command} ${one.usage_hint ?? ""}`, hint: one.description, face: avatar({ is_bot: true }, "avatar-small"),
  insert: `${one.command} `, typed: typed.length, complete: one.command === typed, testid: "command-option",
}));

function people(session, typed) {
  const low = typed.toLowerCase();
  const here = new Set(session.channel(session.place)?.members ?? []);
  const found = session.state.people
    .filter((person) => person.id !== session.as && `${nameOf(person)} ${person.name}`.toLowerCase().split(/\s+/).concat(nameOf(person).toLowerCase()).some((part) => part.startsWith(low)))
    .sort((a, b) => here.has(b.id) - here.has(a.id))
    .map((person) => ({ label: nameOf(person), hint: person.title, face: avatar(person, "avatar-small"), insert: `@${nameOf(person)} `, typed: typed.length + 1, complete: nameOf(person).toLowerCase() === low, testid: "mention-option" }));
  return found.slice(0, most);
}

const channels = (session, typed) => session.channels.filter((channel) => channel.name.startsWith(typed.toLowerCase())).slice(0, most).map((channel) => ({
  label: channel.name, face: channelSign(channel), insert: `#${channel.name} `, typed: typed.length + 1, testid: "mention-option",
}));
