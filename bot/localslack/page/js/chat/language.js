// The language switch: it changes the page, and the acting person's language in the workspace.
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** languageSwitch makes the pair of buttons; `speak(language)` does the change. */
export function languageSwitch(session, speak, prefix = "") {
  const one = (language, words, name) => h("button", {
    type: "button", lang: language, "aria-pressed": String(session.language === language), "aria-label": name, testid: `${prefix}language-${language === "en" ? "en" : "zh"}`,
    on: { click: () => speak(language) },
  }, words);
  return h("div", { class: "language", role: "group", "aria-label": t("language") }, one("en", "EN", "English"), one("zh-Hans", "中文", "简体中文"));
}
