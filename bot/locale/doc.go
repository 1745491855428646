// Package locale puts cards into words: embedded catalogues (catalogue/en.json,
// catalogue/zh-Hans.json), plurals, dates, times, money, lists, and the words
// by which people call commands.
package locale
