package slackwire

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// brief leaves the message out of what Slack answers to a post or an update:
// Slack tells all of it again, and the Slack client decodes every block, which
// nobody reads. That took 5 % of the processor.
type brief struct{ http.RoundTripper }

// tellsAgain are the methods that answer with the message, which we never need.
var tellsAgain = []string{"/chat.postMessage", "/chat.update"}

func (b brief) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		return answer, err
	}
	for _, method := range tellsAgain {
		if strings.HasSuffix(r.URL.Path, method) {
			answer.Body = &shortened{from: answer.Body}
			break
		}
	}
	return answer, nil
}

// shortened is an answer without its message. It is read as a whole first; what
// goes wrong while reading, the reader hears after what came.
type shortened struct {
	from io.ReadCloser
	text *bytes.Reader // nil: not read yet
	err  error
}

func (s *shortened) Read(p []byte) (int, error) {
	if s.text == nil {
		whole := answers.Get().(*bytes.Buffer)
		whole.Reset()
		_, s.err = whole.ReadFrom(s.from)
		s.text = bytes.NewReader(without(whole.Bytes(), "message"))
		answers.Put(whole)
	}
	n, err := s.text.Read(p)
	if err != nil && s.err != nil {
		err = s.err
	}
	return n, err
}

// answers are buffers for what Slack answers.
var answers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (s *shortened) Close() error { return s.from.Close() }

// without is a copy of a JSON object in which a member is null. What is no JSON
// object, or has no such member, stays as it is.
func without(object []byte, member string) []byte {
	from, to := memberOf(object, member)
	if from < 0 {
		return bytes.Clone(object)
	}
	return slices.Concat(object[:from], []byte("null"), object[to:])
}

// memberOf is where the value of a member is in a JSON object, -1 if it has none.
func memberOf(object []byte, member string) (from, to int) {
	from = -1
	depth := 0
	for i := 0; i < len(object); i++ {
		switch c := object[i]; c {
		case '"':
			end := endOfString(object, i)
			if depth == 1 && from < 0 && string(object[i+1:max(end-1, i+1)]) == member {
				if rest := bytes.TrimLeft(object[end:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
					from = len(object) - len(rest) + 1
				}
			}
			i = end - 1
		case '{', '[':
			depth++
		case '}', ']', ',':
			if c != ',' {
				depth--
			}
			if from >= 0 && depth <= 1 && (c == ',' || depth == 0) {
				return from, i
			}
		}
	}
	return -1, 0
}

// endOfString is the place after a JSON string that begins at a place.
func endOfString(text []byte, at int) int {
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
