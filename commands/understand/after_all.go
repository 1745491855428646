package understand

import "regexp"

// OffAfterAll reports that a text says that a meeting told before did not come about:
// 没去成上汽，张总临时出差, "didn't make it to Acme after all". It does not say which.
func OffAfterAll(text string) bool {
	return offAfterAllHan.MatchString(text) || offAfterAllEn.MatchString(text)
}

var (
	offAfterAllHan = regexp.MustCompile(`^(?:不对|不是|哦|啊|抱歉|更正|今天|上午|下午|早上|昨天|我|我们|其实|实际|最后|结果|后来|还是|并|根本|但是?|[,，、 ])*` +
		`(?:\p{Han}{0,10}?(?:没有?|没能|未能?)(?:能)?(?:去成|见成|拜访成|约成|开成|碰成|见上|成行)|没有?去|没能去|没拜访|没有拜访|(?:这次)?(?:拜访|会面|见面|会议?)(?:临时|又|也|最后|后来|其实)*(?:没有?(?:去|成|发生)|取消了))`)
	offAfterAllEn = regexp.MustCompile(`(?i)^(?:no|sorry|oops|actually|hm+|wait|well|so|but|in the end|correction|we|i|[,.: ])*` +
		`(?:(?:did ?n['’]?t|did not|could ?n['’]?t|could not|never|was ?n['’]?t able to|was not able to)(?: actually| really| even)? ` +
		`(?:(?:make|made) it(?: out)? (?:to|there)\b|g[eo]t there\b|end up (?:going|visiting|seeing|meeting)\b|(?:go|visit|see|meet)\b.*\b(?:after all|in the end)\b)` +
		`|(?:the |that |our |my )?(?:visit|meeting|appointment|that|it)(?: (?:to|at|with) .{2,30})? (?:(?:did ?n['’]?t|did not|never) (?:actually )?(?:happen|take place|come off)|(?:got|was|has been) (?:cancell?ed|called off)\b.*\b(?:after all|in the end|last minute)))`)
)
