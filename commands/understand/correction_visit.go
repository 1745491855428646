package understand

import (
	"regexp"
	"strings"

	"roundsman/sales"
)

// A visit is put right by saying what it was: "no, it was a video call", "I meant
// Bolt, not Acme", 其实是周五，王姐也在. The text is taken apart at its commas; each
// piece says what was (a day, a mode, an account), what was not, or, at the end,
// something more.
const longestAmendment = 160 // characters

// amendWords is how a language says such things.
type amendWords struct {
	opening *regexp.Regexp   // "no, ", 不对，
	means   *regexp.Regexp   // in an opening: the name of an account follows
	named   []*regexp.Regexp // "the Acme visit was": of, rest
	orders  []*regexp.Regexp // "change the date of the Acme visit to": of, fix
	subject *regexp.Regexp   // "it was "
	filler  *regexp.Regexp   // around a day, a mode or a name
	cut     *regexp.Regexp   // between pieces
	not     *regexp.Regexp   // "not ", between what was and what was not, or before it
	last    *regexp.Regexp   // the visit told last
	visit   *regexp.Regexp   // around the account of "the visit to Acme"
	modes   map[string]sales.Mode
}

const (
	enVisitNoun = `(?:visit|meeting|call|appointment)`
	enOfVisit   = `(?:account|customer|client|company|day|date|mode)`
	enWrong     = `(?:(?:that was |thats |that is |it was |i had |i got |i put )?(?:the )?wrong ` + enOfVisit + `|(?:the )?` + enOfVisit + ` (?:is|was) wrong)`
)

var enAmends = amendWords{
	opening: regexp.MustCompile(`^(?:` + enOops + `|` + enWrong + `[ ,.:;!-]*)+`),
	means:   regexp.MustCompile(`mean|account|customer|client|company`),
	named: []*regexp.Regexp{
		regexp.MustCompile(`^(?:the|my|our|that) (?P<of>[^,;]+?) ` + enVisitNoun + ` (?:was|took place|happened) (?P<rest>.+)$`),
		regexp.MustCompile(`^(?:the|my|our|that) ` + enVisitNoun + ` (?:to|at|with) (?P<of>[^,;]+?) (?:was|took place|happened) (?P<rest>.+)$`),
	},
	orders: []*regexp.Regexp{
		regexp.MustCompile(`^(?:please |pls |can you |could you )*(?:change|correct|set|fix|move|update|put) (?:the )?(?:date|day|mode|type|account|customer)(?: (?:of|for|on) (?:the |my |our |that )?(?P<of>[^,;]+?))? (?:to|into) (?P<fix>.+)$`),
		regexp.MustCompile(`^(?:please |pls |can you |could you )*(?:change|correct|set|fix|update) (?:the |my |our |that )?(?P<of>[^,;]+? ` + enVisitNoun + `|` + enVisitNoun + ` (?:to|at|with) [^,;]+?|last one) (?:to|into) (?P<fix>.+)$`),
	},
	subject: regexp.MustCompile(`^(?:(?:it|that|this|(?:the|that|this|my|our) (?:last |latest )?` + enVisitNoun + `) (?:was|is|took place|happened)|its|(?:it |that )?should (?:be|have been|say)|make (?:it|that)|(?:i|we) (?:met|spoke|talked|saw (?:them|him|her)|visited (?:them|him|her)|met (?:them|him|her)))(?: actually| really| only| just| in fact| rather)* `),
	filler:  regexp.MustCompile(`^(?:(?:with|at|to|on|back|by|via|over|in|through|an?|the|only|just|really|actually) )+`),
	cut:     regexp.MustCompile(`\s*[,;]\s*(?:and |but )?|\s+(?:and|but|-|–|—)\s+|\.\s+`),
	not:     regexp.MustCompile(`(?:^(?:it|that|this) (?:was not|wasnt|is not|isnt)|(?:^| )(?:not|instead of|rather than)) `),
	last:    regexp.MustCompile(`^(?:(?:the |my )?(?:last|latest|previous|that)(?: one| visit)?|visit|meeting|call|it|this)?$`),
	visit:   regexp.MustCompile(`^` + enVisitNoun + ` (?:to|at|with) | ` + enVisitNoun + `$`),
	modes: modesOf(map[sales.Mode]string{
		sales.ByVideo:   `video|video call|videocall|video meeting|video chat|video conference|zoom|zoom call|zoom meeting|teams|teams call|teams meeting|online|online meeting|remote|remotely|virtual|virtually|virtual meeting|web meeting|webex|skype|skype call|google meet|facetime`,
		sales.ByPhone:   `phone|phone call|telephone|telephone call|call|tel|telephone only|phone only`,
		sales.ByMessage: `email|e-mail|mail|message|text|text message|sms|whatsapp|whatsapp message|wechat|wechat message|chat`,
		sales.InPerson:  `in person|face to face|face-to-face|f2f|on site|on-site|onsite|at their office|at their place|at their site|at their plant|personally|visit in person|personal visit|personal meeting|real visit|meeting in person`,
	}),
}

const (
	hanThatVisit  = `(?:那次|上次|上一次|那一次|那个|这次|刚才那次|刚才的|刚才)`
	hanVisitNoun  = `(?:拜访|走访|会面|见面|会议|记录)`
	hanOfVisit    = `(?:客户|公司|日期|时间|方式)`
	hanCorrection = `(?:(?:搞|弄|说|写|记|打|选)错` + hanOfVisit + `|` + hanOfVisit + `(?:搞|弄|说|写|记|打|选)?(?:错|不对)|不对|错了|搞错了|弄错了|说错了|写错了|记错了|打错了|更正一下|更正|纠正一下|纠正|改一下|口误|不好意思|抱歉|哦不|噢不|等一下|等等|日期错了|时间错了|客户错了|其实|实际上)`
)

var hanAmends = amendWords{
	opening: regexp.MustCompile(`^(?:(?:` + hanCorrection + `|我(?:说|指|讲)的(?:客户)?(?:应该|其实)?是|我(?:是说|是指|的意思是|想说的是))[了啊呀]?[ ,，。:：!！]*)+`),
	means:   regexp.MustCompile(`我|客户|公司`),
	named: []*regexp.Regexp{
		regexp.MustCompile(`^(?P<of>.{0,12}?)的?` + hanThatVisit + `的?` + hanVisitNoun + `?(?:应该|其实|实际上)?(?:是|在)(?P<rest>.+)$`),
	},
	orders: []*regexp.Regexp{
		regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<of>.{0,12}?)的?` + hanThatVisit + `的?` + hanVisitNoun + `?的?(?:日期|时间|方式|客户)?(?:改|换|更正|调整|修改)(?:到|成|为|在)(?P<fix>.{1,14}?)(?:吧|了)?$`),
		regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<of>.{0,12}?)的?` + hanVisitNoun + `的?(?:日期|方式|客户)(?:改|换|更正|调整|修改)(?:到|成|为|在)(?P<fix>.{1,14}?)(?:吧|了)?$`),
		regexp.MustCompile(`^(?:请|帮我|麻烦)?(?:把|将)?(?P<of>)(?:方式|客户)(?:改|换|更正|调整|修改)(?:到|成|为|在)(?P<fix>.{1,14}?)(?:吧|了)?$`),
	},
	subject: regexp.MustCompile(`^(?:应该|其实|实际上|那次|那天|上次|这次|拜访|会议|见面|日期|时间|方式|客户|说的|去的|拜访的|见的|聊的|谈的|用的|通过的|我们|我|而)*是`),
	filler:  regexp.MustCompile(`^(?:在|去的?|到|用的?|通过|跟|和|与|拜访的?|打的?|打了?个|通的?|开的?|开了?个|走的?)+|(?:的事情|的事|才对|那边|那里|吧|啊|呀|哦|去的|见的|拜访的|聊的|谈的|沟通|联系|会议|会|拜访|的)+$`),
	cut:     regexp.MustCompile(`\s*[,，;；。]\s*(?:而且|并且|然后|还有)?|而且|并且`),
	not:     regexp.MustCompile(`而?不是`),
	last:    regexp.MustCompile(`^(?:我)?$`),
	visit:   regexp.MustCompile(`^(?:拜访|去|我的?|我在)|的?` + hanVisitNoun + `$`),
	modes: modesOf(map[sales.Mode]string{
		sales.ByVideo:   `视频|视频会议|视频会|视频电话|线上|线上会议|远程|网上|在线|视讯|腾讯会议|飞书会议|钉钉会议|zoom|teams`,
		sales.ByPhone:   `电话|打电话|通电话|电话会议|电话会`,
		sales.ByMessage: `微信|邮件|短信|电邮|企微|企业微信|钉钉|飞书|发微信|发邮件|发短信`,
		sales.InPerson:  `面谈|当面|现场|上门|面对面|线下|登门|当面谈|见面|上门拜访|当面拜访`,
	}),
}

func modesOf(words map[sales.Mode]string) map[string]sales.Mode {
	all := map[string]sales.Mode{}
	for mode, list := range words {
		for word := range strings.SplitSeq(list, "|") {
			all[word] = mode
		}
	}
	return all
}

// amended is what a text puts right of a visit; nil if it says anything else.
func (m *message) amended(text string) *Correction {
	if len([]rune(text)) > longestAmendment || !amendLike(text) {
		return nil
	}
	a := &amendment{m: m, w: &enAmends}
	if m.s.language() != "en" {
		a.w = &hanAmends
	}
	if c := a.ordered(text); c != nil {
		return c
	}
	return a.told(text)
}

// amendLike is a quick look before the forms are tried.
func amendLike(text string) bool {
	for _, word := range [...]string{"was ", "mean", "not ", "its ", "should ", "change", "correct", "set ", "fix ", "move ", "make ", "we ", "wasnt", "instead", "wrong", "no,", "sorry", "oops", "是", "改", "错", "换成"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// amendment gathers what the pieces of a text say.
type amendment struct {
	m        *message
	w        *amendWords
	c        Correction
	not      bool // it says what was not
	meant    bool // it opens as one that puts a name right
	opened   bool // it opens as a correction
	unclear  bool // what was not is neither a day, a mode nor an account
	anything bool
}

// ordered reads "change the date of the Acme visit to 27.11.".
func (a *amendment) ordered(text string) *Correction {
	for i, form := range a.w.orders {
		found := foldedGroups(form, text)
		if found == nil || !a.of(found["of"]) || !a.fix(found["fix"]) {
			continue
		}
		if a.c.Day != "" && a.w == &enAmends && i > 0 { // "change the Acme visit to Friday": one that is planned, perhaps
			if d := Day(a.m.asTyped(a.c.Day), a.m.c, true); d.Due.IsZero() || d.Due.Day.After(a.m.r.today) {
				return nil
			}
		}
		a.c.Past, a.c.Sure = a.c.Day != "", true
		return &a.c
	}
	return nil
}

// told reads "no, it was on Friday and Mrs Klein was there too".
func (a *amendment) told(text string) *Correction {
	rest := text
	if at := a.w.opening.FindStringIndex(text); at != nil {
		a.opened, a.meant = true, a.w.means.MatchString(text[:at[1]])
		rest = text[at[1]:]
	}
	subject := a.meant
	for _, form := range a.w.named {
		if found := foldedGroups(form, rest); found != nil && a.of(found["of"]) {
			rest, subject = found["rest"], true
			break
		}
	}
	if !a.pieces(rest, subject) {
		return nil
	}
	a.c.Past = a.c.Day != ""
	a.c.Sure = a.opened || a.not
	return &a.c
}

// pieces reads what was, what was not, and what more there is.
func (a *amendment) pieces(text string, subject bool) bool {
	said := subject || a.w.subject.MatchString(text)
	for at := 0; at < len(text); {
		end, next := len(text), len(text)
		if cut := a.w.cut.FindStringIndex(text[at:]); cut != nil {
			end, next = at+cut[0], at+cut[1]
		}
		if !a.piece(text[at:end], at == 0) {
			a.c.More = a.m.asTyped(text[at:])
			break
		}
		at = next
	}
	switch {
	case !a.anything, a.unclear, !said && !a.not && !a.opened:
		return false
	case a.c.Was != "" && a.c.Now == "" && a.c.Day == "":
		return false
	}
	return true
}

// piece reads one of them; false if it says none of this.
func (a *amendment) piece(text string, first bool) bool {
	if at := a.w.not.FindStringIndex(text); at != nil {
		if left := strings.TrimSpace(text[:at[0]]); left != "" && !a.was(left, first) {
			return false
		}
		a.not = true
		a.wasNot(text[at[1]:])
		return true
	}
	return a.was(text, first)
}

// was: "it was on Friday", "a video call", 是中兴.
func (a *amendment) was(text string, first bool) bool {
	subject := a.w.subject.FindString(text)
	text = text[len(subject):]
	if a.fix(text) {
		return true
	}
	if name := a.bare(text); (first && (a.meant || a.opened && subject != "") || a.not) && a.c.Now == "" && a.looksLikeName(name) {
		a.c.Now, a.anything = a.m.asTyped(name), true
		return true
	}
	return false
}

// wasNot: "not today", "not Acme", "not by phone".
func (a *amendment) wasNot(text string) {
	name := a.m.asTyped(a.bare(text))
	switch {
	case a.mode(text) != "":
	case a.m.saysWhen(name), a.account(name):
		a.c.Was = name
	default:
		a.unclear = true
	}
}

// fix reads a day, a mode, an account, or two of them: "a video call on Friday".
func (a *amendment) fix(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || len([]rune(text)) > 40 {
		return false
	}
	if a.single(text) {
		return true
	}
	for i, r := range text {
		if i == 0 || r != ' ' && r < 0x80 {
			continue
		}
		was := *a
		if a.single(text[:i]) && a.single(text[i:]) {
			return true
		}
		*a = was
	}
	return false
}

func (a *amendment) single(text string) bool {
	text = strings.TrimSpace(text)
	bare := a.bare(text)
	if mode := a.mode(text); mode != "" {
		a.c.Mode, a.anything = mode, true
		return true
	}
	for _, day := range [...]string{a.m.asTyped(text), a.m.asTyped(bare), a.m.asTyped(bare) + "."} {
		if a.m.saysWhen(day) && (!strings.HasSuffix(day, ".") || dottedDay.MatchString(day)) {
			a.c.Day, a.anything = day, true
			return true
		}
	}
	if name := a.m.asTyped(bare); a.account(name) && a.c.Now == "" {
		a.c.Now, a.anything = name, true
		return true
	}
	return false
}

// bare is a piece without the words around a day, a mode or a name.
func (a *amendment) bare(text string) string {
	return strings.TrimSpace(a.w.filler.ReplaceAllString(strings.TrimSpace(text), ""))
}

func (a *amendment) mode(text string) sales.Mode {
	text = strings.TrimSpace(text)
	for _, word := range [...]string{text, strings.TrimSuffix(text, "的"), a.bare(text), strings.TrimPrefix(text, "a ")} {
		if mode := a.w.modes[word]; mode != "" {
			return mode
		}
	}
	return ""
}

func (a *amendment) account(name string) bool {
	return name != "" && (a.m.saysAccount(name) || a.meant && MatchAccount(name, a.m.c).Sure >= Sure)
}

// of takes the account of the visit that is named.
func (a *amendment) of(name string) bool {
	if a.w.last.MatchString(name) {
		a.c.Latest = true
		return true
	}
	name = a.m.asTyped(strings.TrimSpace(a.w.visit.ReplaceAllString(name, "")))
	if a.w.last.MatchString(strings.ToLower(name)) {
		a.c.Latest = true
		return true
	}
	a.c.Of = name
	return a.m.saysAccount(name)
}

// looksLikeName: what nobody knows may be the name of an account.
func (a *amendment) looksLikeName(folded string) bool {
	name := a.m.asTyped(folded)
	if a.w == &hanAmends {
		n := len([]rune(name))
		return n >= 2 && n <= 10 && !strings.ContainsAny(name, "的了要不他她它我你们吗呢是有在没") && nameLike.MatchString(name)
	}
	first := []rune(name)
	return len(first) > 1 && len(strings.Fields(name)) <= 4 && nameLike.MatchString(name) && strings.ToUpper(string(first[0])) == string(first[0])
}

// dottedDay is a day whose last dot was taken for the end of the text.
var dottedDay = regexp.MustCompile(`^\d+\.\d+\.$`)

var nameLike = regexp.MustCompile(`^[\p{L}\d][\p{L}\d &.'-]*$`)
