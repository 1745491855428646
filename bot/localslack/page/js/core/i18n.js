// Words in the language of the person one is being.
import { words } from "./words.js";

let current = "en";

/** languageOf maps a Slack locale ("en-US", "zh-CN") to a language of the table. */
export const languageOf = (locale) => (String(locale).toLowerCase().startsWith("zh") ? "zh-Hans" : "en");

/** localeOf is the Slack locale that stands for a language of the table. */
export const localeOf = (language) => (language === "zh-Hans" ? "zh-CN" : "en-US");

export const language = () => current;

/** useLanguage switches the words and tells the browser, which picks fonts and hyphenation by it. */
export function useLanguage(name) {
  current = name;
  document.documentElement.lang = name;
}

/** t gives the words for a key; {name} is replaced from args, and a plural entry is chosen by args.n. */
export function t(key, args = {}) {
  const entry = words[key]?.[current] ?? words[key]?.en ?? key;
  const text = typeof entry === "string" ? entry : entry[new Intl.PluralRules(current).select(args.n)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
}
