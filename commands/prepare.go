package commands

import (
	"reflect"
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// Prepared is a text that was read before its transaction, by a worker of its
// own, so that those who wait for the one writer of the books wait less: reading
// is a quarter of what an event costs. What was read then counts only if it
// would be read the same now: the same text by the same habits, and every
// question to the books answered as it was. Else the text is read anew.
type Prepared struct {
	text    string
	context understand.Context // without what cannot be compared
	book    *bookState         // nil if it is not known
	inquiry inquiry
	reading *understand.Reading // nil once it was taken: what is done with it changes it
}

// bookState is what the answers of a book follow from. While it is the same, they
// need not be compared, which took a tenth of the writer's time.
type bookState struct {
	edition storage.Edition
	own     string // names of the person's own
}

func (l *Look) bookState() *bookState {
	edition, err := l.Books.Edition()
	if err != nil {
		return nil
	}
	own, err := l.Books.Recall(ownNamesName)
	if err != nil && !missing(err) {
		return nil
	}
	return &bookState{edition, string(own)}
}

func (s *bookState) same(o *bookState) bool { return s != nil && o != nil && *s == *o }

// prepareText reads what is likely to be read in the transaction.
func prepareText(l *Look) *Prepared {
	text := strings.TrimSpace(l.Rest)
	last, err := l.lastTelling(messageTime(l.Event))
	if text == "" || err != nil || last.Asking {
		return nil
	}
	c := l.understanding()
	if c.Last, err = l.accountLately(last); err != nil {
		return nil
	}
	noted := &notedBook{Book: c.Book, inquiry: inquiry{names: make([]nameAnswer, 0, questions)}}
	c.Book = noted
	reading := understand.Parse(text, c)
	return &Prepared{text, bookless(c), l.bookState(), noted.inquiry, &reading}
}

// parse reads a text, unless that was done already.
func (t *Turn) parse(text string, c understand.Context) understand.Reading {
	if p := t.Prepared; p != nil && p.reading != nil && p.holds(text, c, t.bookState()) {
		reading := *p.reading
		p.reading = nil
		return reading
	}
	return understand.Parse(text, c)
}

func (p *Prepared) holds(text string, c understand.Context, now *bookState) bool {
	return p.text == text && reflect.DeepEqual(p.context, bookless(c)) &&
		(p.book.same(now) || p.inquiry.same(c.Book))
}

// bookless is a context without its functions: the books are compared by what
// they answer, and command words are the same for everybody.
func bookless(c understand.Context) understand.Context {
	c.Book, c.Commands = nil, nil
	return c
}

// answer is what a book answered to a question.
type answer struct {
	ask func(understand.Book) any
	was any
}

func (a answer) same(b understand.Book) bool { return reflect.DeepEqual(a.ask(b), a.was) }

// nameAnswer is what it answered to a question for a name. There are some eighty in
// a message, so that they are kept as they are: a closure and a box for each were a
// tenth of all objects that an event allocated.
type nameAnswer struct {
	key     string
	was     []understand.Hit
	limit   int32
	prefix  bool
	contact bool // of a contact, not of an account
}

func (a nameAnswer) ask(b understand.Book) []understand.Hit {
	if a.contact {
		return b.Contacts(a.key, a.prefix, int(a.limit))
	}
	return b.Accounts(a.key, a.prefix, int(a.limit))
}

func (a nameAnswer) same(b understand.Book) bool { return slices.Equal(a.ask(b), a.was) }

// questions are as many as most messages ask.
const questions = 96

// inquiry is all that a book was asked.
type inquiry struct {
	names   []nameAnswer
	answers []answer
}

// same reports that a book would answer the same.
func (q inquiry) same(b understand.Book) bool {
	return !slices.ContainsFunc(q.names, func(a nameAnswer) bool { return !a.same(b) }) &&
		!slices.ContainsFunc(q.answers, func(a answer) bool { return !a.same(b) })
}

// notedBook notes what it is asked, and answers.
type notedBook struct {
	understand.Book
	inquiry
}

func (n *notedBook) named(a nameAnswer) []understand.Hit {
	found := a.ask(n.Book)
	a.was = slices.Clone(found)
	n.names = append(n.names, a)
	return found
}

// noted has a question answered, and keeps a copy of the answer.
func noted[T any](n *notedBook, ask func(understand.Book) []T) []T {
	found := ask(n.Book)
	n.answers = append(n.answers, answer{func(b understand.Book) any { return ask(b) }, slices.Clone(found)})
	return found
}

// Accounts implements understand.Book.
func (n *notedBook) Accounts(key string, prefix bool, limit int) []understand.Hit {
	return n.named(nameAnswer{key: key, prefix: prefix, limit: int32(limit)}) //nolint:gosec // a handful
}

// Contacts implements understand.Book.
func (n *notedBook) Contacts(key string, prefix bool, limit int) []understand.Hit {
	return n.named(nameAnswer{contact: true, key: key, prefix: prefix, limit: int32(limit)}) //nolint:gosec // a handful
}

// ContactsOf implements understand.Book.
func (n *notedBook) ContactsOf(id sales.AccountID) []understand.Person {
	return noted(n, func(b understand.Book) []understand.Person { return b.ContactsOf(id) })
}

// Colleagues implements understand.Book.
func (n *notedBook) Colleagues(key string, limit int) []understand.Hit {
	return noted(n, func(b understand.Book) []understand.Hit { return b.Colleagues(key, limit) })
}

// AccountName implements understand.AccountNamer.
func (n *notedBook) AccountName(id sales.AccountID) string {
	return noted(n, func(b understand.Book) []string {
		named, ok := b.(understand.AccountNamer)
		if !ok {
			return []string{""}
		}
		return []string{named.AccountName(id)}
	})[0]
}
