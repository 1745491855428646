package holidays

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// data/days.txt holds countries and states, from the Python library "holidays"
// (MIT), data/china.txt China's with its make-up working days, from the npm
// package chinese-days (MIT). Licences, and how they are written, are beside
// them.
var (
	//go:embed data/days.txt
	daysTable string
	//go:embed data/china.txt
	chinaTable string
)

// Known is what comes with the program.
func Known() *Book { return known() }

var known = sync.OnceValue(func() *Book {
	b := &Book{places: map[string]years{}}
	for line := range strings.Lines(daysTable + chinaTable) {
		if err := b.read(strings.Fields(line)); err != nil {
			panic(fmt.Sprintf("holidays: %q: %v", line, err)) // a test reads the tables too
		}
	}
	return b
})

// read takes one line: a place, a year, and its days.
func (b *Book) read(fields []string) error {
	n, err := strconv.Atoi(fields[1])
	if err != nil {
		return err
	}
	y := year{marks: make(map[monthDay]mark, len(fields))}
	for _, f := range fields[2:] {
		if err := y.read(f); err != nil {
			return err
		}
	}
	if b.places[fields[0]] == nil {
		b.places[fields[0]] = years{}
	}
	b.places[fields[0]][n] = y
	return nil
}

// read takes a day: 0106 off, -0106 not off here, w0110 worked, ?3 three days
// are not announced yet.
func (y *year) read(field string) (err error) {
	kind := off
	switch field[0] {
	case '?':
		y.missing, err = strconv.Atoi(field[1:])
		return err
	case '-':
		kind, field = notOff, field[1:]
	case 'w':
		kind, field = worked, field[1:]
	}
	n, err := strconv.Atoi(field)
	y.marks[monthDay{n / 100, n % 100}] = kind
	return err
}
