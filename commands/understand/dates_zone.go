package understand

import (
	"time"

	"roundsman/sales"
)

// zonePiece takes the zone of a time: "Berlin time", 北京时间, CET, and what says
// that it is meant in the author's own or in somebody else's.
func (r *dateReader) zonePiece(p *piecewise, j int) bool {
	switch {
	case r.has(j, cMyTime) && p.pieces > 0 || r.has(j, cMyTime) && r.at(j).text[0] >= 0x80:
		p.end = j + 1
		return true
	case r.has(j, cTheirTime) && p.pieces > 0 || r.has(j, cTheirTime) && r.at(j).text[0] >= 0x80:
		p.abroad, p.end = p.zone == "", j+1
		return true
	}
	zone, end := r.zone(j, p.hour.found())
	if end == 0 || p.zone != "" {
		return false
	}
	p.zone, p.end, p.abroad = zone, end, zone == unknownZone
	if zone == unknownZone {
		p.zone = ""
	}
	return true
}

// unknownZone is an abbreviation of several zones: CST is that of Chicago and of China.
const unknownZone = "?"

// zone: "Berlin time", 北京时间, CET right after a time, "8am Shanghai" at its end.
func (r *dateReader) zone(j int, timed bool) (string, int) {
	s, ok := r.is(j, cZone)
	if !ok {
		if timed && (r.text(j, "cst") || r.text(j, "c s t")) {
			return unknownZone, j + 1
		}
		return "", 0
	}
	if r.has(j+1, cZoneTail) {
		return s.name, r.pastBracket(j, j+2)
	}
	if !timed {
		return "", 0
	}
	for _, s := range r.at(j).senses {
		if s.class == cZone && s.m == 1 {
			return s.name, r.pastBracket(j, j+1)
		}
	}
	if city := cities[r.at(j).text]; city && (j+1 >= len(r.lx) || r.has(j+1, cNamed) || r.has(j+1, cWeekday) || r.text(j-1, "(")) {
		return s.name, r.pastBracket(j, j+1)
	}
	return "", 0
}

// cities alone tell the zone of a time right before them; languages and peoples
// do not: "10am German lesson".
var cities = phrasesOf("berlin|munich|frankfurt|hamburg|london|paris|new york|nyc|boston|chicago|dallas|denver|los angeles|san francisco|seattle|beijing|shanghai|shenzhen|hong kong|taipei|tokyo|seoul|singapore|mumbai|delhi|dubai|sydney|zurich|vienna|madrid|rome|milan|amsterdam|warsaw|istanbul|sao paulo")

func (r *dateReader) pastBracket(from, end int) int {
	if (r.text(from-1, "(") || r.text(from-1, "（")) && (r.text(end, ")") || r.text(end, "）")) {
		return end + 1
	}
	return end
}

// dayOfTimeIn is the day of a time said alone in another zone: the next such
// instant, in reports the last one; the day is that of the zone.
func (r *dateReader) dayOfTimeIn(c sales.ClockTime, zone string) sales.Date {
	there, err := time.LoadLocation(zone)
	if err != nil {
		return r.today
	}
	day := sales.DateIn(r.now, there)
	switch at := day.At(c, there); {
	case r.past && at.After(r.now):
		return day.AddDays(-1)
	case !r.past && !at.After(r.now):
		return day.AddDays(1)
	}
	return day
}
