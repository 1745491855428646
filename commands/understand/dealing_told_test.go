package understand

import (
	"testing"

	"roundsman/sales"
)

func TestDealingTold(t *testing.T) {
	for text, want := range map[string]sales.DealingKind{
		"华为回款三十五万":                                          sales.DealPayment,
		"华为打款35万到账了":                                        sales.DealPayment,
		"今天收到宁德时代货款8万元":                                     sales.DealPayment,
		"今天拿下华为订单20万":                                       sales.DealOrder,
		"华为下了20万的单":                                         sales.DealOrder,
		"Nordwind Motors ordered 3 pumps for 12,500.50 EUR": sales.DealOrder,
		"we got paid 20k by acme today":                     sales.DealPayment,
		"Got an order worth 20k from Acme":                  sales.DealOrder,
		"received 5,000 EUR from Acme":                      sales.DealPayment,
		"华为说下周回款35万":                                        "", // not yet
		"华为还没回款35万":                                         "",
		"催华为付款20万":                                          "",
		"华为被永力拿下20万订单":                                      "", // a rival's
		"华为跟永力签了20万的单":                                      "",
		"华为订了3台压缩机":                                         "", // no money
		"回款35万":                                             "", // nobody's
		"Acme will pay 20k next week":                       "",
		"Acme hasn't paid 20k":                              "",
		"Acme ordered pumps worth 20k from Bolt":            "",
		"Acme ordered 3 pumps":                              "",
		"did Acme pay the 20k?":                             "",
		"Acme says they paid 20k":                           "",
	} {
		if got, _ := DealingTold(text, dealingBook()); got != want {
			t.Errorf("%q tells %q, want %q", text, got, want)
		}
	}
}
