package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ByNumber finds the command that a text gives an entry of the list last shown, when
// it calls the entry by its place there: "the second one is done", "snooze the first
// one to Friday", 推迟第一个到下周五, 第2个搞定了. The rest begins with the numbers,
// as the command takes them. Without one, command is empty.
func ByNumber(text string) (command, rest string) {
	const longest = 90 // bytes: what is longer tells something
	text = strings.Trim(text, " \t.!。！~")
	if len(text) > longest {
		return "", ""
	}
	numbered := numbersFor(text)
	for _, f := range numberForms {
		found := f.form.FindStringSubmatch(numbered)
		if found == nil || f.placed && numbered == text {
			continue
		}
		group := func(name string) string {
			if i := f.form.SubexpIndex(name); i >= 0 {
				return strings.TrimSpace(found[i])
			}
			return ""
		}
		return f.command, strings.TrimSpace(group("n") + " " + group("rest"))
	}
	return "", ""
}

// numberForm is how a command is given to numbers.
type numberForm struct {
	command string
	placed  bool // only for places in words: "完成 2" is the command itself
	form    *regexp.Regexp
}

const (
	hanNumbers = `(?P<n>\d{1,3}(?:[ ,，、和跟及]+\d{1,3})*)`
	enNumbers  = `(?P<n>\d{1,3}(?:(?: |,|&|and)+\d{1,3})*)`
	hanEntry   = `\s*(?:跟进|待办|任务|提醒|事)?\s*`
	hanAsks    = `(?i)^(?:请|麻烦|帮我|把|将|我)*\s*`
	enAsks     = `(?i)^(?:please |pls |ok |i |i've |i'm )*`
	enDone     = `(?:done|finished|completed?|settled|sorted)`
)

var numberForms = []numberForm{
	{"done", true, regexp.MustCompile(hanAsks + `(?:完成|已完成|做完|办完|搞定|弄完|处理完)了?\s*` + hanNumbers + hanEntry + `了?$`)},
	{"done", true, regexp.MustCompile(hanAsks + hanNumbers + hanEntry + `(?:我|都|已经|已|也)*(?:完成|搞定|办完|做完|办好|做好|弄完|弄好|处理完|处理好|办妥|结束|好)了?$`)},
	{"snooze", true, regexp.MustCompile(hanAsks + `(?:推迟|延后|延期|延|推)\s*` + hanNumbers + hanEntry + `(?P<rest>.{0,30})$`)},
	{"snooze", true, regexp.MustCompile(hanAsks + hanNumbers + hanEntry + `(?:先|再|往后)*(?:推迟|延后|延期|延|推|改|挪)(?P<rest>[到至].{1,30}|\d.{1,10})$`)},
	{"drop", true, regexp.MustCompile(hanAsks + `(?:放弃|不跟了|取消)\s*` + hanNumbers + hanEntry + `(?P<rest>.{0,60})$`)},
	{"drop", true, regexp.MustCompile(hanAsks + hanNumbers + hanEntry + `(?:就|先)*(?:放弃|不做|不跟|取消|作废)了?(?:[,，:： ]+(?P<rest>.{0,60}))?$`)},
	{"done", true, regexp.MustCompile(enAsks + `(?:finish|complete|settle|mark|tick off|` + enDone + `)(?: with)? ` + enNumbers + `(?: as done| done| off)?$`)},
	{"done", false, regexp.MustCompile(enAsks + `(?:am |are )?` + enDone + ` with (?:numbers? |nos?\.? |#)?` + enNumbers + `$`)},
	{"done", false, regexp.MustCompile(enAsks + `(?:numbers? |nos?\.? |#)?` + enNumbers + `(?: is| are|'s| has been| have been) (?:now |already |both |all )?` + enDone + `$`)},
	{"done", true, regexp.MustCompile(enAsks + enNumbers + ` ` + enDone + `$`)},
	{"snooze", true, regexp.MustCompile(enAsks + `(?:snooze|postpone|push|move|put off|delay) ` + enNumbers + `(?: off| back)?(?P<rest>(?: .{1,40})?)$`)},
	{"drop", true, regexp.MustCompile(enAsks + `(?:drop|discard|give up(?: on)?|forget) ` + enNumbers + `(?P<rest>(?:[ ,:].{1,60})?)$`)},
}

var (
	placeHan = regexp.MustCompile(`第\s*(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个|条|项|件|号)`)
	placeEn  = regexp.MustCompile(`(?i)\b(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))(?: (?:and|&) (?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)))? (?:ones?|items?|entry|entries|follow-?ups?|tasks?|to-?dos?)\b`)
	placesEn = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)

// numbersFor is a text with numbers for the places it names: 第二个 is 2, "the first
// and the third one" 1 and 3.
func numbersFor(text string) string {
	text = placeHan.ReplaceAllStringFunc(text, func(said string) string {
		return numberOfHan(placeHan.FindStringSubmatch(said)[1])
	})
	return placeEn.ReplaceAllStringFunc(text, func(said string) string {
		found := placeEn.FindStringSubmatch(said)
		if found[2] == "" {
			return numberOfEn(found[1])
		}
		return numberOfEn(found[1]) + ", " + numberOfEn(found[2])
	})
}

func numberOfHan(said string) string {
	if v, to := newScript(said).hanAmount(&hanSum{}, 0); to > 0 {
		return v.String()
	}
	return said
}

func numberOfEn(said string) string {
	if i := slices.Index(placesEn, strings.ToLower(said)); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return strings.TrimRight(strings.ToLower(said), "stndrh")
}
