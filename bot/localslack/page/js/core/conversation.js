// The messages of one channel as one person knows them, ordered by timestamp; replies are kept by their thread.
import * as api from "./api.js";
import { compareTs } from "./time.js";

const pageSize = 50;

const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";

/** Conversation tells the session "messages" whenever what it holds has changed. */
export class Conversation {
  #session;
  #messages = new Map();
  #threads = new Map();
  #busy;

  constructor(session, id) {
    this.#session = session;
    this.id = id;
    this.loaded = false;
    this.hasMore = false;
  }

  /** list is the channel's messages, oldest first, without replies. */
  get list() { return [...this.#messages.values()].sort((a, b) => compareTs(a.ts, b.ts)); }

  get newest() { return this.list.at(-1)?.ts; }

  since(ts) { return this.list.filter((message) => compareTs(message.ts, ts) > 0); }

  message(ts) { return this.#messages.get(ts) ?? [...this.#threads.values()].map((replies) => replies.get(ts)).find(Boolean); }

  /** replies are a thread's messages after its first, oldest first. */
  replies(ts) { return [...(this.#threads.get(ts)?.values() ?? [])].sort((a, b) => compareTs(a.ts, b.ts)); }

  #tell() { this.#session.emit("messages", this.id); }

  #query(more) { return { as: this.#session.as, channel: this.id, limit: pageSize, ...more }; }

  /** refresh reads the newest page, dropping what has been deleted meanwhile. */
  refresh() {
    this.#busy ??= this.#load({}).finally(() => { this.#busy = undefined; });
    return this.#busy;
  }

  /** older reads the page before the oldest message that is known. */
  older() {
    if (!this.hasMore) return Promise.resolve();
    this.#busy ??= this.#load({ before: this.list[0]?.ts }).finally(() => { this.#busy = undefined; });
    return this.#busy;
  }

  async #load(more) {
    try {
      const page = await api.messages(this.#query(more));
      if (!more.before) this.#forgetFrom(page.messages[0]?.ts ?? "0");
      for (const message of page.messages) if (!isReply(message)) this.#messages.set(message.ts, message);
      this.hasMore = page.has_more;
    } catch { /* asked again when the stream is back */ }
    this.loaded = true;
    this.#tell();
    this.#session.emit("unread");
  }

  #forgetFrom(ts) {
    for (const known of this.#messages.keys()) if (compareTs(known, ts) >= 0) this.#messages.delete(known);
  }

  /** refreshThread reads a thread whole, and its first message with the count of replies. */
  async refreshThread(ts) {
    try {
      const page = await api.messages(this.#query({ thread: ts, limit: 200 }));
      this.#threads.set(ts, new Map(page.messages.filter((message) => message.ts !== ts).map((message) => [message.ts, message])));
      const first = page.messages.find((message) => message.ts === ts);
      if (first) this.#messages.set(ts, first);
    } catch { /* asked again when the stream is back */ }
    this.#tell();
  }

  /** receive takes one event of this channel. */
  receive(event) {
    if (event.type === "message_deleted") this.#forget(event.ts ?? event.message?.ts);
    else if (event.message) this.#keep(event.message, event.type);
    this.#tell();
    this.#session.emit("unread");
  }

  #keep(given, type) {
    const message = type === "ephemeral" ? { ...given, ephemeral: true } : given;
    if (!isReply(message)) return this.#messages.set(message.ts, message);
    const thread = this.#threads.get(message.thread_ts) ?? new Map();
    this.#threads.set(message.thread_ts, thread.set(message.ts, message));
    if (type === "message") this.refreshThread(message.thread_ts);
  }

  #forget(ts) {
    this.#messages.delete(ts);
    for (const [first, replies] of this.#threads) if (replies.delete(ts)) this.refreshThread(first);
  }
}
