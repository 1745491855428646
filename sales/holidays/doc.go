// Package holidays holds the public holidays of countries and states, and
// China's and others' make-up working days, as data: it computes nothing and
// guesses nothing. Years that are not announced are not in it, and it says so
// (Book.Coverage). The folder data tells where the days come from.
package holidays
