// Names and faces: how a person, the app or a channel is called and shown.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const fallbackColours = ["#3c7a89", "#8f5d8a", "#a8632f", "#4d7c4a", "#5b6ab0", "#b04f5f"];
const ideographs = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}·]+$/u;

/** nameOf is what a person is called in messages and lists. */
export const nameOf = (person) => person?.real_name || person?.name || t("unknownPerson");

/** initials are two letters of a Latin name, the last two characters of a Chinese one. */
export function initials(name) {
  if (ideographs.test(name)) return [...name].slice(-2).join("");
  const parts = name.split(/[\s.\-_]+/).filter(Boolean);
  return parts.slice(0, 2).map((part) => [...part][0]).join("").toLocaleUpperCase();
}

function colourOf(person) {
  const given = String(person?.color ?? "").replace(/^#?/, "#");
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(given)) return given;
  const sum = [...String(person?.id ?? "")].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return fallbackColours[sum % fallbackColours.length];
}

/** avatar is a person's face: their colour and initials, or the app's sign. */
export function avatar(person, size = "") {
  const bot = Boolean(person?.is_bot);
  const face = h("span", { class: `avatar ${size} ${bot ? "avatar-app" : ""}`, "aria-hidden": "true" }, bot ? icon("route") : initials(nameOf(person)));
  if (!bot) face.style.setProperty("--face", colourOf(person));
  return face;
}

/** channelSign is the mark before a channel's name. */
export const channelSign = (channel) => icon(channel.kind === "private" ? "lock" : "hash");
