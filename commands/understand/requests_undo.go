package understand

import "regexp"

const (
	enTakeBack  = `^(?:please |pls |plz |no,? |oops,? |can you |could you )*(?:(?:delete|remove|undo|scrap|scratch|discard|forget|erase|take back) )?`
	enTookBack  = `(?: again)?(?: please| pls)?$`
	hanTakeBack = `(?:删掉|删除|删了|删去|撤销|撤回|撤掉|作废|去掉)`
	hanLastOne  = `(?:上次|上一次|上一个|上一条|上一笔|最后一次|最后一条|最近一次|最近一条|那次|那条|刚才那次|刚才那条|刚才的|刚才)`
)

// takeBacks order the last visit or note to be taken back, there or anywhere.
var takeBacks = []*regexp.Regexp{
	regexp.MustCompile(enTakeBack + `(?:the |my )?(?:last|latest|previous|most recent) (?P<kind>visit|meeting|call|note)(?: (?:to|at|with|on|about|for) (?P<of>[^,.;:]{2,40}?))?` + enTookBack),
	regexp.MustCompile(enTakeBack + `(?:the |my |that )?(?:(?:last|latest) )?(?P<of>[^,.;:]{2,40}?) (?P<kind>visit|note)` + enTookBack),
	regexp.MustCompile(enTakeBack + `(?:the |that )(?P<kind>visit|note) (?:to|at|with|on|about) (?P<of>[^,.;:]{2,40}?)` + enTookBack),
	regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:` + hanTakeBack + `)?(?:了)?(?P<of>.{0,12}?)(?:的)?` + hanLastOne + `(?:的)?(?P<kind>拜访|走访|会面|备注)(?:记录)?(?:吧)?$`),
	regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<of>.{0,12}?)(?:的)?` + hanLastOne + `(?:的)?(?P<kind>拜访|走访|会面|备注)(?:记录)?(?:给我)?` + hanTakeBack + `(?:吧|了|掉)?$`),
	regexp.MustCompile(`^(?:请|帮我|麻烦)?` + hanTakeBack + `(?:了)?(?P<of>.{2,12}?)(?:的)(?P<kind>拜访|走访|备注)(?:记录)?(?:吧)?$`),
}

// takesBack is a quick look for a word that orders it.
func takesBack(text string) bool { return takingBack.MatchString(text) }

var takingBack = regexp.MustCompile(`\b(?:delete|remove|undo|scrap|scratch|discard|forget|erase|take back)\b|` + hanTakeBack)

// TakeBack is what a text orders to be taken back: the last visit or the last note,
// IntentNone if it names neither, and the account if it is that one's.
func TakeBack(text string, c Context) (Intent, AccountReading) {
	return newMessage(text, c).takenBack()
}

func (m *message) takenBack() (Intent, AccountReading) {
	text := m.plainText()
	for _, form := range takeBacks {
		found := m.groups(form, text)
		if found == nil {
			continue
		}
		kind := IntentVisit
		if found["kind"] == "note" || found["kind"] == "备注" {
			kind = IntentNote
		}
		if found["of"] == "" {
			return kind, AccountReading{}
		}
		for _, n := range m.names {
			if n.Said == found["of"] {
				return kind, n.AccountReading
			}
		}
	}
	return IntentNone, AccountReading{}
}
