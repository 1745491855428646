package storetest

import (
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
)

func people(w *world) {
	ann := sales.Person{
		ID: "T/ANN", Name: "Ann", Role: sales.RoleRep, Team: "north", Zone: "Europe/Berlin",
		Week: sales.DefaultWeek(), Leave: []sales.Leave{{From: day(1), To: day(3), Cover: "T/BO"}}, Version: 41,
	}
	fill(&ann.Welcomed)
	bo := sales.Person{ID: "T/BO", Name: "Bo", Role: sales.RoleRep, Team: "south"}
	mia := sales.Person{ID: "T/MIA", Name: "Mia", Role: sales.RoleManager, Manages: []sales.TeamID{"north", "south"}}
	fin := sales.Person{ID: "T/FIN", Name: "Fin", Role: sales.RoleFinance, Team: "north"}
	w.missing("nobody", func(tx storage.Tx) error { _, err := tx.Person("T/ANN"); return err })
	w.do(func(tx storage.Tx) error {
		for _, p := range []sales.Person{mia, fin, bo, ann} {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	w.see(func(tx storage.Tx) error {
		p, err := tx.Person("T/ANN")
		w.equal("person", p, kept(ann))
		return err
	})
	w.equal("everybody", w.everybody(), []sales.PersonID{"T/ANN", "T/BO", "T/FIN", "T/MIA"})
	w.equal("north", w.peopleIn("north"), []sales.PersonID{"T/ANN", "T/MIA"})
	w.equal("south", w.peopleIn("south"), []sales.PersonID{"T/BO", "T/MIA"})
	w.equal("managers of north", w.managersOf("north"), []sales.PersonID{"T/MIA"})

	bo.Team, mia.Manages = "north", []sales.TeamID{"south"}
	w.do(func(tx storage.Tx) error { return firstError(tx.PutPerson(bo), tx.PutPerson(mia)) })
	w.equal("north later", w.peopleIn("north"), []sales.PersonID{"T/ANN", "T/BO"})
	w.equal("south later", w.peopleIn("south"), []sales.PersonID{"T/MIA"})
	w.equal("managers of north later", w.managersOf("north"), []sales.PersonID(nil))
	w.equal("managers of south", w.managersOf("south"), []sales.PersonID{"T/MIA"})
	zed, gone := mia, mia
	zed.ID, gone.ID, gone.Left, mia.Role = "T/ZED", "T/GONE", true, sales.RoleFinance
	w.do(func(tx storage.Tx) error { return firstError(tx.PutPerson(zed), tx.PutPerson(gone), tx.PutPerson(mia)) })
	w.equal("managers of south who are so still", w.managersOf("south"), []sales.PersonID{"T/ZED"})
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func personID(p sales.Person) sales.PersonID { return p.ID }

func (w *world) everybody() []sales.PersonID {
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Person, string, error) {
		return tx.Everybody(p)
	}), personID)
}

func (w *world) peopleIn(team sales.TeamID) []sales.PersonID {
	return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Person, string, error) {
		return tx.PeopleIn(team, p)
	}), personID)
}

func (w *world) managersOf(team sales.TeamID) (managers []sales.PersonID) {
	w.see(func(tx storage.Tx) error {
		people, err := tx.ManagersOf(team)
		managers = ids(people, personID)
		return err
	})
	return managers
}

func peopleByName(w *world) {
	chen := sales.Person{ID: "T/CJ", Name: "陈洁"}
	w.do(func(tx storage.Tx) error { return tx.PutPerson(chen) })
	named := func(name string) (found []sales.PersonID) {
		w.see(func(tx storage.Tx) (err error) {
			found, err = tx.PeopleNamed(names.Keys(name)[0], 5)
			return err
		})
		return found
	}
	w.equal("by name", named("陈洁"), []sales.PersonID{"T/CJ"})
	chen.Name = "Chen Jie"
	w.do(func(tx storage.Tx) error { return tx.PutPerson(chen) })
	w.equal("by the new name", named("chen jie"), []sales.PersonID{"T/CJ"})
	w.equal("by the old name", named("陈洁"), []sales.PersonID(nil))
}
