package boltstore

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"roundsman/storage"
)

// Messages of one conversation stand in a line, by order of arrival. Only the
// head of a line can be claimed, so claiming looks at nothing that must wait:
//
//	head may go          in outbox.ready (an update in outbox.ready.update, a Home tab
//	                     in outbox.ready.publish), by priority and order
//	head waits for time  in outbox.timed (its retry), the line waits with it
//	head is leased       in outbox.timed (the end of the lease), the line waits
//
// outbox.head remembers where a line's head is kept. The head's priority is the
// most urgent of its line: an answer behind a digest hurries the digest on.
// A message that is not yet to be sent (NotBefore) is in outbox.timed and joins
// its line when its time has come, so that it holds nobody up until then.

// What an entry in outbox.timed waits for.
const (
	mayGo        byte = '.' // nothing: it is in outbox.ready
	mayUpdate    byte = 'u' // nothing: it is in outbox.ready.update
	mayPublish   byte = 'p' // nothing: it is in outbox.ready.publish
	untilJoining byte = 'j'
	untilRetry   byte = 'r'
	untilLapse   byte = 'l'
)

// readyQueue is where the heads that may go stand, for one operation.
type readyQueue struct {
	op  storage.OutOp
	why byte
	in  bucket
}

// readyQueues are indexed by what class says of an operation.
var readyQueues = [...]readyQueue{
	{storage.OpPost, mayGo, outReady}, {storage.OpUpdate, mayUpdate, outReadyUpdate}, {storage.OpPublish, mayPublish, outReadyPublish},
}

// class is an operation and its urgency in one byte. Files of earlier formats
// hold the urgency alone, which reads as a post: it is claimed as one.
type class byte

const urgencyBits = 6

func classOf(r outRecord) class {
	c := class(urgency(r.Priority))
	for n, q := range readyQueues {
		if q.op == r.Op {
			c |= class(n << urgencyBits)
		}
	}
	return c
}

func (c class) urgency() byte     { return byte(c) & (1<<urgencyBits - 1) }
func (c class) queue() readyQueue { return readyQueues[min(int(c>>urgencyBits), len(readyQueues)-1)] }

// hurried is the same operation, as urgent as what waits for it.
func (c class) hurried(by class) class {
	return c&^(1<<urgencyBits-1) | class(min(c.urgency(), by.urgency()))
}

// lineOf names the conversation that an entry goes to.
func lineOf(r outRecord) string {
	switch {
	case r.Op == storage.OpPublish:
		return "home " + string(r.To)
	case r.Channel != "":
		return "channel " + r.Channel
	default:
		return "person " + string(r.To)
	}
}

func placeKey(line string, seq uint64) key          { return key(nil).text(line).seq(seq) }
func timedKey(at time.Time, seq uint64) key         { return key(nil).moment(at).seq(seq) }
func urgency(p storage.Priority) byte               { return byte(min(max(p, 0), 1<<urgencyBits-1)) }
func seqAt(k []byte) uint64                         { return binary.BigEndian.Uint64(k[len(k)-8:]) }
func ready(c class, seq uint64) head                { return head{c.queue().why, key{c.urgency()}.seq(seq)} }
func timed(why byte, at time.Time, seq uint64) head { return head{why, timedKey(at, seq)} }

// place is the value of outbox.line: what and how urgent, not before when, which entry.
type place struct {
	class class
	hold  time.Time
	entry string
}

func (p place) value() []byte { return key{byte(p.class)}.moment(p.hold).bare(p.entry) }

func readPlace(v []byte) place {
	return place{class(v[0]), momentAt(v[1:]), string(v[9:])}
}

// head is where the head of a line is kept, the value of outbox.head.
type head struct {
	why byte // mayGo and the like, or what it waits for
	key key  // in a ready queue or outTimed
}

func (h head) value() []byte { return append([]byte{h.why}, h.key...) }

func (h head) in() bucket {
	for _, q := range readyQueues {
		if h.why == q.why {
			return q.in
		}
	}
	return outTimed
}

func (h head) leased() bool { return h.why == untilLapse }

func (t *tx) headOf(line string) (h head, found bool, err error) {
	v, err := t.get(outHead, []byte(line))
	if err != nil || v == nil {
		return h, false, err
	}
	return head{v[0], bytes.Clone(v[1:])}, true, nil
}

// waiter is a value of outbox.timed.
type waiter struct {
	why   byte
	class class
	line  string
	entry string
}

func (w waiter) value() []byte { return key{w.why, byte(w.class)}.text(w.line).bare(w.entry) }

func readWaiter(v []byte) (waiter, error) {
	line, entry, ok := untext(v[2:])
	if !ok {
		return waiter{}, fmt.Errorf("%w: message queue %x", storage.ErrDamaged, v)
	}
	return waiter{v[0], class(v[1]), line, string(entry)}, nil
}

// enter puts an unfinished entry where it belongs by its state.
func (t *tx) enter(r outRecord) error {
	if r.State == storage.OutPending && !r.NotBefore.IsZero() {
		w := waiter{untilJoining, classOf(r), lineOf(r), r.Key}
		return t.put(outTimed, timedKey(r.NotBefore, r.Seq), w.value())
	}
	p := place{class: classOf(r), entry: r.Key}
	if r.State == storage.OutRetry {
		p.hold = r.NotBefore
	}
	if err := t.put(outLine, placeKey(lineOf(r), r.Seq), p.value()); err != nil {
		return err
	}
	if r.State == storage.OutLeased {
		return t.lead(r)
	}
	return t.refresh(lineOf(r))
}

// leave takes an entry out of its line, or from among those not yet in one.
func (t *tx) leave(r outRecord) error {
	line := lineOf(r)
	k := placeKey(line, r.Seq)
	there, err := t.get(outLine, k)
	if err != nil {
		return err
	}
	if there == nil {
		if r.State != storage.OutPending {
			return nil
		}
		return t.drop(outTimed, timedKey(r.NotBefore, r.Seq))
	}
	if err := t.drop(outLine, k); err != nil {
		return err
	}
	h, found, err := t.headOf(line)
	if err != nil {
		return err
	}
	if found && h.leased() && seqAt(h.key) == r.Seq {
		if err := t.dropHead(line, h); err != nil {
			return err
		}
	}
	return t.refresh(line)
}

// lead makes a leased entry the head of its line until the lease ends.
func (t *tx) lead(r outRecord) error {
	line := lineOf(r)
	h, found, err := t.headOf(line)
	if err != nil {
		return err
	}
	if found {
		if err := t.drop(h.in(), h.key); err != nil {
			return err
		}
	}
	w := waiter{untilLapse, classOf(r), line, r.Key}
	return t.setHead(line, timed(untilLapse, r.Lease, r.Seq), w.value())
}

func (t *tx) setHead(line string, h head, value []byte) error {
	if err := t.put(h.in(), h.key, value); err != nil {
		return err
	}
	return t.put(outHead, []byte(line), h.value())
}

func (t *tx) dropHead(line string, h head) error {
	if err := t.drop(h.in(), h.key); err != nil {
		return err
	}
	return t.drop(outHead, []byte(line))
}

// refresh finds out who heads a line, unless somebody there is leased.
func (t *tx) refresh(line string) error {
	h, found, err := t.headOf(line)
	if err != nil || found && h.leased() {
		return err
	}
	front, seq, err := t.front(line)
	if err != nil {
		return err
	}
	var now head
	switch {
	case front.entry == "":
		if !found {
			return nil
		}
		return t.dropHead(line, h)
	case front.hold.IsZero():
		now = ready(front.class, seq)
	default:
		now = timed(untilRetry, front.hold, seq)
	}
	if found && now.why == h.why && bytes.Equal(now.key, h.key) {
		return nil
	}
	if found {
		if err := t.drop(h.in(), h.key); err != nil {
			return err
		}
	}
	value := []byte(front.entry)
	if now.why == untilRetry {
		value = waiter{untilRetry, front.class, line, front.entry}.value()
	}
	return t.setHead(line, now, value)
}

// front is the first place of a line, as urgent as the most urgent of the line.
func (t *tx) front(line string) (front place, seq uint64, err error) {
	const looked = 256 // far enough for who waits behind
	n := 0
	err = t.walk(outLine, under(key(nil).text(line)), func(k, v []byte) bool {
		p := readPlace(v)
		if n == 0 {
			front, seq = p, seqAt(k)
		}
		front.class = front.class.hurried(p.class)
		n++
		return n < looked && front.class.urgency() > 0
	})
	return front, seq, err
}

// letIn moves on, in order of time, whose time has come: into their lines, to
// the front after a retry's wait, back to waiting after a lease that lapsed.
func (t *tx) letIn(now time.Time, most int) error {
	due := span{hi: after(key(nil).moment(now))}
	for range most {
		k, v, err := t.first(outTimed, due)
		if err != nil || k == nil {
			return err
		}
		w, err := readWaiter(v)
		if err != nil {
			return err
		}
		if err := t.drop(outTimed, k); err != nil {
			return err
		}
		if w.why != untilJoining {
			if err := t.drop(outHead, []byte(w.line)); err != nil {
				return err
			}
		}
		if w.why != untilLapse {
			p := place{class: w.class, entry: w.entry}
			if err := t.put(outLine, placeKey(w.line, seqAt(k)), p.value()); err != nil {
				return err
			}
		}
		if err := t.refresh(w.line); err != nil {
			return err
		}
	}
	return nil
}
