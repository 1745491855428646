package boltstore

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales"
	"roundsman/storage"
)

// filled makes a closed store with something of everything in it.
func filled(t *testing.T, path string) {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx storage.Tx) error {
		for i := range 300 {
			id := fmt.Sprintf("%04d", i)
			err := errors.Join(
				tx.PutAccount(sales.Account{ID: sales.AccountID(id), Name: "Account " + id, Owner: "T/ANN", Team: "north"}),
				tx.PutContact(sales.Contact{ID: sales.ContactID(id), Account: "0001", Name: "Contact " + id}),
				tx.PutVisit(sales.Visit{ID: sales.VisitID(id), Account: "0001", Author: "T/ANN", Contacts: []sales.ContactID{"c", "c"}}),
				tx.PutFollowUp(sales.FollowUp{ID: sales.FollowUpID(id), Account: "0001", Owner: "T/ANN", Status: sales.FollowUpOpen}),
				tx.AddChange(sales.Change{Event: "m:" + id, Kind: sales.KindVisit, ID: id}),
				keepEvent("m:"+id)(tx),
				tx.Enqueue(storage.OutEntry{Key: id, Op: storage.OpPost, To: "T/ANN"}),
				tx.Schedule(storage.DueItem{Key: id}),
				tx.Keep(id, []byte(id), time.Now()),
			)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestFileMode(t *testing.T) {
	path := testPath(t)
	filled(t, path)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestLocked(t *testing.T) {
	path := testPath(t)
	openTest(t, path)
	for what, err := range map[string]error{
		"open":    second(Open(path, Options{LockWait: time.Millisecond})),
		"check":   Check(path),
		"restore": Restore(strings.NewReader(""), path),
	} {
		if !errors.Is(err, storage.ErrLocked) {
			t.Errorf("%s: %v; want ErrLocked", what, err)
		}
	}
}

func TestNotAStore(t *testing.T) {
	for name, make := range map[string]func(path string) error{
		"text":        func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("hello", 9999)), 0o600) },
		"a few bytes": func(path string) error { return os.WriteFile(path, []byte("hello"), 0o600) },
		"zeros":       func(path string) error { return os.WriteFile(path, make([]byte, 65536), 0o600) },
		"another program's file": func(path string) error {
			db, err := bolt.Open(path, 0o600, nil)
			if err != nil {
				return err
			}
			return errors.Join(db.Update(func(b *bolt.Tx) error { return second(b.CreateBucket([]byte("other"))) }), db.Close())
		},
	} {
		path := testPath(t)
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		before, _ := os.ReadFile(path)
		if err := second(Open(path, Options{})); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%s: %v; want ErrDamaged", name, err)
		}
		if err := Check(path); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("check %s: %v; want ErrDamaged", name, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if err := second(Open(t.TempDir(), Options{})); err == nil || errors.Is(err, storage.ErrDamaged) {
		t.Errorf("a folder: %v; want the system's own error", err)
	}
}

func TestNewerFile(t *testing.T) {
	path := testPath(t)
	filled(t, path)
	rewriteFormat(t, path, "99")
	for what, err := range map[string]error{"open": second(Open(path, Options{})), "check": Check(path)} {
		if !errors.Is(err, storage.ErrNewer) || !strings.Contains(err.Error(), "99") {
			t.Errorf("%s: %v; want ErrNewer that names format 99", what, err)
		}
	}
}

func rewriteFormat(t *testing.T, path, format string) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(b *bolt.Tx) error { return b.Bucket([]byte("meta")).Put(formatKey, []byte(format)) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestMigration(t *testing.T) {
	path := testPath(t)
	filled(t, path)
	present := presentFormat(migrations)
	var ran []string
	step := func(name string, err error) migration {
		return func(b *bolt.Tx) error {
			ran = append(ran, name)
			return errors.Join(b.Bucket([]byte("meta")).Put([]byte(name), []byte("done")), err)
		}
	}
	sorry := errors.New("sorry")
	next := step("one", nil)
	broken := append(append([]migration{}, migrations...), next, step("two", sorry))
	if err := second(open(path, Options{}, broken)); !errors.Is(err, sorry) {
		t.Fatalf("got %v; want the step's own error", err)
	}
	wholeMigrations := append(append([]migration{}, migrations...), next, step("two", nil))
	s, err := open(path, Options{}, wholeMigrations)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(ran, " "); got != "one two two" {
		t.Errorf("ran %s; a step that was done must not be done again", got)
	}
	if err := check(path, present+2); err != nil {
		t.Errorf("after migration: %v", err)
	}
	for _, from := range []int{present, present + 1} {
		if err := check(fmt.Sprintf("%s.format-%d", path, from), from); err != nil {
			t.Errorf("copy of format %d: %v", from, err)
		}
	}
	if err := second(Open(path, Options{})); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("the older program: %v; want ErrNewer", err)
	}
}

// A file of format 3 knows after its migration who manages what.
func TestManagersOfAnOlderFileAreFound(t *testing.T) {
	path := testPath(t)
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mia := sales.Person{ID: "T/MIA", Role: sales.RoleManager, Manages: []sales.TeamID{"east", "west"}}
	err = s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutPerson(mia) })
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(b *bolt.Tx) error { return errors.Join(b.DeleteBucket([]byte("people.manages")), setFormat(b, 3)) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(path, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, team := range mia.Manages {
		err := s.View(t.Context(), func(tx storage.Tx) error {
			managers, err := tx.ManagersOf(team)
			if len(managers) != 1 {
				t.Errorf("managers of %s: %v", team, managers)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// A file that was cut off says so, wherever it was cut.
func TestTruncated(t *testing.T) {
	whole := testPath(t)
	filled(t, whole)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	used := usedSize(t, whole)
	for _, size := range []int64{1, 4096, 8192, 20000, used / 2, used - 1} {
		path := filepath.Join(t.TempDir(), "cut.db")
		if err := os.WriteFile(path, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		for what, err := range map[string]error{
			"open":    second(Open(path, Options{})),
			"check":   Check(path),
			"restore": Restore(bytes.NewReader(data[:size]), path+".new"),
		} {
			if !errors.Is(err, storage.ErrDamaged) {
				t.Errorf("%s of %d bytes of %d: %v; want ErrDamaged", what, size, used, err)
			}
		}
	}
}

func usedSize(t *testing.T, path string) (n int64) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	_ = db.View(func(b *bolt.Tx) error { n = b.Size(); return nil })
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// damages is how many kinds of rubbish are tried.
var damages = flag.Int("damages", 60, "how many damaged files to try")

// Rubbish in any page is an error, never a crash, and Check finds whatever
// reading or writing would stumble over.
func TestDamagedPages(t *testing.T) {
	whole := testPath(t)
	filled(t, whole)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	data = data[:usedSize(t, whole)]
	path := filepath.Join(t.TempDir(), "damaged.db")
	found := 0
	for seed := range uint64(*damages) {
		r := rand.New(rand.NewPCG(seed, 0))
		bad := bytes.Clone(data)
		page := 2 + r.IntN(len(bad)/4096-2)
		at := page*4096 + r.IntN(64) // in the page's head and first elements
		for i := range 1 + r.IntN(16) {
			bad[at+i] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		checked := Check(path)
		if checked != nil {
			found++
			if !errors.Is(checked, storage.ErrDamaged) {
				t.Errorf("seed %d: check: %v; want ErrDamaged", seed, checked)
			}
		}
		if err := ask(t, path, checked == nil); err != nil {
			if !errors.Is(err, storage.ErrDamaged) {
				t.Errorf("seed %d: %v; want ErrDamaged", seed, err)
			}
			if checked == nil {
				t.Errorf("seed %d: check found nothing, but reading said %v", seed, err)
			}
		}
	}
	if found == 0 {
		t.Error("no damage was found at all")
	}
}

// ask opens a store, asks this and that, and may write a little. (To write to a
// page whose length is rubbish can make bbolt count for minutes.)
func ask(t *testing.T, path string, write bool) error {
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	read := s.View(t.Context(), func(tx storage.Tx) error {
		_, _, err1 := tx.AccountsOf("T/ANN", storage.Page{})
		_, _, err2 := tx.VisitsTo("0001", storage.Period{}, storage.Page{})
		_, err3 := tx.ContactsOf("0001")
		_, _, err4 := tx.OpenFollowUps("T/ANN", sales.Date{}, storage.Page{})
		_, _, err5 := tx.Waiting(storage.Page{})
		_, err6 := tx.DueBy(time.Now(), 500)
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	if !write {
		return errors.Join(read, s.Close())
	}
	wrote := s.Update(t.Context(), func(tx storage.Tx) error {
		return errors.Join(tx.PutAccount(sales.Account{ID: "new"}), keepEvent("m:new")(tx), tx.Schedule(storage.DueItem{Key: "new"}))
	})
	return errors.Join(read, wrote, s.Close())
}
