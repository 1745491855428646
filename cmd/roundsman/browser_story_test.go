package main

import "testing"

// A rep tells of a visit on the page, mends it in the form, and the clock brings
// the reminder: in both languages, on a wide screen and on a phone.
func TestBrowser(t *testing.T) {
	t.Parallel()
	for name, size := range map[string][2]int64{"wide": {1280, 860}, "phone": {390, 844}} {
		for language, story := range map[string]func(*testing.T, *page){"english": storyInEnglish, "chinese": storyInChinese} {
			t.Run(language+"_"+name, func(t *testing.T) {
				t.Parallel()
				story(t, openBrowserAt(t, size[0], size[1]))
			})
		}
	}
}

func storyInEnglish(t *testing.T, p *page) {
	p.be(tryAnna, "dm")
	p.shot("1-begin")
	p.say("Visited Acme today, met Wang Lei and Dr. Smith, they like the new compressor but want 60-day terms, rival Bolt offered 5% less. Follow up next Tuesday 3pm: send quote")
	p.sees("Acme", "Wang Lei", "Tue 24 Nov (today)", "send quote", "Tue 1 Dec, 15:00", "Hello Anna Keller!")
	p.shot("2-receipt")
	p.press("That's right")
	p.sees("All set")
	p.press("Edit")
	p.await("the form", "document.querySelector('"+byID("modal")+"')")
	p.shot("3-form")
	p.script("document.querySelector('" + byID("modal-x") + "').click();")
	p.say("account Acme")
	p.sees("Owner", "decision maker", "Dr.")
	p.shot("4-account")
	p.be(tryAnna, "home")
	p.sees("Anna Keller")
	p.shot("5-home")
	p.advance(tryAnna, "2026-12-01T15:00")
	p.be(tryAnna, "dm")
	p.sees("send quote")
	p.await("the reminder's button", `[...document.querySelectorAll('button')].some(b => b.innerText.trim() === 'Done')`)
	p.shot("6-reminder")
	p.press("Done")
	p.sees("Done: send quote")
	p.shot("7-done")
}

func storyInChinese(t *testing.T, p *page) {
	p.be(tryLiNa, "dm")
	p.say("今天上午拜访了华为,见了王伟和李总,对新方案感兴趣,嫌价格高,下周三前发报价")
	p.sees("华为", "王伟", "李总", "11月24日 周二（今天）", "发报价", "12月2日 周三前", "李娜，你好！")
	p.shot("2-receipt")
	p.press("没问题")
	p.sees("设置好了")
	p.press("编辑")
	p.await("the form", "document.querySelector('"+byID("modal")+"')")
	p.shot("3-form")
	p.script("document.querySelector('" + byID("modal-x") + "').click();")
	p.say("客户 华为")
	p.sees("负责人", "决策人")
	p.shot("4-account")
	p.be(tryLiNa, "home")
	p.sees("李娜")
	p.shot("5-home")
	p.advance(tryLiNa, "2026-12-01T09:05")
	p.be(tryLiNa, "dm")
	p.sees("发报价")
	p.await("the reminder's button", `[...document.querySelectorAll('button')].some(b => b.innerText.trim() === '完成')`)
	p.shot("6-reminder")
	p.press("完成")
	p.sees("已完成：")
	p.shot("7-done")
}

// advance moves the clock as the page's picker does.
func (p *page) advance(user, to string) {
	p.t.Helper()
	p.script(`window.clockMoved = false; fetch('/_local/clock', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({as: '` + user + `', to: '` + to + `'})}).then(() => { window.clockMoved = true; });`)
	p.await("the clock", "window.clockMoved")
}

// Who may see what, as the page shows it: the manager the team, finance names.
func TestBrowserOtherRoles(t *testing.T) {
	t.Parallel()
	p := openBrowserAt(t, 1280, 860)
	p.be(tryMarta, "dm")
	p.say("accounts")
	p.sees("Acme", "华为")
	p.shot("manager")
	p.be(tryMarta, "home")
	p.sees("Marta Silva")
	p.shot("manager-home")
	p.be(tryOmar, "dm")
	p.say("accounts")
	p.sees("Acme", "华为")
	p.shot("finance")
	p.say("history Acme")
	p.sees("Anna Keller")
	p.shot("finance-refused")
	p.be(tryAnna, tryChannel)
	p.shot("channel")
}
