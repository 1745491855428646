package understand

import "strings"

// chineseTime is how Chinese speaks of days and times, in simplified
// characters: traditional ones are folded before.
func chineseTime() lexicon {
	l := lexicon{}
	for i, d := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		l.add(sense{class: cWeekday, n: i + 1}, "周"+d+"|星期"+d+"|礼拜"+d)
	}
	l.add(sense{class: cWeekday, n: 7}, "周天|星期天|礼拜天")
	for n, names := range map[int]string{1: "下", 2: "下下", -1: "上", -2: "上上", 0: "本|这|这个"} {
		for _, d := range splitBar(names) {
			l.add(sense{class: cRelUnit, n: n, m: uWeek}, d+"周|"+d+"个周|"+d+"星期|"+d+"个星期|"+d+"礼拜|"+d+"个礼拜")
			l.add(sense{class: cRelUnit, n: n, m: uMonth}, d+"月|"+d+"个月")
			l.add(sense{class: cRelUnit, n: n, m: uQuarter}, d+"季度|"+d+"个季度|"+d+"季")
			l.add(sense{class: cRelUnit, n: n, m: uWeekend}, d+"周末|"+d+"个周末")
		}
	}
	for n, w := range map[int]string{0: "今年|本年|本年度", 1: "明年|来年|下一年", 2: "后年", -1: "去年|上年", -2: "前年"} {
		l.add(sense{class: cRelUnit, n: n, m: uYear}, w)
	}
	l.add(sense{class: cRelUnit, n: 1, m: uMonth}, "次月")
	l.add(sense{class: cRelUnit, n: 1, m: uWeek}, "下一周")
	l.add(sense{class: cRelUnit, n: -1, m: uWeek}, "上一周")
	l.add(sense{class: cRelUnit, n: 0, m: uMonth}, "当月")
	l.add(sense{class: cRelUnit, n: 0, m: uWeekend}, "周末")
	for n, w := range map[int]string{0: "今天|今日|今儿|今儿个|当天|当日|等会|等会儿|待会|待会儿", 1: "明天|明日|明儿|明儿个|听日|翌日", 2: "后天|后日|后儿|后儿个", 3: "大后天", 4: "大大后天", -1: "昨天|昨日|昨儿|昨儿个|寻日|琴日|噚日", -2: "前天|前日|前儿", -3: "大前天"} {
		l.add(sense{class: cNamed, n: n}, w)
	}
	l.add(sense{class: cNamed, n: 0, m: pMorning}, "今早|今晨|今早上|今朝|今日朝早")
	l.add(sense{class: cNamed, n: 0, m: pEvening}, "今晚|今夜|今晚上")
	l.add(sense{class: cNamed, n: 0, m: pAfternoon}, "今下午")
	l.add(sense{class: cNamed, n: 0, m: pNoon}, "今中午")
	l.add(sense{class: cNamed, n: 1, m: pMorning}, "明早|明晨|明早上|明上午|听朝|明朝早上")
	l.add(sense{class: cNamed, n: 1, m: pAfternoon}, "明下午|明午后|明下晌")
	l.add(sense{class: cNamed, n: 1, m: pEvening}, "明晚|明晚上|听晚|明夜")
	l.add(sense{class: cNamed, n: 1, m: pNoon}, "明中午|明晌午")
	l.add(sense{class: cNamed, n: 0, m: pMorning}, "今上午|今早晨")
	l.add(sense{class: cNamed, n: -1, m: pMorning}, "昨上午|昨早上")
	l.add(sense{class: cNamed, n: 2, m: pMorning}, "后早|后天早上")
	l.add(sense{class: cNamed, n: -1, m: pEvening}, "昨晚|昨夜|昨晚上|寻晚|琴晚")
	l.add(sense{class: cNamed, n: -1, m: pMorning}, "昨早")
	l.add(sense{class: cNamed, n: -1, m: pAfternoon}, "昨下午")
	l.add(sense{class: cPart, n: pMorning}, "早上|早晨|上午|清晨|一早|早|一大早|朝早|上昼|早晨头|早间|上晌|头晌|前晌")
	l.add(sense{class: cPart, n: pNoon}, "中午|正午|晌午")
	l.add(sense{class: cPart, n: pAfternoon}, "下午|午后|傍晚|下昼|晏昼|后半晌|下晌|后晌|过晌")
	l.add(sense{class: cPart, n: pEvening}, "晚上|晚间|夜里|晚|夜间|夜晚|半夜|深夜|午夜|晚头|晚黑|入夜")
	l.add(sense{class: cPart, n: pNight}, "凌晨")
	for u, w := range map[int]string{
		uMinute: "分钟", uHour: "小时|个小时|钟头|个钟头|个钟", uDay: "天|日", uWorkday: "工作日|个工作日", uWeek: "周|个星期|星期|礼拜|个礼拜|个周",
		uMonth: "个月|月", uQuarter: "季度|个季度", uYear: "年", uHalfYear: "半年",
	} {
		l.add(sense{class: cUnit, n: u}, w)
	}
	l.add(sense{class: cWorkdayNext}, "下一个工作日|下个工作日|下一工作日")
	l.add(sense{class: cLater}, "后|之后|以后|过后")
	l.add(sense{class: cInside}, "内|之内|以内")
	l.add(sense{class: cBefore}, "前|之前|以前")
	l.add(sense{class: cIn}, "过|再过|隔")
	l.add(sense{class: cYearMark}, "年")
	l.add(sense{class: cMonMark}, "月|月份")
	l.add(sense{class: cDayMark}, "日|号")
	l.add(sense{class: cClockMark}, "点|点钟|时")
	l.add(sense{class: cMinMark}, "分")
	l.add(sense{class: cHalf}, "半")
	l.add(sense{class: cQuarter, n: 15}, "一刻")
	l.add(sense{class: cQuarter, n: 45}, "三刻")
	l.add(sense{class: cOClock}, "整|钟|正")
	l.add(sense{class: cPeriodTail, n: 1}, "上旬")
	l.add(sense{class: cPeriodTail, n: 2}, "中旬")
	l.add(sense{class: cPeriodTail, n: 3}, "下旬")
	l.add(sense{class: cPeriodTail, n: 1, m: 2}, "上半年")
	l.add(sense{class: cPeriodTail, n: 2, m: 2}, "下半年")
	l.add(sense{class: cPeriodTail, n: 1, m: 1}, "月上旬")
	l.add(sense{class: cPeriodTail, n: 2, m: 1}, "月中旬")
	l.add(sense{class: cPeriodTail, n: 3, m: 1}, "月下旬")
	l.add(sense{class: cPeriodTail, n: lastTwoTens}, "中下旬")
	l.add(sense{class: cPeriodTail, n: firstTwoTens}, "上中旬")
	l.add(sense{class: cPeriodTail, n: lastTwoTens, m: 1}, "月中下旬")
	l.add(sense{class: cPeriodTail, n: firstTwoTens, m: 1}, "月上中旬")
	l.add(sense{class: cEdge, n: edgeStart}, "初|年初|头")
	l.add(sense{class: cEdge, n: edgeMid}, "中|年中")
	l.add(sense{class: cEdge, n: edgeEnd}, "底|末|年底|年末|月底|月末")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uMonth}, "月底|月末|月尾|月内")
	l.add(sense{class: cEdgeDay, n: edgeStart, m: uMonth}, "月初|月头")
	l.add(sense{class: cEdgeDay, n: edgeMid, m: uMonth}, "月中")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uYear}, "年底|年末|年尾|岁末|年内")
	l.add(sense{class: cEdgeDay, n: edgeStart, m: uYear}, "年初")
	l.add(sense{class: cEdgeDay, n: edgeMid, m: uYear}, "年中")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uQuarter}, "季末|季度末|季度底|季底")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uDay}, "下班|收工")
	l.add(sense{class: cBy}, "不晚于|不迟于|最晚|最迟|截至|截止|截止到|到")
	l.add(sense{class: cSince}, "自|从|自从|起")
	l.add(sense{class: cTo}, "到|至|~|～")
	l.add(sense{class: cFiller}, "的|在|约|大概|大约|于|就|那天|晚些时候|左右|当天|前后|上下")
	l.add(sense{class: cWeekNo}, "第")
	l.add(sense{class: cNth}, "第")
	for i, w := range []string{"一季度|第一季度|首季", "二季度|第二季度", "三季度|第三季度", "四季度|第四季度"} {
		l.add(sense{class: cQuarterNo, n: i + 1}, w)
	}
	l.add(sense{class: cEdgeDay, n: edgeStart, m: uWeek}, "周初")
	l.add(sense{class: cMinutes, n: 15}, "一刻钟|1刻钟")
	l.add(sense{class: cMinutes, n: 45}, "三刻钟")
	l.add(sense{class: cSameTime, m: 1}, "这个时候|这时候|同一时间|这个点")
	l.add(sense{class: cSameTime}, "同一天|同一日")
	l.add(sense{class: cUnclear, n: 1, m: 2}, "明后天|明后")
	l.add(sense{class: cUnclear, n: 0, m: 1}, "今明|今明天")
	l.add(sense{class: cUnclear, n: -2, m: -1}, "前昨|昨前天|前昨天")
	l.add(sense{class: cBothDays, n: 0, m: 1}, "今明两天|今明二天|今天明天两天")
	l.add(sense{class: cBothDays, n: 1, m: 2}, "明后两天|明后二天|明天后天两天")
	l.add(sense{class: cBothDays, n: -1, m: 0}, "昨今两天")
	l.add(sense{class: cPicked, n: -1}, "最后一个|最后1个")
	l.add(sense{class: cPicked, n: -1, m: 1}, "最后一天|最后1天|最后一日")
	l.add(sense{class: cPicked, n: 1, m: 1}, "第一天|第1天|头一天")
	for i, n := range []string{"一", "二", "三", "四"} {
		l.add(sense{class: cPicked, n: i + 1}, "第"+n+"个|第"+n)
	}
	l.add(sense{class: cPicked, n: 1}, "首个")
	l.add(sense{class: cNewYearAbout, n: -1}, "年前")
	l.add(sense{class: cNewYearAbout, n: 1}, "年后")
	for i, n := range strings.Split("一二三四五六七八九十", "") {
		l.add(sense{class: cLunarDay, n: i}, "大年初"+n+"|正月初"+n+"|农历正月初"+n+"|年初"+n+"|年后初"+n+"|节后初"+n)
		l.add(sense{class: cLunarDay, n: i, m: lunarNear}, "初"+n)
		l.add(sense{class: cLunarDay, n: i + 1, m: lunarTwelfth}, "腊月初"+n)
	}
	for i, n := range strings.Fields("十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十") {
		l.add(sense{class: cLunarDay, n: i + 11, m: lunarTwelfth}, "腊月"+n+"|农历腊月"+n+"|腊月"+strings.Replace(n, "二十", "廿", 1))
	}
	l.add(sense{class: cLunarDay, n: 14}, "正月十五")
	l.add(sense{class: cMyTime}, "当地时间|我们时间|本地时间")
	l.add(sense{class: cTheirTime}, "他们时间|对方时间|他们那边时间|客户时间|那边时间")
	l.add(sense{class: cRecent}, "最近|近|过去|这|最近这|前")
	l.add(sense{class: cEvery}, "每|每隔|每个")
	for name, w := range map[string]string{
		"new_year": "元旦|元旦节", "spring_festival": "春节|新春|农历新年|过年|大年", "new_year_eve_lunar": "除夕|大年三十|年三十", "lantern": "元宵|元宵节|农历正月十五|阴历正月十五", "qingming": "清明|清明节",
		"labour_day": "五一|劳动节|五一节|五一假期|五一劳动节", "dragon_boat": "端午|端午节|农历五月初五|阴历五月初五", "mid_autumn": "中秋|中秋节|农历八月十五|阴历八月十五", "national_day": "国庆|国庆节|十一假期|十一长假|十一黄金周|十一期间|国庆期间",
		"qixi": "七夕|七夕节|农历七月初七|阴历七月初七", "double_ninth": "重阳|重阳节|农历九月初九|阴历九月初九", "christmas": "圣诞|圣诞节", "christmas_eve": "平安夜|圣诞夜", "thanksgiving": "感恩节", "valentine": "情人节",
		"womens_day": "妇女节|三八妇女节|三八节", "childrens_day": "儿童节|六一儿童节|六一节|六一", "teachers_day": "教师节", "new_years_eve": "跨年夜", "laba": "腊八节", "double_eleven": "双十一|双11", "double_twelve": "双十二|双12", "winter_solstice": "冬至|冬至节", "youth_day": "五四青年节|青年节", "army_day": "建军节", "party_day": "建党节", "mothers_day": "母亲节", "fathers_day": "父亲节", "halloween": "万圣节", "easter_monday": "复活节星期一", "black_friday": "黑色星期五|黑五", "easter": "复活节",
	} {
		l.add(sense{class: cHoliday, name: name}, w)
	}
	for zone, w := range map[string]string{
		"Asia/Shanghai": "北京|中国|上海", "Europe/Berlin": "柏林|德国|法兰克福|慕尼黑", "Europe/London": "伦敦|英国", "America/New_York": "纽约|美东|美国东部", "America/Los_Angeles": "洛杉矶|美西|美国西部|旧金山|太平洋",
		"Asia/Tokyo": "东京|日本", "Asia/Singapore": "新加坡", "Asia/Hong_Kong": "香港", "Asia/Taipei": "台北|台湾", "Europe/Paris": "巴黎|法国", "Asia/Seoul": "首尔|韩国", "Asia/Dubai": "迪拜", "Australia/Sydney": "悉尼", "Asia/Kolkata": "印度",
	} {
		l.add(sense{class: cZone, name: zone}, w)
	}
	l.add(sense{class: cZoneTail}, "时间|当地时间")
	l.add(sense{class: cZone, name: "Europe/Berlin", m: 1}, "欧洲中部时间")
	return l
}

// After these a number with 点, 号 or 月 is no time or day: 3点建议, 3号楼.
var hanNoClock = []string{"建议", "意见", "要求", "问题", "想法", "原因", "反馈", "需求", "要点", "内容", "共识", "看法", "顾虑", "优势", "不足", "说明", "补充", "诉求", "疑问", "希望", "改进", "收获", "好处"}

var hanNoDay = []string{"楼", "线", "机", "门", "仓", "厂", "店", "馆", "院", "房", "会议室", "车间", "产线", "炉", "柜", "库", "桌", "文", "位", "泵", "井", "码头", "泊位", "仓库", "库房", "厂房", "展位", "展厅", "锅炉", "罐", "釜", "塔", "槽", "栋", "院区", "标段", "工位", "包厢", "包间", "岸桥", "机组", "坑", "轧机", "窑", "梯", "扶梯", "货梯", "客梯", "电梯", "杆", "桩", "屏", "灶", "窖", "塘", "棚", "大棚", "地块", "田", "柱", "轴", "模具", "配方", "货架", "通道", "线路", "样", "方案", "设备"}

var hanNoBefore = []string{"台", "期", "景", "端", "提是", "提条", "提下", "提不", "往", "途", "沿", "后", "任", "面", "者", "身", "线", "市场"}
