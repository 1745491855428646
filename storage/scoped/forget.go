package scoped

import (
	"encoding/json"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

// ForgetWords takes what the audit trail has of a record's earlier wording out of
// it, for those who see the record: who changed what and when stays, and so
// does the text that the record still has. Of a tombstone nothing stays.
func (w *Writer) ForgetWords(kind sales.Kind, id string) error {
	now, err := w.wording(kind, id)
	if err != nil {
		return fmt.Errorf("forget words of %s: %w", kind, err)
	}
	page := storage.Page{}
	for {
		changes, next, err := w.Changes(kind, id, page)
		if err != nil {
			return fmt.Errorf("forget words of %s: %w", kind, err)
		}
		for _, c := range changes {
			if c, err = c.WithoutWords(now); err != nil {
				return err
			}
			if err := w.tx.ReplaceChange(c); err != nil {
				return fmt.Errorf("forget words of %s: %w", kind, err)
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

// wording is a record as it is, as the trail has records; empty for a tombstone.
func (w *Writer) wording(kind sales.Kind, id string) (json.RawMessage, error) {
	switch kind {
	case sales.KindVisit:
		v, err := w.Visit(sales.VisitID(id))
		return recordedUnless(v.Deleted, v, err)
	case sales.KindNote:
		n, err := w.Note(sales.NoteID(id))
		return recordedUnless(n.Deleted, n, err)
	case sales.KindFollowUp:
		f, err := w.FollowUp(sales.FollowUpID(id))
		return recordedUnless(f.Deleted, f, err)
	case sales.KindDealing:
		d, err := w.Dealing(sales.DealingID(id))
		return recordedUnless(d.Deleted, d, err)
	case sales.KindReport:
		r, err := w.Report(sales.ReportID(id))
		return recordedUnless(false, r, err)
	default:
		return nil, fmt.Errorf("%s has no words", kind)
	}
}

func recordedUnless(gone bool, record any, err error) (json.RawMessage, error) {
	if gone || err != nil {
		return nil, err
	}
	return recorded(record)
}
