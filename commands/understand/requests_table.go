package understand

import "regexp"

type request struct {
	command string
	form    *regexp.Regexp
	orders  bool // the command itself is called in other words
}

func answers(command, form string) request {
	return request{command: command, form: regexp.MustCompile(form)}
}

func orders(command, form string) request {
	return request{command: command, form: regexp.MustCompile(form), orders: true}
}

const (
	enAccounts = `(accounts?|customers?|clients?|companies|visits?)`
	enReach    = `(phone|telephone|mobile|cell|phone number|mobile number|number|e-?mail|e-?mail address|wechat|whatsapp|birthday|contact details?|job title|title|extension)`
	enDays     = `(today|tomorrow|tonight|this|next|on|now|mon|tue|wed|thu|fri|sat|sun|the rest|later)`
)

// requests are the everyday forms of what commands answer, English and Chinese,
// the surest first. They are matched against the folded text without apostrophes.
var requests = []request{
	answers("undo", `^(please |pls |no,? |oops,? )?(delete|remove|undo|scrap|scratch|discard|forget|erase|cancel|take back) (that|this|it|(the |my |that )?(last|latest|previous)( one| entry| record| note| visit| call| meeting| message)?|what i (just )?(said|wrote))( again)?( please| pls)?$`),
	answers("undo", `^(请|帮我|麻烦)?(把)?(删掉|删除|删了|撤销|撤回|取消|作废|去掉|不要)(了)?(刚才|刚刚|上一|上面|上个|最后|那|这)(的|那|这|一)?(条|个|次|笔)?(记录|拜访|备注|消息)?(吧)?$`),
	answers("undo", `^(请|帮我|麻烦)?(把)?(刚才|刚刚|上一|上面|最后)(的|那|这|一)?(条|个|次|笔)?(记录|拜访|备注|消息)?(给我)?(不算|删掉|删了|删除|作废|撤销|撤回|取消|去掉|不要了)(吧|了|掉)?$`),

	answers("help", `^(who|what) (are|r) (you|u)$|^what (can|do) (you|i) (do|say|type|write|ask)|^what (should|shall) i (say|type|write)|^how (do|does) (you|this|it|that) work|^how can you help`),
	answers("help", `^(你|您)(是谁|是什么|叫什么|是干什么|是干嘛|会(做|干)?(什么|啥)|能(帮我)?(做|干)?(什么|啥)|有(什么|啥|哪些)功能)|^(怎么|如何)(使用|用你?|操作)$|^我(能|可以)(问|说)(你)?(什么|啥)`),

	orders("visits", `^(please |pls |can you )?(show|list|give|get|display|see) (me |us )?(all )?(my |our )?visits\b`),
	orders("due", `^(please |pls |can you )?(show|list|give|get|display|see) (me |us )?(all )?(my |our |the )?(all )?(open |due |overdue |pending |outstanding )?(follow ?-?ups?|todos?|to-?dos?|tasks|reminders)\b`),
	orders("agenda", `^(please |pls |can you )?(show|list|give|get|display|see) (me |us )?(my |our |the )?(agenda|schedule|calendar|plan|day|week)\b|^my (agenda|schedule|calendar)\b`),
	orders("leave", `^(im|i am|ill be|i will be|ive got|i have|going|be|well be) (on |taking )?(leave|vacation|holidays?|hols|pto|annual leave|off|ooo|out of office|out of the office|away)\b( (work|from work))?( .*)?$|^(taking|on|having) (leave|vacation|holidays?|pto|the day off|a day off|days off)\b.*$|^(vacation|holidays?|pto|ooo|out of office|day off|days off)\b.{0,40}$`),

	answers("due", `^(which|what|show|list|any|are there|do i have)\b.*\b(follow ?-?ups?|todos?|to-?dos?|promises|reminders|tasks)\b|^what(s| is| are)? (still )?(due|open|overdue|outstanding|left to do|not done)|^what (did|have|do) (i|we) (promised?|owe)\b|^what do i owe\b`),
	answers("due", `(还有|有)?(什么|哪些|啥)(事|事情|跟进)?(还)?(没做|没办|没完成|没干|未完成|没跟进|要跟进|需要跟进|到期)|(跟进|待办)(的)?(都)?(有|是)(哪些|什么|啥)|^我?(都)?答应(了|过)(谁|什么|哪些)|还欠(谁|什么|哪些)|^我?们?(都)?(答应|承诺|答应过|承诺过)(了|过)?[^，。,]{1,12}(什么|啥|哪些)(事|事情)?(了|来着|呢)?$`),

	answers("visits", `^(which|what|whose|any|list|show)\b.*\b`+enAccounts+`\b.*\b(not|havent|havnt|hasnt|still|left|due|missed|missing|remaining|overdue|yet|should|need|must|to (see|visit))\b|^(which|what) (do|should|must) i (still )?(have to |need to )?(visit|see)\b|^who(m)? (do|should|must|havent|have) i (still |not )?(have to |need to )?(visit|see|seen|visited|met|meet)\b`),
	answers("visits", `(哪些|哪个|哪家|哪几家|几家|几个|多少|什么|谁)(客户|公司)?(我)?(今年|这?本?个?月|这?本?周|最近)?(还|都)?(没|没有|未)(去|拜访|见|跑|走访|看)|(哪些|哪个|哪家|哪几家|谁)(客户|公司)?(还)?(要|该|需要|得|应该)(去|拜访|见|跑|走访)|(还|都)(要|该|得|需要)(拜访|去|跑|见)(哪些|哪家|谁|哪几家|什么)`),

	orders("agenda", `^what (do i|do we|have i|have we) (have|got)( on| planned| scheduled| coming up)? ?`+enDays+`.*$`),
	answers("agenda", `^(whats|what is|anything|something|is there anything|do i have anything|have i got anything) (on|planned|scheduled|up|coming up|happening|next|going on|to do)\b( (for me|on my (agenda|calendar|plate)))?( `+enDays+`.*)?$|^what do i have (to do|on|planned|scheduled|coming up|going on|got)?( ?`+enDays+`.*)?$|^what have i got( on| planned| to do)?( `+enDays+`.*)?$|^what am i (doing|up to)\b`),
	answers("agenda", `^(whats|what is|hows|how is|how does|what does) my (day|week|schedule|agenda|calendar|plan|tomorrow|morning|afternoon)\b|^(show|give|tell) me my (day|week|schedule|agenda|calendar|plan)|^what (should|shall|must|do) i (need to |have to )?do( today| tomorrow| next| this.*| now| on .*)?$|^where (am i|do i (have|need) to) (go|be|going)\b|^what meetings\b`),
	answers("agenda", `^我?.{0,8}(有|还有|都有)(什么|哪些|啥|没有|无)(安排|行程|日程|计划|事|事情|活动|事要做|要做)|^我?.{0,8}(要|该|得|准备|需要)(干嘛|干什么|干啥|做什么|做啥|去哪|去哪里|忙什么)|^我?的?.{0,6}(安排|行程|日程)(呢|是什么|是啥|有什么|有哪些|怎么样|如何|吗)?$`),

	answers("contact", `^(whats|what is|do (we|you|i) have|give me|tell me|show me|find|look up|i need|how (can|do) i (reach|call|email|contact))\b.*\b`+enReach+`$|^\S+( \S+){0,3}s `+enReach+`$|^how (can|do) i (reach|call|email|contact)\b|^(whos|who is|who was)\b`),
	answers("contact", `^(the |whats the |what is the )?`+enReach+` (for|of) [a-z.' -]{2,40}?( please| pls| plz)?$`),
	answers("contact", `(电话|手机|号码|手机号|邮箱|微信|微信号|联系方式|生日|职位|职务)(号)?(是)?(多少|什么|几号|哪个|呢|有吗|有没有|吗|啥)$|^.{1,10}的(电话|手机号?|电话号码|邮箱|联系方式|微信号|生日|职位|职务)$|^[^，。,]{1,10}(是谁|是哪位|是什么人)(呀|啊|来着)?$`),

	answers("history", `(做|聊|谈|说|讲|干|沟通|讨论|答应|承诺)(过|了)(些)?(什么|啥|哪些)|(去|见|拜访|联系|跑)(过|了)?.{0,6}(几次|多少次|几回|多少回)|上次.{0,14}(什么时候|哪天|几号|何时|什么|啥)|(什么时候|哪天|何时)(去|见|拜访|联系)(过|了|的)|(去|见|拜访|联系|跑)(过|了)(谁|哪些|哪几|哪家|哪几家|什么人|什么客户)|(谈|聊|进展|沟通)得?(怎么样|如何|咋样|到哪)`),
	answers("history", `^how many (visits|calls|meetings|notes|reports)\b`),
	answers("history", `^(when (did|was|were|have)|what (did|have|has|was|were)|how often|how many times|did (i|we)|have (i|we)|has anyone|who (did|has|was))\b.*\b(last|talk(ed)?|discuss(ed)?|met|meet|visit(ed)?|see|saw|seen|call(ed)?|promise(d)?|do at|done (at|with|for)|happen(ed)?)\b`),

	answers("account", `^(please |pls |can you |could you )*(summari[sz]e|sum up|brief me on|give me (a |the )?(summary|overview|rundown|brief(ing)?)( of| on| about)?)\b`),
	answers("account", `^((请|帮我|麻烦|给我)+(总结|概括|汇总)(一下|下)?|(总结|概括|汇总)(一下|下))[^，。,]{1,20}$`),
	answers("account", `^(how(s| is| are)?|hows it going|how are things|tell me( more)?|show me|what(s| is)? (up|new|going on|happening|the (latest|news|status|state|story))|what about|what do (we|i|you) know|who (owns|handles|manages|looks after|is responsible for|do we know|works)|whose|which contacts|who are|what (class|grade|tier)|what(s| is) .*(address|class|owner|industry|region|status)$|when is (my|the|our) next)\b.*`),
	answers("account", `(怎么样|咋样|如何|什么情况|啥情况)(了|呢|啊)?$|(有哪些|有什么|有几个|哪些|都有谁).{0,3}(联系人|人)$|(谁|哪位|哪个同事)(在|来)?(负责|跟进|管|跟)|(由|归|是)(谁|哪位)(负责|跟|管|跟进)|负责人是谁|(什么|哪个|几)(等级|级别|类)(的)?(客户)?$|(等级|级别|别名|地址|行业|情况|资料)(是什么|是多少|是啥|是哪|呢)$|^.{1,10}的(等级|级别|别名|地址|情况|近况|资料)$`),
}

// courtesies are the whole texts that only thank, agree or greet.
var courtesies = []struct {
	kind Courtesy
	form *regexp.Regexp
}{
	{CourtesyThanks, regexp.MustCompile(`^((ok|okay|great|perfect|cool|super|nice|good|got it|yes|done|wonderful|awesome),? )?(many |great, |ok |super )?(thanks|thank you|thx|thank u|ty|cheers|much appreciated|appreciate it|danke|merci)( a lot| so much| very much| a bunch| again| mate| man| bot| roundsman| for (that|the help|your help))?( (ok|great|cool|bye))?$|^(好的?|收到|ok|嗯)?[,， ]?(多谢|谢谢|谢啦|谢了|感谢|非常感谢|太感谢了|辛苦|辛苦了|谢谢(你|您|啦|了|哦)|辛苦(你|您)了)$`)},
	{CourtesyAgrees, regexp.MustCompile(`^(ok|okay|okey|okk|k|kk|cool|great|perfect|nice|good|fine|sure|alright|all right|got it|understood|noted|roger|will do|yes|yep|yeah|no problem|np|super|awesome|excellent|well done|good job|great job|sounds good|that works|lol|haha+|done|right|correct)( (then|thanks|great|cool))?$|^(好|好的|好滴|好嘞|好吧|好哒|好呀|行|行吧|可以|可以的|没问题|收到|收到了|嗯|嗯嗯|嗯好|哦|哦哦|知道了|明白|明白了|了解|了解了|对|对的|是的|没错|不错|很好|太好了|棒|真棒|厉害|哈哈+|呵呵|没事|没事了|ok的|okk?)$`)},
	{CourtesyGreets, regexp.MustCompile(`^((good (morning|afternoon|evening|day|night)|morning|evening|hi|hello|hey|hiya|howdy)( (all|team|everyone|there|bot|roundsman))?[ ,!.]*)?(how are you|how are you doing|hows it going|hows things|how is it going|whats up|sup|how do you do)( today| doing)?$|^(good (morning|afternoon|evening|day|night)|morning|evening|morning all|morning team|bye|bye bye|goodbye|see you|see you (later|tomorrow)|have a (good|nice) (day|evening|weekend|one)|are you there|you there|anybody there)$|^(在吗|在么|在不在|在不|早|早安|早上好|上午好|中午好|下午好|晚上好|晚安|再见|拜拜|下班了|周末愉快|节日快乐|新年快乐)$`)},
}

// cancellations order a planned meeting or another follow-up to be dropped, called
// by whom it is with.
var cancellations = []*regexp.Regexp{
	regexp.MustCompile(`^(please |pls |plz |can you |could you )*(cancel|drop|remove|delete) ((my|our) (next |planned |upcoming )?(meeting|visit|appointment|call)|(the |my |our )?(follow ?-?up|reminder|task|todo|to-do))s? (with|for|at|about|to) (?P<what>[^,.;:]{2,40})$`),
	regexp.MustCompile(`^(请|帮我|麻烦)?取消(一下)?(和|跟|与|同|对|给)?(?P<what>[^,，。;；]{1,16}?)的(会|会议|拜访|约|约会|见面|预约|跟进|提醒)(吧)?$`),
}

// corrections say what was wrong in the last record, and what is right.
var corrections = []*regexp.Regexp{
	regexp.MustCompile(`^(sorry,? |oops,? |correction:? ?,?|no,? |actually,? |wait,? |i mean,? )*(it was |that was |i mean |i meant |it is |its )?not (with |at |on )?(?P<was>[^,.;:]+?)( ?[,;.-] ?| but )(sorry,? |but |rather |i meant? |it was |its |it is |it should be |that was |with |at |on )*(?P<now>[^,.;:]+)$`),
	regexp.MustCompile(`^(sorry,? |oops,? |correction:? ?,?|no,? |actually,? |wait,? |i mean,? )*(it was |i meant |i mean |that was |it should be |its |make that )(with |at |on )?(?P<now>[^,.;:]+?),? (and )?(not|instead of|rather than) (with |at |on )?(?P<was>[^,.;:]+)$`),
	regexp.MustCompile(`^((刚才|刚刚|上一条|上面|前面)?(那条|那个|的)?(记录|拜访|消息)?(我)?(改一下|更正|更正一下|纠正一下|说错了|写错了|记错了|搞错了|弄错了|打错了|有误|有个错|口误|不好意思|抱歉|不对|错了|等等)(了)?)?[,，:：。 ]*(刚才|刚刚|上一条|上面)?(那条|那个|的)?(应该)?不是(?P<was>[^,，。;；是]+)[,，。;； ]*(而|应该|应|我说的)?是(?P<now>[^,，。;；]+)$`),
	regexp.MustCompile(`^((刚才|刚刚|上一条|上面|前面)?(那条|那个|的)?(记录|拜访|消息)?(我)?(改一下|更正|更正一下|纠正一下|说错了|写错了|记错了|搞错了|弄错了|打错了|有误|有个错|口误|不好意思|抱歉|不对|错了)(了)?)?[,，:：。 ]*(刚才|刚刚|上一条|上面)?(那条|那个|的)?(应该)?是(?P<now>[^,，。;；]+)[,，。;； ]*(而)?不是(?P<was>[^,，。;；]+)$`),
	regexp.MustCompile(`^(请|帮我)?(把)?(刚才|刚刚|上一条|上面)?(那条|那个)?(的)?(?P<was>[^,，。;；把]+?)(改成|改为|换成|更正为)(?P<now>[^,，。;；]+)$`),
	regexp.MustCompile(`^(please )?(change|correct) (the )?(?P<was>[^,.;:]+?) (to|into) (?P<now>[^,.;:]+)$`),
}

// plainCorrection holds what only a correction says.
var plainCorrection = regexp.MustCompile(`\b(it was|i meant?|should be|sorry|oops|correction|instead of|change|correct)\b|不是.*是|是.*不是|改成|改为|换成|更正`)

// postponements put a follow-up off that is called by its account or its words.
var postponements = []*regexp.Regexp{
	regexp.MustCompile(`^(please |pls |plz |can you |could you )*(snooze|move|push|postpone|shift|delay|put off|reschedule) (the |my )?(?P<what>.{0,40}?) ?(follow ?-?up|reminder|task|todo|to-do|one)s?( (with|for|on|at|about) (?P<with>.{1,40}?))?( back)? (to|until|till) (?P<when>.{2,30})$`),
	regexp.MustCompile(`^(please |pls |plz |can you |could you )+snooze (the |my )?(?P<what>.{2,40}?)( back)? (to|until|till) (?P<when>.{2,30})$`),
	regexp.MustCompile(`^(please |pls |plz |can you |could you )*(snooze|move|push|postpone|shift|delay|put off|reschedule) (?P<what>all|everything|all of (?:them|it|those)|them all)( back)? (to|until|till) (?P<when>.{2,30})$`),
	regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)?(?P<what>全部|所有|所有的)(跟进|待办|提醒|任务)?(都|再)?(推迟|推后|推|改|挪|延后|延期|延|顺延)(到|至)(?P<when>.{1,12})$`),
	regexp.MustCompile(`^(请|帮我|麻烦)?(把|将)?(?P<what>.{1,20}?)的?(跟进|待办|提醒|任务)(都|再)?(推迟|推后|推|改|挪|延后|延期|延|顺延)(到|至)(?P<when>.{1,12})$`),
}

// postponementOfThing is one that calls a follow-up by its words alone: 把交期表推到下周.
var postponementOfThing = regexp.MustCompile(`^(please |pls |plz |can you |could you )*(?:snooze|move|push|postpone|put off|shift|delay|reschedule) (?:the |my )(?P<what>.{3,40}?)(?: back)? (?:to|until|till) (?P<when>.{3,30})$|^(请|帮我|麻烦)?(把|将)(?P<han>[^会约见访]{1,20}?)(都|再)?(推迟|推后|推|延后|延期|延|顺延)(到|至)(?P<day>.{1,12})$`)

// met is what one moves that is no follow-up.
var met = regexp.MustCompile(`\b(meeting|visit|call|appointment|lunch|demo|date|that|it)s?\b`)

// settlements say that something is done. They may be a report as well, so that
// Reading.Settled is for whoever knows what is open.
var settlements = []*regexp.Regexp{
	regexp.MustCompile(`^(那个|那份)?(?P<what>.{2,24}?)(已经|都|也)?(搞定|办完|办好|做完|做好|弄好|弄完|处理完|处理好|完成)(了)?(啦|了)?$`),
	regexp.MustCompile(`^(?P<what>.{3,40}?) (is|are|has been|have been|was|were)( now| all| already)? (done|finished|completed|taken care of|sorted)$`),
	regexp.MustCompile(`^(?P<what>.{3,40}?) ?[-–—:,] ?(is |all |now )?(done|finished|completed|sorted|ticked)$`),
	regexp.MustCompile(`^(i )?(have |ive )?(just )?(finished|completed|done with|done:) (?P<what>.{3,40})$`),
}

// ticks order a follow-up to be ticked off, called by its words or said to be done
// right before.
var ticks = []*regexp.Regexp{
	regexp.MustCompile(`^(please |pls |plz |can you |could you )*(tick|check|cross) off (the |my )?(?P<what>.{2,40}?)( one)?( please| pls| plz)?$`),
	regexp.MustCompile(`^(?P<what>[^,;.]{3,50}?) (is|are|was|were|has been|have been|got) [^,;.]{2,20}[,;.-] ?(so |and )?(please |pls |plz |can you |could you )*(tick|check|cross|mark) (that|it|this|them)( one)? (off|as done|done|as complete|as completed)( please| pls| plz)?$`),
	regexp.MustCompile(`^(please |pls |plz |can you |could you )*(tick|check|cross|mark) (the |my )?(?P<what>.{2,40}?)( one)? (off|as done|done|as complete|as completed)( please| pls| plz)?$`),
}

// What requests begin with, end with, or hold.
var (
	requestOpeners = wordsOf(`summarise summarize sum brief give can could phone telephone mobile cell number email address wechat birthday contact extension leave dont why no theres you quiet switch timezone language hours country stop no turn disable mute cancel time working my add create new save set rename give hand transfer assign pass reassign scratch sorry oops ops nope rather hmm ah pardon bump this shift latest last who whos whose whom what whats which how hows where when any anything something show list tell give is do did have has are find look i im ill ive i'm my get see display can going taking having on be vacation holiday holidays pto ooo out day days we delete remove undo scrap discard forget erase cancel take please pls no oops sorry not it that its correction actually wait change correct move push postpone shift delay put reschedule make snooze tick check cross mark plz can could open pull bring`)
	requestEnds    = wordsOf(`phone telephone mobile cell number email e-mail mail address wechat whatsapp birthday contact detail details title extension`)
	requestHints   = []string{
		"tick ", " as done", " off",
		"日报", "业绩", "总结", "概括", "汇总", "完成率", "完成情况", "上班", "打扰", "别烦我", "发消息",
		"什么", "啥", "哪", "谁", "多少", "几次", "几时", "几回", "几号", "几个", "几家", "怎么", "怎样", "咋", "如何", "干嘛", "何时", "安排", "行程", "日程", "删", "撤", "换成", "切到", "改成", "切换", "语言", "时区", "工作时间", "上班时间", "国家", "提醒", "取消", "请假", "休假", "推到", "新客户", "建客户", "增客户", "加客户", "个客户", "联系人", "改名", "更名", "重命名", "不对", "错了", "更正", "纠正", "口误", "日期是", "应该是", "其实是", "是周", "是星期", "是礼拜", "是昨", "是前", "是上", "是今", "提前到", "取消", "作废", "去掉", "不要", "不算", "不是", "改成", "改为", "换成", "更正", "推到", "推迟到", "推后到", "改到", "挪到", "延到", "延期到", "延后到", "顺延到", "推至", "改至",
		"的电话", "的手机", "的邮箱", "的微信", "的联系方式", "的生日", "的职", "的等级", "的级别", "的地址", "的情况", "的近况", "的资料", "电话有", "电话呢", "功能",
	}
)
