package bot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"strings"

	"roundsman/storage"
)

// eventID names an event and everything that came of it in the log, and to a
// person who is told that something went wrong. Keys of outbox entries begin
// with the key of their event, so they have the same id.
func eventID(key string) string {
	event, _, _ := strings.Cut(key, ">")
	sum := sha256.Sum256([]byte(event))
	return hex.EncodeToString(sum[:4])
}

// EventID is the id of an event in the log, from its key or the key of a message
// that came of it.
func EventID(key string) string { return eventID(key) }

// MessageID names one message of ours to an administrator, from its key: the
// beginning of what is in its metadata.
func MessageID(key string) string { return postKey(key)[:12] }

func idOf(key string) slog.Attr { return slog.String("id", eventID(key)) }

// LogID is the id under which the log speaks of a message: that of the event it
// came of, if it came of one.
func LogID(e storage.OutEntry) string { return eventID(cmp.Or(e.Cause, e.Key)) }

func idOfMessage(e storage.OutEntry) slog.Attr { return slog.String("id", LogID(e)) }

// postKey is how a message of ours is known in Slack's history. Every member
// can read it there, so it tells nothing.
func postKey(entry string) string {
	sum := sha256.Sum256([]byte(entry))
	return hex.EncodeToString(sum[:12])
}
