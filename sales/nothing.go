package sales

import (
	"regexp"
	"strings"
)

// nothings are how people write that there is nothing to tell, in small letters:
// "none", "no help needed today", 暂时没有什么困难, 一切顺利.
var nothings = []*regexp.Regexp{
	regexp.MustCompile(`^(none|no|nope|nothing|nil|n/a|na|not|((no,? )?(all|everything)( is| went)? )?(ok|okay|fine|good|well))( (help|support|problems?|issues?|blockers?|obstacles?|troubles?|questions?|concerns?|news|updates?|comments?|feedback|need|much|special|new|else))?( (needed|required|necessary|today|tonight|now|to report|to add|for now|right now|at the moment|so far|really|thanks|thank you|from me|this time))*$`),
	regexp.MustCompile(`^(今天|今日|暂时|目前|现在|这边|我这边|都|也|暂)*(没有?|无|不|未)(什么|啥|任何|遇到|有)*(需要|需|用|要)?(特别|新)?的?(困难|问题|难处|帮助|支持|协助|帮忙|反馈|动静|动态|情况|消息|别的|其他|需求|事|说的|补充)?的?(帮助|支持|帮忙|协助)?(了|哦|呢|吧|啦)?$`),
	regexp.MustCompile(`^(今天|目前|暂时)?(一切|都|都挺|都很|挺|很|还)?(顺利|正常|都好|挺好|好|不错|没问题|行)(的|了)?$`),
}

// SaysNothing reports that an answer only says that there is nothing: "none", "-", 没有。
func SaysNothing(text string) bool {
	said := strings.ToLower(strings.Trim(text, " \t\n.,!-–—/。，！、~～"))
	said = strings.ReplaceAll(strings.Join(strings.Fields(said), " "), ", thank", " thank")
	if said == "" {
		return true
	}
	for _, form := range nothings {
		if form.MatchString(said) {
			return true
		}
	}
	return false
}
