package scoped

import (
	"slices"

	"roundsman/sales"
	"roundsman/storage"
)

// deedSources are what a person's day is put together from; a further kind of
// record is one more line.
func (r *Reader) deedSources() []func(sales.PersonID, sales.Calendar, sales.Date) ([]sales.Deed, error) {
	return []func(sales.PersonID, sales.Calendar, sales.Date) ([]sales.Deed, error){r.visitsOn, r.settledOn, r.dealingsOn, r.notesOn}
}

// mostDeeds bounds how much of each kind is listed of one day.
const mostDeeds = 50

// DeedsOn is what somebody did on a day of theirs, as far as the viewer sees it,
// each kind in the order in which it was written down.
func (r *Reader) DeedsOn(who sales.PersonID, c sales.Calendar, day sales.Date) (all []sales.Deed, err error) {
	for _, source := range r.deedSources() {
		some, err := source(who, c, day)
		if err != nil {
			return nil, err
		}
		slices.Reverse(some) // the books list what is latest first
		all = append(all, some...)
	}
	return all, nil
}

func (r *Reader) visitsOn(who sales.PersonID, _ sales.Calendar, day sales.Date) ([]sales.Deed, error) {
	visits, _, err := r.VisitsBy(who, storage.Period{From: day, To: day}, storage.Page{Limit: mostDeeds})
	var deeds []sales.Deed
	for _, v := range visits {
		what := v.Said
		if what == "" {
			what = v.Outcome
		}
		deeds = append(deeds, sales.Deed{
			Kind: sales.KindVisit, ID: string(v.ID), Version: v.Version, Account: r.called(v.Account), What: what, Mode: v.Mode,
		})
	}
	return deeds, err
}

func (r *Reader) settledOn(who sales.PersonID, c sales.Calendar, day sales.Date) ([]sales.Deed, error) {
	followUps, err := r.SettledOn(who, day, c.Zone())
	var deeds []sales.Deed
	for _, f := range followUps {
		deeds = append(deeds, sales.Deed{
			Kind: sales.KindFollowUp, ID: string(f.ID), Version: f.Version, Account: r.called(f.Account), What: f.What, Status: f.Status,
		})
	}
	return deeds, err
}

func (r *Reader) notesOn(who sales.PersonID, _ sales.Calendar, day sales.Date) ([]sales.Deed, error) {
	notes, _, err := r.NotesBy(who, storage.Period{From: day, To: day}, storage.Page{Limit: mostDeeds})
	var deeds []sales.Deed
	for _, n := range notes {
		deeds = append(deeds, sales.Deed{Kind: sales.KindNote, ID: string(n.ID), Version: n.Version, Account: r.called(n.Account), What: n.Text})
	}
	return deeds, err
}

func (r *Reader) called(id sales.AccountID) string {
	a, err := r.AccountName(id)
	if err != nil {
		return ""
	}
	return a.Name
}

func (r *Reader) dealingsOn(who sales.PersonID, _ sales.Calendar, day sales.Date) ([]sales.Deed, error) {
	dealings, _, err := r.DealingsBy(who, storage.Period{From: day, To: day}, storage.Page{Limit: mostDeeds})
	var deeds []sales.Deed
	for _, d := range dealings {
		deeds = append(deeds, sales.Deed{
			Kind: sales.KindDealing, ID: string(d.ID), Version: d.Version, Account: r.called(d.Account), What: d.Line, Dealing: d.Kind, Amount: d.Amount,
		})
	}
	return deeds, err
}
