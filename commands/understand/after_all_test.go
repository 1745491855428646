package understand

import "testing"

func TestOffAfterAll(t *testing.T) {
	for _, text := range []string{
		"没去成上汽集团，张总临时出差", "上汽没去成，改天再去", "其实今天没去华为", "拜访临时取消了", "没见成，王伟开会",
		"didn't make it to Acme after all, Wang Lei was away", "Actually we did not visit Acme in the end", "the visit didn't happen", "sorry, never got there",
		"The meeting with Acme was cancelled at the last minute",
	} {
		if !OffAfterAll(text) {
			t.Errorf("%q does not say that it was off", text)
		}
	}
	for _, text := range []string{
		"没见到王伟，见了李明", "他们还没去看样品", "客户没有拜访记录", "Wang couldn't make it, met Li", "didn't get to ask about the price",
		"they didn't see the point", "we did not make it clear enough", "visited Acme", "",
	} {
		if OffAfterAll(text) {
			t.Errorf("%q says that it was off", text)
		}
	}
}
