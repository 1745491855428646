package sales

import (
	"cmp"
	"slices"
)

// TeamPeriod is a team's week or month: added up in one pass over its people and
// their records (Enter...), each of which is read once.
type TeamPeriod struct {
	Spans       Spans
	Now, Before Tally
	// Month is the calendar month of the span's end so far, for a week; Target is
	// that month's: the team's own, or the sum of its people's.
	Month       Tally
	Target      Target
	SumOfPeople bool
	People      []PersonPeriod
	// Due are the accounts that are due a visit in the month, by class.
	Due map[Class]Covered
	// Open are those of them that were not visited, most urgent first.
	Open []VisitStanding
	// New are the accounts that came in, latest first.
	New []Account
	// Broken counts promises that are open past their day.
	Broken int
}

// Spans are the days that a digest compares.
type Spans struct {
	From, To             Date // the week or month
	BeforeFrom, BeforeTo Date // the one before
	MonthFrom, MonthTo   Date // the calendar month in which it ends
}

// WeekSpans are those of the week of a day, as seen on another one: the month is
// that of the week's last day that is not to come.
func WeekSpans(day, today Date) Spans {
	from, to := WeekOf(day)
	month := to
	if today.Before(month) && !today.Before(from) {
		month = today
	}
	month = month.FirstOfMonth()
	return Spans{from, to, from.AddDays(-7), to.AddDays(-7), month, month.LastOfMonth()}
}

// MonthSpans are those of the month of a day.
func MonthSpans(day Date) Spans {
	from := day.FirstOfMonth()
	return Spans{from, from.LastOfMonth(), from.AddMonths(-1), from.AddDays(-1), from, from.LastOfMonth()}
}

// First and Last bound everything that is compared.
func (s Spans) First() Date {
	if s.MonthFrom.Before(s.BeforeFrom) {
		return s.MonthFrom
	}
	return s.BeforeFrom
}

// Last is the last day of all.
func (s Spans) Last() Date {
	if s.MonthTo.After(s.To) {
		return s.MonthTo
	}
	return s.To
}

func within(d, from, to Date) bool { return !d.Before(from) && !d.After(to) }

// PersonPeriod is one person's part of it.
type PersonPeriod struct {
	Person             Person
	Now, Before, Month Tally
	Target             Target
	Covered            Covered
}

// Covered is how many accounts were due a visit, and how many of them had one.
type Covered struct{ Due, Met int }

// Complete is the rate of it.
func (c Covered) Complete() Completion { return Complete(int64(c.Met), int64(c.Due)) }

// EnterOn counts what happened on a day in each span that holds it.
func (p *PersonPeriod) EnterOn(s Spans, day Date, count func(*Tally)) {
	if within(day, s.From, s.To) {
		count(&p.Now)
	}
	if within(day, s.BeforeFrom, s.BeforeTo) {
		count(&p.Before)
	}
	if within(day, s.MonthFrom, s.MonthTo) {
		count(&p.Month)
	}
}

// EnterStanding counts how an account stands in the month.
func (t *TeamPeriod) EnterStanding(p *PersonPeriod, s VisitStanding) {
	if s.State == VisitNotDue {
		return
	}
	if t.Due == nil {
		t.Due = map[Class]Covered{}
	}
	c := t.Due[s.Account.Class]
	c.Due, p.Covered.Due = c.Due+1, p.Covered.Due+1
	if s.State == VisitMet {
		c.Met, p.Covered.Met = c.Met+1, p.Covered.Met+1
	} else {
		t.Open = append(t.Open, s)
	}
	t.Due[s.Account.Class] = c
}

// EnterPerson adds what one person's part came to.
func (t *TeamPeriod) EnterPerson(p PersonPeriod) {
	t.Now.Add(p.Now)
	t.Before.Add(p.Before)
	t.Month.Add(p.Month)
	t.Target, t.SumOfPeople = t.Target.Plus(p.Target), true
	t.People = append(t.People, p)
}

// Finish puts everything into its order; own is the team's own target.
func (t *TeamPeriod) Finish(own Target) {
	if len(own.Goals) > 0 {
		t.Target, t.SumOfPeople = own, false
	}
	slices.SortStableFunc(t.People, func(a, b PersonPeriod) int { return cmp.Compare(a.Person.Name, b.Person.Name) })
	slices.SortStableFunc(t.Open, CompareStanding)
	slices.SortStableFunc(t.New, func(a, b Account) int { return b.Created.Compare(a.Created) })
}

// And is both teams' period as one.
func (t TeamPeriod) And(o TeamPeriod) TeamPeriod {
	t.Spans = o.Spans
	t.Now.Add(o.Now)
	t.Before.Add(o.Before)
	t.Month.Add(o.Month)
	t.SumOfPeople = t.SumOfPeople || o.SumOfPeople
	t.Target = t.Target.Plus(o.Target)
	t.People, t.Open, t.New = append(t.People, o.People...), append(t.Open, o.Open...), append(t.New, o.New...)
	t.Broken += o.Broken
	for class, c := range o.Due {
		if t.Due == nil {
			t.Due = map[Class]Covered{}
		}
		sum := t.Due[class]
		t.Due[class] = Covered{sum.Due + c.Due, sum.Met + c.Met}
	}
	t.Finish(Target{})
	return t
}

// Covered is all classes together.
func (t TeamPeriod) Covered() (all Covered) {
	for _, c := range t.Due {
		all.Due, all.Met = all.Due+c.Due, all.Met+c.Met
	}
	return all
}

// Ranked is one place of a leaderboard.
type Ranked struct {
	Place  int
	Person Person
	Line   Line
}

// MayRank tells whether a team has a leaderboard: it opted in, and nobody of it
// works where people are not set side by side (handbook section 12).
func (r Rules) MayRank(team TeamID, people []Person) bool {
	return slices.Contains(r.Digests.Leaderboards, team) && r.MayCompare(people)
}

// Rank orders reps by how far they reached their sales targets, or, where
// nobody has one, by their visits. Who is even shares the place.
func Rank(people []PersonPeriod, currency Currency) (ranked []Ranked) {
	measure, in := MeasureVisits, Currency("")
	for _, p := range people {
		if g, set := p.Target.Goal(MeasureSales, currency); set && g.N > 0 {
			measure, in = MeasureSales, currency
		}
	}
	for _, p := range people {
		if p.Person.Role != RoleRep {
			continue
		}
		g, set := p.Target.Goal(measure, in)
		g.Measure, g.Currency = measure, in
		l := Line{Goal: g, Set: set, Actual: p.Now.Of(measure, in), Before: p.Before.Of(measure, in)}
		l.Complete = Complete(l.Actual, g.N)
		ranked = append(ranked, Ranked{Person: p.Person, Line: l})
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(b.Line.Complete.Percent-a.Line.Complete.Percent, cmp.Compare(b.Line.Actual, a.Line.Actual))
	})
	for i := range ranked {
		ranked[i].Place = i + 1
		if i > 0 && ranked[i].Line.Complete == ranked[i-1].Line.Complete && ranked[i].Line.Actual == ranked[i-1].Line.Actual {
			ranked[i].Place = ranked[i-1].Place
		}
	}
	return ranked
}
