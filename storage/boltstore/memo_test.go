package boltstore

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/sales"
	"roundsman/storage"
)

// Whoever reads a record may do with it as they like: others read it unchanged.
func TestRecordsAreOnesOwn(t *testing.T) {
	s := openTest(t, testPath(t))
	due := sales.Due{Day: sales.Date{Year: 2026, Month: time.November, Day: 24}, Time: &sales.ClockTime{Hour: 9}}
	kept := sales.FollowUp{ID: "f", Due: due, Snoozed: &due, Sources: []sales.Source{{Channel: "D1", TS: "1.1"}}}
	if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutFollowUp(kept) }); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		err := s.View(t.Context(), func(tx storage.Tx) error {
			f, err := tx.FollowUp("f")
			if diff := cmp.Diff(kept, f); diff != "" {
				t.Error(diff)
			}
			f.Sources[0].TS, f.Snoozed.Time.Hour, f.Due.Time = "2.2", 17, nil
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A change counts at once, and one that is rolled back not at all.
func TestMemoFollowsTheFile(t *testing.T) {
	s := openTest(t, testPath(t))
	put := func(name string, fails error) func(storage.Tx) error {
		return func(tx storage.Tx) error {
			if err := tx.PutAccount(sales.Account{ID: "a", Name: name}); err != nil {
				return err
			}
			a, err := tx.Account("a")
			if a.Name != name {
				t.Errorf("read %q in the transaction that wrote %q", a.Name, name)
			}
			return errors.Join(err, fails)
		}
	}
	sorry := errors.New("sorry")
	for i := range 3 {
		name := fmt.Sprint("Acme ", i)
		if err := s.Update(t.Context(), put(name, nil)); err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), put("Bolt", sorry)); !errors.Is(err, sorry) {
			t.Fatal(err)
		}
		err := s.View(t.Context(), func(tx storage.Tx) error {
			a, err := tx.Account("a")
			if a.Name != name {
				t.Errorf("read %q, want %q", a.Name, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What is remembered has an end, and what is read often stays.
func TestMemoIsBounded(t *testing.T) {
	m := newMemo()
	often := recordKey{people, "often"}
	m.remember(often, []byte("often"), "often")
	data := make([]byte, memoSize/100)
	for i := range 1000 {
		m.remember(recordKey{people, fmt.Sprint(i)}, data, i)
		if _, ok := m.recall(often, []byte("often")); !ok {
			t.Fatalf("forgotten after %d others", i)
		}
	}
	if n := len(m.young) + len(m.old); n > 110 {
		t.Errorf("%d records of a hundredth are remembered", n)
	}
}

// Every kind of record that is remembered can be copied whole.
func TestRecordsCanBeCopied(t *testing.T) {
	for _, record := range []any{&sales.Person{}, &sales.Account{}, &sales.Contact{}, &sales.Visit{}, &sales.Note{}, &sales.FollowUp{}} {
		v := reflect.ValueOf(record).Elem()
		fill(v)
		c := copierOf(v.Type())
		if c == nil {
			continue
		}
		own := reflect.New(v.Type()).Elem()
		own.Set(v)
		c(own)
		if diff := cmp.Diff(v.Interface(), own.Interface()); diff != "" {
			t.Error(diff)
		}
		shared(t, v.Type().String(), v, own)
	}
}

// fill gives every slice and pointer below a value something to lead to.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type() != timeType {
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	default:
	}
}

// shared reports what two values lead to both.
func shared(t *testing.T, path string, a, b reflect.Value) {
	t.Helper()
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type() != timeType {
				shared(t, path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
			}
		}
	case reflect.Slice:
		if a.Pointer() == b.Pointer() {
			t.Errorf("%s is shared", path)
		}
		for i := range a.Len() {
			shared(t, path+"[]", a.Index(i), b.Index(i))
		}
	case reflect.Pointer:
		if a.Pointer() == b.Pointer() {
			t.Errorf("%s is shared", path)
		}
		shared(t, path, a.Elem(), b.Elem())
	default:
	}
}

// A record that was just written is remembered as it would be decoded: an empty
// list that is left out is none, and instants are rounded.
func TestAWrittenRecordIsAsItWillBeRead(t *testing.T) {
	s := openTest(t, testPath(t))
	at := time.Date(2026, 11, 24, 15, 0, 0, 123_456_789, time.FixedZone("", 3600))
	put := sales.Visit{ID: "v", Contacts: []sales.ContactID{}, Sources: []sales.Source{}, Rivals: []string{"Bolt"}, Written: at}
	err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutVisit(put) })
	if err != nil {
		t.Fatal(err)
	}
	read := func() (v sales.Visit) {
		err := s.View(t.Context(), func(tx storage.Tx) (err error) {
			v, err = tx.Visit("v")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	written := read()
	s.known.records = newMemo()
	if decoded := read(); !reflect.DeepEqual(written, decoded) {
		t.Errorf("written: %#v\ndecoded: %#v", written, decoded)
	}
}
