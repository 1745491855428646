package boltstore

import (
	"reflect"
	"strings"
)

// copier copies what a value shares with those it is assigned to: what its
// slices, maps and pointers lead to. The value is changed in place.
type copier func(reflect.Value)

// copierOf makes the copier of a type, nil if its values share nothing.
func copierOf(t reflect.Type) copier {
	switch t.Kind() {
	case reflect.Struct:
		return structCopier(t)
	case reflect.Slice:
		return sliceCopier(t)
	case reflect.Pointer:
		return pointerCopier(t)
	case reflect.Map, reflect.Interface, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Array:
		panic("records with a " + t.String() + " cannot be copied")
	default:
		return nil
	}
}

func structCopier(t reflect.Type) copier {
	if t == timeType { // instants are never changed in place
		return nil
	}
	var fields []int
	var each []copier
	for i := range t.NumField() {
		f := t.Field(i)
		c := copierOf(f.Type)
		if c == nil {
			continue
		}
		if f.Type.Kind() == reflect.Slice && strings.Contains(f.Tag.Get("json"), ",omitempty") {
			c = orNone(c)
		}
		fields, each = append(fields, i), append(each, c)
	}
	if len(fields) == 0 {
		return nil
	}
	return func(v reflect.Value) {
		for n, i := range fields {
			each[n](v.Field(i))
		}
	}
}

// orNone makes an empty slice none at all, as it is when it was left out and read
// again: a record is the same whether it was just written or decoded.
func orNone(c copier) copier {
	return func(v reflect.Value) {
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		c(v)
	}
}

func sliceCopier(t reflect.Type) copier {
	element := copierOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		own := reflect.MakeSlice(t, v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := 0; element != nil && i < own.Len(); i++ {
			element(own.Index(i))
		}
		v.Set(own)
	}
}

func pointerCopier(t reflect.Type) copier {
	element := copierOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		own := reflect.New(t.Elem())
		own.Elem().Set(v.Elem())
		if element != nil {
			element(own.Elem())
		}
		v.Set(own)
	}
}
