package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/sales"
	"roundsman/storage"
)

// The invented sales team of try: two reps, their manager, finance.
const (
	tryWorkspace = "T0TRY0001"
	tryAnna      = "U0ANNA0001"
	tryLiNa      = "U0LINA0001"
	tryMarta     = "U0MARTA001"
	tryOmar      = "U0OMAR0001"
	tryChannel   = "C0TEAM0001"
)

func tryPeople() ([]localslack.Person, []localslack.Channel) {
	people := []localslack.Person{
		{ID: tryAnna, Name: "anna", RealName: "Anna Keller", Title: "Account manager · 客户经理", Locale: "en-US", TZ: "Europe/Berlin"},
		{ID: tryLiNa, Name: "lina", RealName: "李娜", Title: "Account manager · 客户经理", Locale: "zh-CN", TZ: "Asia/Shanghai"},
		{ID: tryMarta, Name: "marta", RealName: "Marta Silva", Title: "Sales manager · 销售主管", Locale: "en-US", TZ: "Europe/Berlin", Owner: true, Admin: true},
		{ID: tryOmar, Name: "omar", RealName: "Omar Haddad", Title: "Finance · 财务", Locale: "en-US", TZ: "Europe/Berlin"},
	}
	members := []string{tryAnna, tryLiNa, tryMarta, tryOmar}
	return people, []localslack.Channel{{ID: tryChannel, Name: "key-accounts", Members: members, HasApp: true}}
}

// tryConfig is what config.yaml of that team would say.
func tryConfig(c config.Config) config.Config {
	c.Teams = []config.Team{{
		ID: "key", Name: "Key accounts", Channel: tryChannel, Managers: []string{tryMarta}, Reps: []string{tryAnna, tryLiNa},
	}}
	c.Finance, c.Admins = []string{tryOmar}, []string{tryMarta}
	c.DailyReport.Teams = []string{"key"}
	c.WeeklyPlan.Teams = []string{"key"}
	c.Digests.Teams, c.Digests.Channels = []string{"key"}, []string{"key"}
	return c
}

// invented is one account of the invented team.
type invented struct {
	owner, name string
	aliases     []string
	class       sales.Class
	contacts    []string // "name, title, buying role"
	visited     int      // days ago; 0: never
	said        string
	promised    string // what is still open
	due         int    // in so many days
}

var inventedAccounts = []invented{
	{tryAnna, "Acme", []string{"Acme Corp"}, sales.ClassA, []string{"Wang Lei, Purchasing, influencer", "Smith, Dr., decision_maker"}, 40, "They compare us with Bolt on price.", "send the sample report", 1},
	{tryAnna, "Nordwind Pumps", nil, sales.ClassA, []string{"Katrin Hoff, Dr., decision_maker", "Jonas Weber, Maintenance, user"}, 12, "Want a service contract from January.", "", 0},
	{tryAnna, "Nordwind Motors", nil, sales.ClassB, []string{"Peter Jäger, Purchasing, gatekeeper"}, 75, "Budget is frozen until the new year.", "call Mr Jäger about the trial", -2},
	{tryAnna, "Müller Maschinenbau", []string{"MMB"}, sales.ClassC, nil, 0, "", "", 0},
	{tryLiNa, "华为", []string{"Huawei", "华为技术"}, sales.ClassA, []string{"王伟, 采购经理, influencer", "李总, 总经理, decision_maker"}, 35, "对交期不满意，希望提前两周。", "发新的交期表", 0},
	{tryLiNa, "宁德时代", []string{"CATL"}, sales.ClassA, []string{"陈静, 工艺部, user"}, 8, "样品测试通过，等采购流程。", "", 0},
	{tryLiNa, "上港集团", nil, sales.ClassB, []string{"孙明, 设备部经理, influencer"}, 50, "年底前有设备更新预算。", "", 0},
	{tryLiNa, "上汽集团", []string{"SAIC"}, sales.ClassB, nil, 0, "", "", 0},
}

// seedTry writes the invented team's accounts into an empty store.
func seedTry(ctx context.Context, store storage.Store, now time.Time) error {
	return store.Update(ctx, func(tx storage.Tx) error {
		for i, a := range inventedAccounts {
			if err := a.seed(tx, i, now); err != nil {
				return fmt.Errorf("invent account: %w", err)
			}
		}
		if err := seedResults(tx, now); err != nil {
			return fmt.Errorf("invent results: %w", err)
		}
		return tx.Keep("try/seeded", []byte("true"), time.Time{})
	})
}

func (a invented) seed(tx storage.Tx, n int, now time.Time) error {
	owner := sales.NewPersonID(tryWorkspace, a.owner)
	zone := time.UTC
	today := sales.DateIn(now, zone)
	account := sales.Account{
		ID: sales.AccountID(fmt.Sprintf("try-%d", n)), Name: a.name, Aliases: a.aliases, Owner: owner, Team: "key",
		Class: a.class, Created: now.AddDate(0, 0, -max(a.visited, 3)), Version: 1,
	}
	if a.visited > 0 {
		account.LastVisit, account.LastCounted = today.AddDays(-a.visited), today.AddDays(-a.visited)
	}
	if err := tx.PutAccount(account); err != nil {
		return err
	}
	contacts, err := a.seedContacts(tx, account.ID)
	if err != nil {
		return err
	}
	if a.visited > 0 {
		visit := sales.Visit{
			ID: sales.VisitID(account.ID), Account: account.ID, Day: account.LastVisit, Mode: sales.InPerson, Contacts: contacts,
			Said: a.said, Text: a.said, Author: owner, Written: now.AddDate(0, 0, -a.visited), Version: 1,
		}
		if err := tx.PutVisit(visit); err != nil {
			return err
		}
	}
	if a.promised == "" {
		return nil
	}
	followUp := sales.FollowUp{
		ID: sales.FollowUpID(account.ID), What: a.promised, Account: account.ID, Owner: owner, Author: owner,
		Due: sales.Due{Day: today.AddDays(a.due)}, Status: sales.FollowUpOpen, Created: now.AddDate(0, 0, -a.visited), Version: 1,
	}
	return tx.PutFollowUp(followUp)
}

func (a invented) seedContacts(tx storage.Tx, account sales.AccountID) ([]sales.ContactID, error) {
	var ids []sales.ContactID
	for i, text := range a.contacts {
		parts := append(strings.SplitN(text, ", ", 3), "", "")
		c := sales.Contact{
			ID: sales.ContactID(fmt.Sprintf("%s-%d", account, i)), Account: account, Name: parts[0], Title: parts[1],
			Buying: sales.BuyingRole(parts[2]), Version: 1,
		}
		if err := tx.PutContact(c); err != nil {
			return nil, err
		}
		ids = append(ids, c.ID)
	}
	return ids, nil
}

// tryGuide is the page's guided first minute.
func tryGuide() map[string][]localslack.GuideStep {
	return map[string][]localslack.GuideStep{
		"en": {
			{Title: "Log a visit", Text: "You are Anna, a rep. Write to roundsman as you would to a colleague.", Say: "Visited Acme today, met Wang Lei and Dr. Smith, they like the new compressor but want 60-day terms, rival Bolt offered 5% less. Follow up next Tuesday 3pm: send quote"},
			{Title: "Add to it, or mend it", Text: "Press Edit on the receipt for the whole form, Undo to take it back, or edit your message: the record follows. A message within ten minutes extends the visit.", Say: "they also asked for a reference customer"},
			{Title: "See what the account remembers", Text: "The card shows contacts, last visits, open follow-ups and the next due visit.", Say: "account Acme"},
			{Title: "Let time pass", Text: "Use the clock: “next working morning” brings the reminders that are due.", Say: "due"},
			{Title: "Be somebody else", Text: "Switch to 李娜 (in Chinese), to Marta, the manager, or to Omar in finance: each sees only what is theirs.", Say: "help"},
		},
		"zh-Hans": {
			{Title: "记一次拜访", Text: "你现在是客户经理李娜（不是的话请在侧栏里切换身份）。像跟同事说话一样写给 roundsman。", Say: "今天上午拜访了华为,见了王伟和李总,对新方案感兴趣,嫌价格高,下周三前发报价"},
			{Title: "补充或修改", Text: "点回执上的“编辑”打开沟通记录表，点“撤销”收回，或直接编辑你的消息，记录会跟着变。十分钟内的消息会并入同一次拜访。", Say: "还想看一个参考客户"},
			{Title: "看看客户资料", Text: "资料卡上有联系人、最近的拜访、未完成的跟进和下次拜访时间。", Say: "客户 华为"},
			{Title: "让时间过去", Text: "用时钟跳到“下一个工作日早上”，到期的提醒就会出现。", Say: "待办"},
			{Title: "换个人看看", Text: "切换成 Anna（英文）、主管 Marta 或财务 Omar：每个人只看到自己该看的。", Say: "帮助"},
		},
	}
}
