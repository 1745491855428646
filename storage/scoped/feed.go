package scoped

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// A calendar's secret address is kept as a hash only: below feedName whose it
// is, and in the person's memory which it is, so that it can be revoked.
const ownFeedName = "calendar_feed"

func feedName(hash string) string { return "feed/" + hash }

// feed is whose calendar a secret leads to.
type feed struct {
	Hash  string         `json:"hash"`
	Owner sales.PersonID `json:"owner"`
}

func feedHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// KeepFeed makes a secret lead to the viewer's calendar, and the one before no
// longer.
func (w *Writer) KeepFeed(token string) error {
	if _, err := w.RevokeFeed(); err != nil {
		return err
	}
	f := feed{Hash: feedHash(token), Owner: w.viewer.ID}
	raw, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("keep address of calendar: %w", err)
	}
	if err := w.tx.Keep(feedName(f.Hash), raw, time.Time{}); err != nil {
		return fmt.Errorf("keep address of calendar: %w", err)
	}
	return w.Keep(ownFeedName, []byte(f.Hash), time.Time{})
}

// RevokeFeed makes the viewer's secret lead nowhere; had is false if there was none.
func (w *Writer) RevokeFeed() (had bool, err error) {
	hash, err := w.Recall(ownFeedName)
	if isMissing(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("recall address of calendar: %w", err)
	}
	if err := w.tx.Forget(feedName(string(hash))); err != nil && !isMissing(err) {
		return false, fmt.Errorf("forget address of calendar: %w", err)
	}
	return true, w.Forget(ownFeedName)
}

// FeedOwner is the person to whose calendar a secret leads; storage.ErrNotFound
// if it leads nowhere. What is looked up is a hash, and what is found is compared
// in constant time, so that the time it takes tells nothing of other secrets.
func FeedOwner(tx storage.Tx, token string) (sales.Person, error) {
	hash := feedHash(token)
	raw, err := tx.Recall(feedName(hash))
	if errors.Is(err, storage.ErrNotFound) {
		return sales.Person{}, hidden("calendar")
	}
	if err != nil {
		return sales.Person{}, fmt.Errorf("look up calendar: %w", err)
	}
	var f feed
	if err := json.Unmarshal(raw, &f); err != nil {
		return sales.Person{}, fmt.Errorf("look up calendar: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(f.Hash), []byte(hash)) != 1 {
		return sales.Person{}, hidden("calendar")
	}
	p, err := tx.Person(f.Owner)
	if err != nil {
		return sales.Person{}, fmt.Errorf("look up person: %w", err)
	}
	return p, nil
}
