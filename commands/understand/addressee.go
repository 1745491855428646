package understand

// Addressee is the name of who is to be reminded, in what follows the word "remind":
// "Ben" of "Ben to send Acme the quote by Friday", 王芳 of 王芳明天给华为打电话. It is
// empty where no person is named: "me to call", "the team to plan", 客户付款. The name
// may be anybody's, also an account's: only the books know.
func Addressee(text string) (name string) {
	s := newScript(text)
	if len(s.words) == 0 {
		return ""
	}
	n := s.latinAddressee()
	if s.words[0].kind == han {
		n = s.hanAddressee()
	}
	if n == 0 {
		return ""
	}
	span := s.span(s.words[0].from, s.words[n-1].to)
	return text[span.From:span.To]
}

const mostAddresseeWords = 3

// latinAddressee is how many words of a name stand before "to", "about" or "that".
func (s *script) latinAddressee() int {
	for i, w := range s.words {
		switch {
		case w.text == "to" || w.text == "about" || w.text == "that":
			return i
		case i == mostAddresseeWords || w.kind != letters || englishOrdinary[w.text] || !w.capital && !givenNames[w.text]:
			return 0
		}
	}
	return 0
}

// behindAddressee are the characters that what is to be done, or its day, begins with.
const behindAddressee = "今明后周下本这上早中午晚给跟和去要把发向对联拜准打提寄带做交完催安回参看记在到确签约"

// hanAddressee is how many characters of a name stand before what is to be done.
func (s *script) hanAddressee() int {
	surname := 1
	if len(s.words) > 1 && chineseSurnames2[s.folded(0, 2)] {
		surname = 2
	} else if !surnameRunes[s.runes[s.words[0].from]] {
		return 0
	}
	for n := surname + 1; n <= surname+2 && n < len(s.words); n++ {
		if s.words[n-1].kind != han {
			return 0
		}
		if commonHan(s.folded(0, n)) || titleAt(s, n-1, len(s.words)) != "" || among(s.words[n-1].text, hanDayEnds) {
			return 0
		}
		if among(s.words[n].text, behindAddressee) || s.words[n].kind == digits {
			return n
		}
	}
	return 0
}

// hanDayEnds end 周五 and 时间, which begin as surnames do.
const hanDayEnds = "一二三四五六日天末间候前后"
