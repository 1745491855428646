// Package boltstore keeps a workspace in one file, with bbolt: the embedded
// default of package storage.
//
// # Writing
//
// One goroutine writes. It runs the closures of all who wait in one bbolt
// transaction and commits them with one sync; whoever comes during the sync is
// in the next group. A closure that fails after having written is taken out and
// the others run again, so closures must be re-runnable. See writer.
//
// # What is in the file
//
// A record is JSON under its id. Every question of the contract has an index
// whose keys are in the order of the answer, so that an answer reads what it
// returns and nothing else. In keys, s is a text that ends in 00 01, day a
// number of four bytes, time microseconds in eight, seq a number of eight; ^
// turns the order round: latest first; id is the record's, bare, and the value
// of such an index key is the id's length in two bytes.
//
//	bucket             key                                     value
//	meta               "format"                                decimal number
//	                   "folding"                               how names were folded, see refold
//	people             id                                      sales.Person
//	people.team        s team, id                              length of id
//	people.name        s name key, id                          length of id
//	accounts           id                                      sales.Account
//	accounts.owner     s owner, s name in small letters, id    length of id     not archived
//	accounts.team      s team, s name in small letters, id     length of id     not archived
//	accounts.name      s name key, id                          length of id     not archived
//	contacts           id                                      sales.Contact
//	contacts.account   s account, s name in small letters, id  length of id     not archived
//	contacts.name      s name key, s account, id               length of id     not archived
//	visits             id                                      sales.Visit
//	visits.to          s account, ^day, ^time written, id      length of id     not deleted
//	visits.by          s author, ^day, ^time written, id       length of id     not deleted
//	visits.with        s contact, ^day, ^time written, id      length of id     not deleted
//	notes              id                                      sales.Note
//	notes.on           s account, ^day, ^time written, id      length of id     not deleted
//	notes.by           s author, ^day, ^time written, id       length of id     not deleted
//	followups          id                                      sales.FollowUp
//	followups.owner    s owner, day, minute+1 (2 bytes), id    length of id     open, by effective day
//	followups.account  s account, "o", day, minute+1, id       length of id     open
//	                   s account, "s", ^time settled, id       length of id     settled
//	dealings           id                                      sales.Dealing
//	dealings.with      s account, ^day, ^time written, id      length of id     not deleted
//	dealings.by        s rep, ^day, ^time written, id          length of id     not deleted
//	targets            id                                      sales.Target
//	changes            s event, number (4 bytes)               sales.Change
//	changes.to         s kind, s id, ^time, ^number, change    length of change's key
//	links              s channel, s ts, seq                    event key
//	inbox              event key                               storage.InboxEntry; ended: see below
//	inbox.waiting      seq                                     event key
//	inbox.ended        time ended, event key                   -
//	outbox             message key                             storage.OutEntry and more, then its card on a line of its own, see outRecord
//	outbox.state       s state, seq, message key               length of message key
//	outbox.line        s conversation, seq                     operation and urgency, time held back, message key
//	outbox.head        conversation                            its head: what it waits for, key in ready or timed
//	outbox.ready       urgency (1 byte), seq                   message key
//	outbox.ready.*     the same of updates and Home tabs
//	outbox.timed       time, seq                               why, operation and urgency, s conversation, message key
//	outbox.sent        s channel, s ts, message key            length of message key
//	outbox.ended       time ended, message key                 -
//	due                item key                                time
//	due.at             time, item key                          storage.DueItem
//	memory             name                                    time until (zeros: for good), value
//	memory.until       time until, name                        -
//
// An inbox entry that has ended is no JSON any more but state ("d" or "x"),
// attempts (1 byte), seq, time ended, and the class of the last error: whoever
// wrote it has their words forgotten, and a repeat is still recognised.
//
// The outbox's conversations, and how a message comes to be claimed, are in
// outbox_line.go.
//
// # Formats
//
// meta/format says which layout the file has. A change of layout is a new step
// in migrations, and a new row above. Name keys come from package names: when
// that begins to fold names otherwise, Open indexes them anew.
package boltstore
