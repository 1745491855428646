package sales

// Code classes an error for the edge that turns it into words.
type Code string

const (
	Invalid   Code = "invalid"   // what was said cannot be taken as it stands
	NotFound  Code = "not_found" // or not visible to this person, which reads the same
	Forbidden Code = "forbidden"
	Conflict  Code = "conflict" // somebody else changed it meanwhile
	Internal  Code = "internal"
)

// Error is a refusal that a person is told: Key names the sentence in the
// catalogues, Args fill it. Err, if any, is only logged.
type Error struct {
	Code Code
	Key  string
	Args map[string]string
	Err  error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return string(e.Code) + ": " + e.Key + ": " + e.Err.Error()
	}
	return string(e.Code) + ": " + e.Key
}

func (e *Error) Unwrap() error { return e.Err }

// Refuse builds a refusal; args are alternating names and values.
func Refuse(code Code, key string, args ...string) *Error {
	e := &Error{Code: code, Key: key}
	if len(args) > 0 {
		e.Args = make(map[string]string, len(args)/2)
	}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}
