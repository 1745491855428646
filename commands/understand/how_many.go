package understand

import "regexp"

// AsksHowMany reports that a question about what was done wants a number first: "how
// many visits did I make this month", 上个月去过华为几次. own: it names nobody, so that
// the author's own are meant.
func AsksHowMany(text string) (asks, own bool) {
	return howMany.MatchString(text), howManyOwn.MatchString(text)
}

var (
	howMany    = regexp.MustCompile(`(?i)\bhow many (?:visits|calls|meetings|times)\b|\bhow often\b|几次|多少次|几回|多少回|几趟|多少趟`)
	howManyOwn = regexp.MustCompile(`(?i)\bhow many (?:visits|calls|meetings) (?:did|have) i (?:make|made|do|done|have|had|pay|paid|log|logged)\b|(?:拜访|去|跑|见)(?:过|了)?(?:客户)?(?:几|多少)(?:次|回|趟)`)
)
