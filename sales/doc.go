// Package sales holds the rules and values of key-account selling: accounts,
// visits, follow-ups, the calendar, money, and the decisions about them.
//
// Everything here is pure: values and a time go in, values come out. It knows
// no Slack, no store, no clock and no words; sentences are catalogue keys.
package sales
