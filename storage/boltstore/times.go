package boltstore

import (
	"reflect"
	"time"
)

// Instants are kept in UTC to the microsecond, in every record: whatever fields
// a type has or gets, the places of its instants are found out once.

var timeType = reflect.TypeFor[time.Time]()

// instantsOf are the places of a type's instants.
func instantsOf[T any]() [][]int { return instants(reflect.TypeFor[T]()) }

// instants are the index paths of a struct's time.Time fields, nested structs included.
func instants(t reflect.Type) (paths [][]int) {
	if t.Kind() != reflect.Struct || t == timeType {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		if f.Type == timeType {
			paths = append(paths, []int{i})
		}
		for _, below := range instants(f.Type) {
			paths = append(paths, append([]int{i}, below...))
		}
	}
	return paths
}

// inMicros rounds the instants at the paths of a record.
func inMicros(record any, paths [][]int) {
	v := reflect.ValueOf(record).Elem()
	for _, path := range paths {
		at := v.FieldByIndex(path).Addr().Interface().(*time.Time)
		*at = micros(*at)
	}
}
