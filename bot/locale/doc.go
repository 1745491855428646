// Package locale puts cards into words: embedded catalogues, plurals, dates,
// times, money, lists, and the words by which people call commands.
//
// A language is a folder of catalogue/, in go-i18n's JSON: flat keys, each a
// sentence with {{.name}} places, or its plural forms. Places are all a
// sentence may have: there is no template logic. The folder is split by subject
// (visit.json, account.json, ...) only for the reader; a key occurs once in a
// language and in every language, with the same places. common.json holds what
// the printer itself needs (months, weekdays, lists, currencies) and the words
// of buttons in general use.
//
// To add a language, add its folder and say in the tests which plural forms it
// has; everything else is found.
package locale
