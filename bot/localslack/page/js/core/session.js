// One person at the page: what they see, kept up to date from the stream of events. Nothing here draws.
import * as api from "./api.js";
import { Conversation } from "./conversation.js";
import { listen } from "./events.js";
import { languageOf, localeOf } from "./i18n.js";
import { recall, remember } from "./memory.js";
import { nameOf } from "./people.js";
import { compareTs, Reader } from "./time.js";

const patience = 2500;

// What of the state is worth drawing anew for; the time passes by itself.
const lasting = (state) => JSON.stringify({ ...state, now: undefined });

/**
 * Session announces what changes: "state", "place", "thread", "unread", "home", "link", "clock", "view" (with the event),
 * and "messages" (with the channel's id). All listeners end with the session.
 */
export class Session {
  #bus = new EventTarget();
  #over = new AbortController();
  #clock;
  #conversations = new Map();
  #reads;

  constructor(state, as) {
    this.as = as;
    this.home = undefined;
    this.place = undefined;
    this.thread = undefined;
    this.#reads = recall(this.#readKey(state), {});
    this.#take(state);
  }

  #readKey(state) { return `read.${state.team.id}.${this.as}`; }

  #take(state) {
    this.state = state;
    this.#setClock(state.now);
    this.reader = new Reader({ zone: this.me.tz || state.zone, locale: localeOf(this.language), now: () => this.now() });
  }

  #setClock(now) { this.#clock = { workspace: Date.parse(now), here: performance.now() }; }

  /** now is the workspace's time, which may have been advanced. */
  now() { return new Date(this.#clock.workspace + performance.now() - this.#clock.here); }

  get signal() { return this.#over.signal; }
  get me() { return this.person(this.as); }
  get app() { return this.state.app; }
  get language() { return languageOf(this.me.locale); }

  /** on listens for an announcement while the session lasts, or only until `signal` ends it. */
  on(type, listener, signal = this.signal) { this.#bus.addEventListener(type, (event) => listener(event.detail), { signal }); }

  /** once listens for one announcement, unless `signal` ends it before. */
  once(type, listener, signal) { this.#bus.addEventListener(type, (event) => listener(event.detail), { once: true, signal }); }

  emit(type, detail) { this.#bus.dispatchEvent(new CustomEvent(type, { detail })); }
  end() { this.#over.abort(); }

  // Who and where

  person(id) { return this.state.people.find((person) => person.id === id) ?? (id === this.app.bot_user ? { id, real_name: this.app.name, is_bot: true } : undefined); }
  channel(id) { return this.state.channels.find((channel) => channel.id === id); }
  nameOf(id) { return nameOf(this.person(id)); }

  /** appChannel is the acting person's direct message with the app. */
  get appChannel() { return this.state.channels.find((channel) => channel.kind === "im" && channel.user === this.as); }

  /** channels are the team channels that the acting person is in. */
  get channels() { return this.state.channels.filter((channel) => channel.kind !== "im" && channel.members?.includes(this.as)); }

  /** direct are the acting person's direct messages with other people. */
  get direct() { return this.state.channels.filter((channel) => channel.kind === "im" && channel.user !== this.as && channel.members?.includes(this.as) && !channel.members.includes(this.app.bot_user)); }

  /** mine are all conversations that the acting person sees. */
  get mine() { return [this.appChannel, ...this.channels, ...this.direct].filter(Boolean); }

  /** titleOf is a channel's name as the acting person sees it. */
  titleOf(channel) {
    if (channel.kind !== "im") return channel.name;
    if (channel.user === this.as) return this.app.name;
    return this.nameOf(channel.members?.find((id) => id !== this.as));
  }

  // Going places

  /** go shows a channel (by id) or the app's Home ("home"). */
  go(place) {
    if (this.place === place) return;
    this.place = place;
    this.thread = undefined;
    this.emit("place");
    if (place !== "home") this.conversation(place).refresh();
    if (place === "home" || place === this.appChannel?.id) this.#openApp(place === "home" ? "home" : "messages");
  }

  async #openApp(tab) {
    try {
      await api.homeOpen({ as: this.as, tab });
      if (tab === "home") this.#expectHome((await api.home(this.as)).view);
      if (!this.appChannel) await this.refreshState();
    } catch { this.emit("home"); }
  }

  // The app is told that its Home is open and may publish it only now; until then there is nothing to show.
  #expectHome(view) {
    if (view) this.#setHome(view);
    else setTimeout(() => { if (!this.home) this.#setHome(null); }, patience);
  }

  #setHome(view) {
    this.home = view ?? null;
    this.emit("home");
  }

  /** openThread shows the replies to a message; without one it closes the panel. */
  openThread(channel, ts) {
    this.thread = channel ? { channel, ts } : undefined;
    this.emit("thread");
  }

  /** conversation is what is known of a channel. */
  conversation(id) {
    if (!this.#conversations.has(id)) this.#conversations.set(id, new Conversation(this, id));
    return this.#conversations.get(id);
  }

  // Unread

  /** lastRead is the timestamp of the newest message that the acting person has seen in a channel. */
  lastRead(id) { return this.#reads[id] ?? "0"; }

  markRead(id) {
    const newest = this.conversation(id).newest;
    if (!newest || compareTs(newest, this.lastRead(id)) <= 0) return;
    this.#reads[id] = newest;
    remember(this.#readKey(this.state), this.#reads);
    this.emit("unread");
  }

  unread(id) { return this.conversation(id).since(this.lastRead(id)).filter((message) => message.user !== this.as).length; }

  // Keeping up

  /** start loads every conversation's latest page, for the unread marks, and begins to follow the stream. */
  start() {
    listen(this.as, { signal: this.signal, onEvent: (event) => this.#receive(event), onLink: (up, again) => this.#onLink(up, again) });
    for (const { id } of this.mine) this.conversation(id).refresh();
  }

  #onLink(up, again) {
    this.emit("link", { up, again });
    if (up && again) this.refreshAll();
  }

  /** refreshAll reads everything anew, after something may have been missed. */
  refreshAll() {
    for (const conversation of this.#conversations.values()) conversation.refresh();
    return this.refreshState();
  }

  async refreshState() {
    try {
      const before = lasting(this.state);
      this.#take(await api.state());
      if (lasting(this.state) !== before) this.emit("state");
    } catch { /* the stream's own reconnecting says what is wrong */ }
  }

  #receive(event) {
    if (event.channel) return this.conversation(event.channel).receive(event);
    if (event.type === "home") return this.#setHome(event.view);
    if (event.type === "state") return this.refreshAll();
    if (event.type === "clock") return this.moveClock(event.now);
    if (event.type.startsWith("view_")) this.emit("view", event);
    return undefined;
  }

  /** moveClock takes the workspace's new time. */
  moveClock(now) {
    const jump = Date.parse(now) - this.now();
    this.#setClock(now);
    this.emit("clock", { jump });
  }
}
