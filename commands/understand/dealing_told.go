package understand

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"roundsman/sales"
)

// DealingTold is which kind of dealing a text tells in everyday words, with the money
// that it is about: 华为回款35万, "Nordwind ordered 3 pumps for 12,500 EUR". Money that
// is only expected, asked for or talked about is none, and what names no money for sure
// is left to whoever reads it.
func DealingTold(text string, c Context) (sales.DealingKind, bool) {
	text = strings.TrimSpace(text)
	if len(text) > longestDealingTold || notDealt.MatchString(text) {
		return "", false
	}
	order, payment := orderTold.MatchString(text), paymentTold.MatchString(text)
	if order == payment { // neither, or both: 收到订单款
		return "", false
	}
	r := Dealing(text, c)
	if r.Account.ID == "" || r.Amount == nil || r.Amount.Percent || !isMoney(*r.Amount) {
		return "", false
	}
	if order {
		return sales.DealOrder, true
	}
	return sales.DealPayment, true
}

const longestDealingTold = 160 // bytes: what is longer tells more

// isMoney: an amount has a currency or a multiple, or is too large to count things.
func isMoney(a AmountReading) bool {
	if a.Currency != "" || strings.ContainsAny(strings.ToLower(a.Said), "万亿萬億km") {
		return a.Value.IsPositive()
	}
	return a.Value.GreaterThanOrEqual(decimal.NewFromInt(1000))
}

var (
	paymentTold = regexp.MustCompile(`(?i)回款|打款|汇款|转账|到账|到帐|进账|付款|付了|打了|结了|结清|收到.{0,10}(?:款|钱)|\b(?:paid|transferred|wired|payment (?:of|from|came|arrived|received))\b|\breceived\b.*\b(?:payment|from)\b`)
	orderTold   = regexp.MustCompile(`(?i)订单|下单|签单|成交|订购了|订了|下了.{0,14}单|签了.{0,14}(?:单|合同)|拿下|签下|\b(?:ordered|bought|placed (?:an|the|their) order|(?:got|won|received|landed|closed|booked) (?:an?|the|their) .{0,20}?order|orders? (?:worth|over)|signed)\b`)
	// notDealt is what is said of money that did not come, or not yet.
	notDealt = regexp.MustCompile(`(?i)[?？吗]|催|没|未|不|预计|计划|打算|准备|要求|希望|想|答应|承诺|说|如果|等|将|会|要|下周|下个?月|明天|后天|月底|年底|之前|报价|目标|欠|提醒|记得|跟进|多少|几` +
		`|\b(?:not|no|never|will|would|should|could|may|might|wants?|needs?|if|when|asks?|asked|remind|promised?|promises|tomorrow|next|owes?|chase|waiting|expects?|expected|plans?|planned|unpaid|overdue|quote|quoted|budget|says?|said|cancell?ed|how|what|target|competitor)\b|n['’]t\b` +
		`|被.{1,10}(?:拿下|签)|(?:跟|和|与|向|给)[^我].{0,12}(?:签|订|下单|付|打款|回款)` + // a rival's
		`|\b(?:ordered|bought|signed|paid|transferred|wired)\b.*\b(?:from|with|to) \w`)
)
