// Start: read the workspace, choose who to be, draw. The address keeps person and place: #U123/C456 or #U123/home.
import * as api from "./core/api.js";
import { h } from "./core/dom.js";
import { language, languageOf, localeOf, t, useLanguage } from "./core/i18n.js";
import { recall, remember } from "./core/memory.js";
import { Session } from "./core/session.js";
import { watchKeyboard } from "./core/viewport.js";
import { shell } from "./chat/shell.js";
import { because, toast } from "./ui/toast.js";

const host = document.getElementById("app");
const pauseBeforeRetry = 2000;
let session;

async function start() {
  watchKeyboard();
  useLanguage(languageOf(navigator.language));
  host.replaceChildren(h("p", { class: "boot" }, t("loading")));
  const state = await reach();
  enter(state, addressed(state) ?? firstPerson(state), addressedPlace());
  addEventListener("hashchange", () => follow());
}

async function reach() {
  for (;;) {
    try {
      return await api.state();
    } catch {
      host.replaceChildren(h("p", { class: "boot" }, t("cannotReach")));
      await new Promise((resume) => { setTimeout(resume, pauseBeforeRetry); });
    }
  }
}

// enter draws the page anew as this person; a place that they cannot see becomes their conversation with the app.
function enter(state, as, place) {
  session?.end();
  session = new Session(state, as);
  useLanguage(session.language);
  remember("as", as);
  session.on("place", () => { history.replaceState(null, "", `#${session.as}/${session.place}`); });
  shell(session, host, { be, speak });
  session.go(seen(session, place));
  session.start();
}

const seen = (of, place) => (of.mine.some((channel) => channel.id === place) || place === "home" ? place : of.appChannel?.id ?? "home");

async function be(as) {
  const state = await api.state().catch(() => session.state);
  enter(state, as, session.place);
}

async function speak(wanted) {
  if (wanted === language()) return;
  const { as } = session;
  try {
    await api.person({ as, locale: localeOf(wanted) });
    const state = await api.state();
    // Meanwhile one may have gone elsewhere, or become someone else.
    if (session.as === as) enter(state, as, session.place);
  } catch (error) { toast(t("actionFailed", { why: because(error, session.app.name) }), "warn"); }
}

function follow() {
  const as = addressed(session.state);
  const place = addressedPlace();
  if (as && as !== session.as) enter(session.state, as, place);
  else if (place && place !== session.place) session.go(seen(session, place));
}

const parts = () => decodeURIComponent(location.hash.slice(1)).split("/");
const addressed = (state) => state.people.find((person) => person.id === parts()[0])?.id;
const addressedPlace = () => parts()[1];

// Somebody of the reader's own language to begin with, if there is one.
function firstPerson(state) {
  const people = state.people.filter((person) => !person.is_bot);
  const last = people.find((person) => person.id === recall("as"));
  const alike = people.find((person) => !person.is_guest && !person.is_stranger && languageOf(person.locale) === languageOf(navigator.language));
  return (last ?? alike ?? people[0]).id;
}

start();
