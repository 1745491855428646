// Package locale puts cards into words: embedded catalogues, plurals, dates,
// times, money, lists, and the words by which people call commands.
//
// A language is a folder of catalogue/, in go-i18n's JSON: flat keys, each a
// sentence with {{.name}} places, or its plural forms. The folder is split by
// subject (visit.json, account.json, ...) only for the reader; a key occurs
// once in a language and in every language.
package locale
