package understand

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"roundsman/sales/names"
)

// Rivals in Chinese are known by what they do, as in English: 用的是晨光的, 在跟博世谈,
// 京东报了八折, 杜邦那组最差, 三家在供：我们、劲嘉、裕同. The forms are read on the folded
// clause; what they hold is a rival if it can be a name and is nobody's.

const (
	hanName   = `([\p{Han}]{2,5}?|[a-z][a-z0-9]*(?: [a-z][a-z0-9]*)?)`
	hanNames  = hanName + `(?:[、和与及跟,， ]+` + hanName + `)?(?:[、和与及跟,， ]+` + hanName + `)?`
	beforeDo  = `(?:也|都|又|还|有|先|全|早就|已经|已|刚|刚刚|昨天|今天|上周|上个月|最近|前两天|那边|那家|家|直接|竟然|居然|现在|目前|正在|在|就|愿意|可以|能|同时)*`
	rivalDoes = `(?:报价|报了|报过|报的|报到|报低|报高|报得|报名|提交|递交|进去|进场|入场|介入|做演示|演示了|报\d|出价|开价|降价|降了|给了|给的|给他们|给他|给到|给出|送了样|送样|送过样|送了|打样|试样|试过|测试过|来过|来找|来谈|来抢|来挖|来拜访|来公关|来推|找过|找了|上门|抢单|抢走|抢了|抢|挖|也在找|在找|在追|在跟|盯着|中标|中了|拿了|拿走|拿下|入围|投标|投了|在投|也投|跟进|接触|做了演示|演示过|做过|便宜|比我们|比咱|比我司|承诺|免费|压价|杀价|让利|打折|打了|送|只要|在供|供货|供着|供的|占|份额|竞争|竞标|争)`
)

// rivalForm is one way to tell of a rival: the names it holds, and characters of which
// it has one, so that it need not be tried on most clauses.
type rivalForm struct {
	needs string
	form  *regexp.Regexp
}

// rivalForms are the ways to tell of a rival; each holds names.
var rivalForms = []rivalForm{
	// 用的是X的, 在用X的, 现在用X, 一直用X的, 换成X的, 试X的, 想用X的
	{"的", regexp.MustCompile(`(?:用的?(?:就|都|还|全|一直)?是|用着|在用|正用|一直用|想用|改用|换用|选用|选了|选的是|用惯了|用过|换成了?|换了|换到|转用|转向|倾向于?|在试|试的是|试用|采购的?是|买的?是|装的是|上的是|定的是|指定用?|好像是|应该是|签了|签给了?|给了|投了|偏向于?|看上了?|看中了?|青睐|在测|测的是|测过|测着)` + hanName + `(?:家|公司|他们)?的`)},
	{"用换转倾输让丢选签偏", regexp.MustCompile(`(?:用的?(?:就|都|还|全|一直)?是|用着|改用|换用|换成了?|转用|转向|倾向于?|输给了?|让给了?|丢给了?|选了|签给了?|偏向于?)` + hanName + `(?:家|公司|抢走了?|抢了|拿走了?|拿了|拿下了?|中了|中标|挖走了?|截胡了?|截了)?$`)},
	{"被", regexp.MustCompile(`被` + hanName + `(?:给|那边|家|他们)?(?:抢|拿|挖|截|中标|撬|签走|撸走|接走|做掉)`)},
	// 他们也在看Salesforce, 还在考虑金蝶
	{"看考评对比触试测约谈聊", regexp.MustCompile(`(?:他们|她们|客户|对方|那边|也|还|同时|另外|正|都)在(?:看|考虑|评估|对比|比较|接触|试用?|测试?|约|谈|聊)了?` + hanName + `(?:$|[的和跟与、家])`)},
	// 在跟X谈, 和X接触, 找了X, 对比X
	{"跟和与同找", regexp.MustCompile(`(?:在|也|正|同时|还|已经|私下|偷偷)(?:跟|和|与|同|找)` + hanNames + `(?:也|在|都|那边|他们)*(?:谈|接触|洽谈|聊|合作|打样|试样|测试|比价|询价|报价|对接|沟通|要报价|拿报价)`)},
	{"找问询约邀请", regexp.MustCompile(`(?:找了|找过|问过|问了|询了|询过|约了|邀请了?|请了)` + hanNames + `(?:也|来|去|他们|家|那边|的|一起)*(?:报价|比价|打样|送样|投标|询价|要价|拿样|试样|参与)`)},
	// X报了9折, X也送样了, X给的价; at the beginning or after a word for who speaks
	{"报价降给样试来找上抢挖中拿入投接做比承免压让打只在供占争", regexp.MustCompile(`(?:^|说是|说|透露|反映|提到|因为|但|可是|不过|而且|另外|其中|现在|目前|听说|据说|只是|嫌|聊到|谈到|说到|讲到|得知|发现|知道|[他她户方们]话|了|嗯|竞争情况)(?:美商|日商|德商|台商|港商|外商|陆商)?` + hanNames + `(?:的人|的|家|他们)?` + beforeDo + rivalDoes)},
	// 他们买的龙门铣是北一的
	{"是", regexp.MustCompile(`(?:买|装|用|配|上|选|换|订|进|采购)[\p{Han}]{0,8}?是` + hanName + `(?:家)?的$`)},
	// 鲁泰的手感比我们好
	{"我咱", regexp.MustCompile(`(?:^|说是|说|[他她户方们]话|觉得|认为|嫌|但|不过|可是|而)` + hanName + `(?:家|那边|他们)?(?:的[\p{Han}]{1,4}?)?(?:都|还|要|也|全|就)*(?:比|优于|强于|低于|高于|低|高|贵|便宜|平|平过|低过|贵过)(?:我们|咱|我司|我家)`)},
	// 辉瑞的已经在用, X那边更便宜, 杜邦那组最差, X的价格低
	{"最更用好占份优第", regexp.MustCompile(`(?:^|说是|说|透露|觉得|认为|嫌|但|不过|可是|而|只有|主要是|现在|目前)` + hanName + `(?:的|家|家的|那边|那边的|那家|那组|那款|那个|这边|他们)*(?:质量|价格|价钱|报价|交期|服务|产品|样品|样|数据|性能|效果|方案|单价|货期|账期|价|牌子|关系)?(?:已经在用|在用|用着|用了|最差|最好|更差|更好|更低|更快|更便宜|更硬|好用|份额|占了|排第|优先)`)},
	{"低便高贵好优", regexp.MustCompile(`(?:^|说是|说|觉得|认为|嫌|但|不过|可是|而)` + hanName + `(?:家|那边)?的(?:价格|价钱|报价|单价|交期|货期|账期|价)(?:低|便宜|高|贵|好|有优势|有竞争力)`)},
	{"比不没跟和与输", regexp.MustCompile(`(?:比|不如|没有|跟|和|与|输)` + hanName + `(?:家|那边)?的?(?:价格|报价|交期|质量|产品)?(?:还|都|要|更|那么|有)*(?:便宜|贵|高|低|差距|快|慢|差|强|好)`)},
	{"第标局围", regexp.MustCompile(`(?:^|[、:和跟,，]|结果是?)` + hanName + `(?:家)?(?:排名?|得|是|拿了?|得了)?(?:第[一二三四五1-5]名?|中标|落标|出局|入围|废标|弃标)`)},
	{"给选定", regexp.MustCompile(`(?:^|最后|结果|还是|直接|单子|订单|项目)(?:丢给了?|输给了?|让给了?|签给了?|给了|选了|定了)` + hanName + `$`)},
	// 前面是X和Y, 排在我们前面的是X, 还有X在投
	{"是有", regexp.MustCompile(`(?:前面|第一|第二|第三|另外|其他|另两家|另一家|另外两家|别家|老供应商|原供应商|现供应商|现有供应商|原来的供应商|供应商|对面|友商|主供|备选|二供|一供)(?:的)?(?:就|分别|应该|主要|还)?(?:是|有)` + hanNames + `$`)},
	{"我咱", regexp.MustCompile(`(?:我们|咱们|咱|我司|我|咱家|我家)[、和与跟,， ]+` + hanNames + `(?:[、和与及]+我们)?(?:一起|同台|同时|几家|两家|三家|都|一块|一同|$|在|来|也)`)},
	{"我咱", regexp.MustCompile(`^` + hanNames + `[、和与跟]+(?:我们|咱们|咱|我司)(?:一起|同台|同时|几家|两家|三家|都|一块)`)},
	{"是有", regexp.MustCompile(`(?:竞争的?|竞标的?|投标的?|报价的?|入围的?|供货的?|参标的?|来的)(?:还|就|主要|另外)?(?:有|是)` + hanNames + `$`)},
}

// hanRivals are the rivals that a Chinese clause tells of by what they do.
func (m *message) hanRivals(c clause) []string {
	if m.c.Book == nil || m.s.language() != "zh-Hans" || c.to-c.from < 4 {
		return nil
	}
	out := m.rivalsIn(c)
	for _, d := range m.days(c, true) { // 招标要下个月|罗氏跟雅培都报名了
		if to := m.r.lx[d.to-1].to; to > c.from+1 && to+4 <= c.to {
			for _, name := range m.rivalsIn(clause{from: to, to: c.to, topic: c.topic}) {
				out = appendNew(out, name)
			}
		}
	}
	return out
}

func (m *message) rivalsIn(c clause) []string {
	text := m.s.folded(c.from, c.to)
	var out []string
	for _, f := range rivalForms {
		if !strings.ContainsAny(text, f.needs) {
			continue
		}
		for _, at := range f.form.FindAllStringSubmatchIndex(text, -1) {
			for g := 2; g+1 < len(at); g += 2 {
				if at[g] >= 0 {
					at[g] += len(beforeRivalHan.FindString(text[at[g]:at[g+1]]))
				}
				if at[g] >= 0 && at[g] < at[g+1] && m.rivalNamed(c, text[at[g]:at[g+1]], utf8.RuneCountInString(text[:at[g]])) {
					out = appendNew(out, m.typedAt(c, at[g], at[g+1], text))
				}
			}
		}
	}
	return out
}

// beforeRivalHan are the verbs that what is told of a rival hangs on.
var beforeRivalHan = regexp.MustCompile(`^(?:他们说|她们说|他说|她说|客户说|对方说|人家说|老板说|美商|日商|德商|台商|港商|外商|聊到|谈到|提到|说到|讲到|得知|发现|知道|听说|据说|说是|说|嫌|因为|但|不过|然后|后来|现在|最近|其实)+`)

// typedAt is a piece of a folded clause as it was typed.
func (m *message) typedAt(c clause, from, to int, text string) string {
	first := m.s.words[c.from].from
	a, b := first+utf8.RuneCountInString(text[:from]), first+utf8.RuneCountInString(text[:to])
	return strings.TrimSpace(m.s.said(a, b))
}

// rivalNamed: the piece that begins so many characters into a clause can be a firm's
// name, and is no account, person, colleague or everyday word.
func (m *message) rivalNamed(c clause, said string, at int) bool {
	if firm := knownFirms[said] || m.beatUs(c, at, said); !firm && (noRivalHan[said] || wareHan.MatchString(said) || strings.ContainsAny(said, noHanRivalRunes) || commonHan(said)) {
		return false
	}
	from := m.s.words[c.from].from + at
	to := from + utf8.RuneCountInString(said)
	first, days := -1, m.days(c, true)
	for w := c.from; w < c.to; w++ {
		if m.s.words[w].from < to && m.s.words[w].to > from {
			if first < 0 {
				first = w
			}
			if m.owner[w] > 0 || m.inDays(days, w) {
				return false
			}
		}
	}
	if first < 0 || m.s.words[first].kind == letters && (!m.s.words[first].capital || latinMeans[m.s.words[first].text] != "" && !m.actsItself(first)) {
		return false
	}
	if r := []rune(said); r[0] >= utf8.RuneSelf && !knownFirms[said] {
		for n := 0; n+2 <= len(r); n++ { // 三菱, but neither 质量好 nor 价格低
			if two := string(r[n : n+2]); commonHan(two) && !knownFirms[two] || noRivalHan[two] {
				return false
			}
		}
	}
	plain := names.Plain(said)
	if len(m.c.Book.Contacts(names.Whole+plain, false, 1)) > 0 || len(m.c.Book.Colleagues(names.Whole+plain, 1)) > 0 {
		return false
	}
	return !slices.ContainsFunc(m.peopleIn(c, c.account()), func(p named) bool {
		return (p.title != "" || len(fitting(p, m.folk(c.account()))) > 0) && m.s.words[p.from].from < to && m.s.words[p.to-1].to > from
	})
}

// beatUs: who took an order away is a firm, whatever it is called: 被和大抢走.
func (m *message) beatUs(c clause, at int, said string) bool {
	return at > 0 && m.s.cut(m.s.words[c.from].from+at-1, m.s.words[c.from].from+at) == "被" && !strings.ContainsAny(said, "我他她它你您们的了人家") && !commonHan(said)
}

// actsItself: a word such as TEL is somebody: TEL那边也有送样.
func (m *message) actsItself(w int) bool {
	return w+1 < len(m.s.words) && among(m.s.words[w+1].text, "那也家报的降给")
}

// wareHan is what is sold rather than who sells it: 注塑机报价42万, 纸箱降价3%.
var wareHan = regexp.MustCompile(`(?:机|机床|箱|品|料|件|器|泵|阀|管|膜|剂|盒|袋|柜|灯|布|瓶|罐|桶|漆|胶|丝|绳|轮|带|轴承|电池|电缆|模具|椅|桌|粉|纸|片|芯|刀具|托盘|货架|叉车|样板|打样)$`)

// noRivalHan are words that stand where a rival may.
var noRivalHan = wordsOf(`我们 咱们 他们 她们 你们 别人 人家 别家 自己 客户 对方 对手 竞品 友商 同行 同类 国产 进口 国内 国外 老款 新款 原来 原装 以前 之前 现在 目前 最近 那家 这家 一家 两家 三家 几家 哪家 大家 谁家 公司 厂家 厂里 集团 总部 价格 价钱 单价 质量 交期 服务 账期 货期 产品 样品 样机 设备 材料 方案 合同 数据 性能 效果 今年 去年 明年 上次 这次 上批 这批 那批 上一批 一批 老板 领导 采购 技术 财务 质检 生产 仓库 工厂 市场 行业 本地 当地 代理 经销 渠道 电话 微信 免费 太贵 不贵 便宜 有点 可能 应该 已经 还是 只能 必须 需要 另外 其他 其它 第一 第二 第三 老样 外面 里面 上面 下面 前面 后面 旁边 样本 标准 他家 她家 你家 我家 咱家 人民币 美金 承兑 现款 现金 备货 新厂 老厂 二厂 一厂 产线 项目`)

const noHanRivalRunes = "到聊谈我咱他她它你您们的了是在有没不和跟与及这那哪谁每各都也就还又再被把给让对向从比很太更最只要会能可想说问看见做月日号周年元块万个款台件批折点%"

// knownFirms are firms called by a word of everyday.
var knownFirms = wordsOf(`金发 用友 和大 徐工 海天 海尔 联想 通用 长城 长江 苹果 大众 百度 松下 东方 现代 统一 光明 先锋 奔驰 南方 太平洋 晨光 得力 王牌 长虹 熊猫 金星 永久 凤凰 回力 英雄 红旗 解放 小米 东风 微软 奥的斯 和利时 可口可乐 大和 不二家 太太乐 太古 美的 都乐 能率 会稽山 每日优鲜`)
