package boltstore

import (
	"encoding/json"
	"fmt"
	"strings"

	"roundsman/sales"
	"roundsman/storage"
)

var peopleBucket = newBucket(people, "person", func(p sales.Person) []entry {
	teams := p.Manages
	if p.Team != "" && p.Role != sales.RoleFinance {
		teams = append([]sales.TeamID{p.Team}, teams...)
	}
	entries := managesEntries(p)
	for _, team := range teams {
		entries = append(entries, at(peopleTeam, key(nil).text(string(team)), string(p.ID)))
	}
	return entries
}).remembered()

// managesEntries lists a person by the teams that they manage, or would as a manager.
func managesEntries(p sales.Person) (entries []entry) {
	for _, team := range p.Manages {
		entries = append(entries, at(peopleManages, key(nil).text(string(team)), string(p.ID)))
	}
	return entries
}

func (t *tx) Person(id sales.PersonID) (sales.Person, error) {
	return peopleBucket.get(t, string(id))
}

func (t *tx) PutPerson(p sales.Person) error {
	old, had, err := peopleBucket.put(t, string(p.ID), p)
	if err == nil {
		_, err = t.next(people)
	}
	if err != nil || had && old.Name == p.Name {
		return err
	}
	return t.renamed(peopleName, t.personNames(old, had), t.personNames(p, true))
}

func (t *tx) personNames(p sales.Person, there bool) []entry {
	if !there {
		return nil
	}
	// Colleagues go by one of their names: "with Ben".
	each := append([]string{p.Name}, strings.Fields(p.Name)...)
	return t.named(peopleName, each, nil, string(p.ID))
}

func (t *tx) PeopleIn(team sales.TeamID, p storage.Page) ([]sales.Person, string, error) {
	return peopleBucket.list(t, peopleTeam, under(key(nil).text(string(team))), p)
}

func (t *tx) ManagersOf(team sales.TeamID) (managers []sales.Person, err error) {
	var page storage.Page
	for {
		people, next, err := peopleBucket.list(t, peopleManages, under(key(nil).text(string(team))), page)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if p.IsManagerOf(team) {
				managers = append(managers, p)
			}
		}
		if next == "" {
			return managers, nil
		}
		page.After = next
	}
}

func (t *tx) Everybody(p storage.Page) (all []sales.Person, next string, err error) {
	var bad error
	next, err = t.page(people, span{}, p, func(k, v []byte) bool {
		var person sales.Person
		if err := json.Unmarshal(v, &person); err != nil {
			bad = fmt.Errorf("%w: person %q: %w", storage.ErrDamaged, k, err)
			return false
		}
		all = append(all, person)
		return true
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return nil, "", err
	}
	return all, next, nil
}

func (t *tx) PeopleNamed(nameKey string, limit int) (ids []sales.PersonID, err error) {
	found, err := t.findNamed(peopleName, nameKey, false, limit)
	for _, f := range found {
		ids = append(ids, sales.PersonID(f.id))
	}
	return ids, err
}
