// All select menus, single and multi: they differ in where the choices come from and under which name the value is kept.
// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
import * as api from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { avatar, channelSign, nameOf } from "../core/people.js";
import { plain } from "../text/emoji.js";
import { openPicker } from "../ui/picker.js";

const options = {
  one: "selected_option", many: "selected_options",
  first: (element) => element.initial_option, firsts: (element) => element.initial_options,
  key: (value) => value.value,
  choice: (option, group) => ({ key: option.value, label: plain(option.text), hint: option.description && plain(option.description), group, value: option }),
};

const sources = {
  static: { ...options, prompt: "choose", load: ({ element }) => fromOptions(element) },
  external: { ...options, prompt: "choose", ask: true, load: fromApp },
  users: { one: "selected_user", many: "selected_users", first: (e) => e.initial_user, firsts: (e) => e.initial_users, key: (id) => id, prompt: "choosePerson", load: ({ session }) => session.state.people.filter((p) => !p.is_bot).map((p) => personChoice(p)) },
  conversations: { one: "selected_conversation", many: "selected_conversations", first: firstConversation, firsts: (e) => e.initial_conversations, key: (id) => id, prompt: "chooseConversation", load: conversations },
  channels: { one: "selected_channel", many: "selected_channels", first: (e) => e.initial_channel, firsts: (e) => e.initial_channels, key: (id) => id, prompt: "chooseChannel", load: ({ session }) => session.channels.filter((c) => c.kind === "channel").map((c) => channelChoice(c, session)) },
};

/** select draws any of the ten kinds. */
export function select(element, block, surface) {
  const [, multi, kind] = /^(multi_)?(\w+?)_select$/.exec(element.type);
  const about = { element, block, surface, session: surface.session, source: sources[kind], many: Boolean(multi) };
  about.label = plain(element.placeholder) || t(multi ? "chooseMany" : about.source.prompt);
  return multi ? selectMany(about) : selectOne(about);
}

function selectOne(about) {
  const { element, block, surface, source } = about;
  let current = surface.begin(block, element, { [source.one]: source.first(element, surface) ?? null })[source.one];
  const words = h("span", { class: "select-words" });
  const show = () => { words.textContent = current === null ? about.label : labelOf(current, about); words.classList.toggle("placeholder", current === null); node.dataset.value = current === null ? "" : source.key(current); };
  const node = h("button", { class: "select", type: "button", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": about.label }, words, icon("down"));
  const take = async (value) => {
    if (!(await surface.confirmed(element))) return;
    current = value;
    show();
    surface.changed(block, element, { [source.one]: current }, node);
  };
  node.addEventListener("click", () => openPicker(node, {
    ...picking(about), chosen: new Set(current === null ? [] : [source.key(current)]),
    onPick: (choice) => take(choice.value), onClear: block.optional && current !== null ? () => take(null) : undefined,
  }));
  show();
  return node;
}

function selectMany(about) {
  const { element, block, surface, source } = about;
  let current = [...(surface.begin(block, element, { [source.many]: source.firsts(element) ?? [] })[source.many])];
  const chips = h("span", { class: "chips" });
  const open = h("button", { class: "select select-many", type: "button", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": about.label }, h("span", { class: "select-words placeholder" }, about.label), icon("down"));
  const node = h("div", { class: "multi" }, chips, open);
  const report = () => surface.changed(block, element, { [source.many]: current }, node);
  const drop = (value) => { current = current.filter((one) => source.key(one) !== source.key(value)); show(); report(); };
  const show = () => { chips.replaceChildren(...current.map((value) => chip(labelOf(value, about), () => drop(value)))); surface.set(block, element, { [source.many]: current }); };
  open.addEventListener("click", () => {
    const chosen = new Set(current.map(source.key));
    const before = [...chosen].join();
    openPicker(open, {
      ...picking(about), many: true, most: element.max_selected_items ?? Infinity, chosen,
      onPick: (choice) => {
        if (chosen.delete(choice.key)) current = current.filter((one) => source.key(one) !== choice.key);
        else { chosen.add(choice.key); current = [...current, choice.value]; }
        show();
      },
      onClose: () => { if ([...chosen].join() !== before) report(); },
    });
  });
  show();
  return node;
}

const chip = (label, remove) => h("span", { class: "chip" }, h("span", {}, label), h("button", { type: "button", "aria-label": t("remove", { name: label }), on: { click: remove } }, "×"));

const picking = (about) => ({
  label: about.label, ask: about.source.ask, least: about.source.ask ? about.element.min_query_length ?? 3 : 0,
  load: (text) => about.source.load(about, text),
});

function labelOf(value, { session }) {
  if (typeof value === "object") return plain(value.text);
  const channel = session.channel(value);
  return channel ? (channel.kind === "im" ? session.titleOf(channel) : `#${channel.name}`) : session.nameOf(value);
}

const fromOptions = ({ options: flat, option_groups: groups }) => (groups
  ? groups.flatMap((group) => (group.options ?? []).map((option) => options.choice(option, plain(group.label))))
  : (flat ?? []).map((option) => options.choice(option)));

async function fromApp({ element, block, surface, session }, text) {
  return fromOptions(await api.options({ as: session.as, container: surface.container, action_id: element.action_id, block_id: block.block_id, value: text }));
}

const personChoice = (person) => ({ key: person.id, label: nameOf(person), hint: person.title, face: avatar(person, "avatar-small"), value: person.id });

const channelChoice = (channel, session) => ({
  key: channel.id, label: session.titleOf(channel), value: channel.id,
  face: channel.kind === "im" ? avatar(session.person(session.app.bot_user), "avatar-small") : channelSign(channel),
});

function conversations({ element, session }) {
  const wanted = element.filter?.include ?? ["im", "public", "private"];
  const kindOf = { im: "im", channel: "public", private: "private" };
  const mine = session.mine.filter((channel) => channel !== session.appChannel || !element.filter?.exclude_bot_users);
  return mine.filter((channel) => wanted.includes(kindOf[channel.kind])).map((channel) => channelChoice(channel, session));
}

function firstConversation(element, surface) {
  if (element.initial_conversation) return element.initial_conversation;
  const here = surface.container.channel ?? surface.session.place;
  return element.default_to_current_conversation && here !== "home" ? here : null;
}
