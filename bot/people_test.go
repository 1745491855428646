package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// openHouse is a workspace where no team is configured.
func openHouse(o *Options) {
	o.Directory = Directory{Zone: "Asia/Shanghai"}
	o.AdminCode = "X7-K2"
	o.Welcome = func(t *commands.Turn) error {
		t.Me.Country = "DE"
		if err := t.Tx.PutMe(t.Me); err != nil {
			return err
		}
		t.Me.Version++
		return t.Say(words("welcome " + t.Me.Name))
	}
}

func TestConfiguredPeopleAreServed(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "saw Acme")
		w.expect("DUANNA: kept saw Acme")
		p := w.person(anna)
		if p.Name != "Anna" || p.Zone != "Europe/Berlin" || p.Role != sales.RoleRep || p.Team != "east" {
			t.Errorf("Anna is kept as %+v", p)
		}
		m := w.person(mona)
		if m.Role != sales.RoleManager || len(m.Manages) != 1 || m.Manages[0] != "east" {
			t.Errorf("Mona is kept as %+v", m)
		}
		asked := w.slack.asked
		w.says(anna, "saw Bolt")
		if w.slack.asked != asked {
			t.Error("Slack was asked again who Anna is")
		}
	})
}

func TestTheFirstMessageJoinsIsWelcomedAndHandled(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		w.says(anna, "saw Acme")
		w.expect("DUANNA: welcome Anna", "DUANNA: kept saw Acme")
		if p := w.person(anna); p.Role != sales.RoleRep || p.Team != DefaultTeam || p.Admin || p.Country != "DE" {
			t.Errorf("Anna is kept as %+v", p)
		}
		w.says(anna, "saw Bolt")
		w.expect("DUANNA: kept saw Bolt")
	})
}

func TestUndoingTheFirstVisitLeavesTheSettingsAlone(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		e := w.message(anna, "saw Acme")
		w.take(e)
		w.view(func(tx storage.Tx) error {
			changes, err := tx.ChangesBy(e.Key)
			for _, c := range changes {
				if c.Kind == sales.KindPerson {
					t.Error("the event changed the person")
				}
			}
			if len(changes) == 0 {
				t.Error("the event changed nothing")
			}
			return err
		})
	})
}

func TestTheCodeMakesOneAdministrator(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		inChannel := w.message(ben, "X7-K2")
		inChannel.Place = event.Place{Kind: event.Channel, Channel: "C1"}
		w.take(inChannel)
		if w.person(ben).Admin {
			t.Error("the code works where others read it")
		}
		w.sent()
		w.says(anna, " x7-k2 ")
		if got := w.sent(); len(got) != 2 || !strings.Contains(got[1], "administrator") {
			t.Errorf("sent %q", got)
		}
		w.says(mona, "X7-K2")
		if !w.person(anna).Admin || w.person(mona).Admin {
			t.Error("the code is not good for exactly one")
		}
		if found, err := w.HasAdmin(context.Background()); err != nil || !found {
			t.Errorf("no administrator: %v", err)
		}
		w.sent()
		w.says(anna, "anything")
		if log := w.log.String(); strings.Contains(log, "X7-K2") || strings.Contains(log, "x7-k2") {
			t.Error("the code is in the log")
		}
	})
}

func TestTheCodeWorksForSomebodyInNoTeam(t *testing.T) {
	inWorld(t, func(o *Options) { o.AdminCode = "X7-K2" }, func(w *world) {
		w.slack.set(func(s *slack) { s.profiles["T1/UADMIN"] = Profile{Name: "Ada", Zone: "Europe/Berlin"} })
		w.says("T1/UADMIN", "X7-K2")
		if p := w.person("T1/UADMIN"); !p.Admin || p.Team != "" || p.Role != "" {
			t.Errorf("kept as %+v", p)
		}
	})
}

func TestTheConfigurationOverridesWhatIsKept(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "saw Acme")
		w.says(ben, "saw Acme")
		w.stop()
		w.sent()
		w.o.Directory = Directory{Finance: []sales.PersonID{ben}, Admins: []sales.PersonID{mona}, Teams: []Team{{ID: "west", Managers: []sales.PersonID{anna}}}}
		w.start()
		if p := w.person(anna); p.Role != sales.RoleManager || p.Team != "west" || p.Name != "Anna" {
			t.Errorf("Anna is kept as %+v", p)
		}
		if p := w.person(ben); p.Role != sales.RoleFinance || p.Team != "" {
			t.Errorf("Ben is kept as %+v", p)
		}
		if p := w.person(mona); !p.Admin || p.Role != "" || p.Manages != nil {
			t.Errorf("Mona is kept as %+v", p)
		}
		version := w.person(anna).Version
		w.stop()
		w.start()
		if again := w.person(anna).Version; again != version {
			t.Errorf("starting again changes Anna from version %d to %d", version, again)
		}
	})
}

func TestThoseWeDoNotServeAreToldOnce(t *testing.T) {
	const nobody = sales.PersonID("T1/UNOBODY")
	for who, want := range map[sales.PersonID]string{
		guest: "guests", robot: "apps", other: "organisation", nobody: "team", "T1/UHIDDEN": "organisation",
	} {
		inWorld(t, nil, func(w *world) {
			w.slack.set(func(s *slack) { s.profiles[nobody] = Profile{Name: "No Body", Zone: "Europe/Berlin"} })
			w.says(who, "saw Acme")
			if got := w.sent(); len(got) != 1 || !strings.Contains(got[0], want) {
				t.Errorf("%s is told %q, want something of %q", who, got, want)
			}
			w.says(who, "saw Acme")
			w.take(w.press(who, "visit.undo", "1"))
			w.expect()
			if p := w.person(who); p.ID != "" {
				t.Errorf("%s is in the register", who)
			}
			if n := w.waiting(); n != 0 {
				t.Errorf("%d events wait", n)
			}
		})
	}
}

func TestSomebodyRefusedInAChannelIsToldThereAlone(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(guest, "help")
		e.Place = event.Place{Kind: event.Channel, Channel: "C1"}
		w.take(e)
		if got := w.sent(); len(got) != 1 || !strings.HasPrefix(got[0], "whisper to UGUEST in C1") {
			t.Errorf("sent %q", got)
		}
	})
}

func TestSlacksOwnMarkOfAStrangerCounts(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		e := w.message(anna, "saw Acme")
		e.Stranger = true
		w.take(e)
		if got := w.sent(); len(got) != 1 || !strings.Contains(got[0], "organisation") {
			t.Errorf("sent %q", got)
		}
	})
}

// Reminders go by zone and language, which Slack knows before they ever write.
func TestConfiguredPeopleAreKnownBeforeTheyWrite(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.pass(time.Second)
		if p := w.person(anna); p.Name != "Anna" || p.Zone != "Europe/Berlin" {
			t.Errorf("Anna is kept as %+v", p)
		}
	})
}

func TestSlackSilentAboutAPersonDelaysOnlyThem(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		w.says(ben, "hello")
		w.sent()
		broken := true
		w.slack.set(func(s *slack) {
			s.fail = func(call string, _ Post) (bool, error) {
				if call == "profile" && broken {
					return false, &SendError{Failure: Later, Reason: "fatal_error"}
				}
				return true, nil
			}
		})
		w.says(anna, "saw Acme")
		w.says(ben, "saw Bolt")
		w.expect("DUBEN: kept saw Bolt")
		w.pass(5 * time.Minute)
		w.slack.set(func(*slack) { broken = false })
		w.pass(time.Minute)
		w.expect("DUANNA: welcome Anna", "DUANNA: kept saw Acme")
	})
}

func TestAProfileIsAskedForAgainDailyAndOnChange(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.slack.set(func(s *slack) { s.profiles[anna] = Profile{Name: "Anna B.", Zone: "Asia/Shanghai", Language: "en-GB"} })
		w.pass(25 * time.Hour)
		w.says(anna, "hello again")
		w.pass(time.Minute)
		if p := w.person(anna); p.Name != "Anna B." || p.Zone != "Asia/Shanghai" {
			t.Errorf("Anna is kept as %+v", p)
		}
		w.slack.set(func(s *slack) { s.profiles[anna] = Profile{Name: "Anna C.", Zone: "UTC", Guest: true} })
		w.take(w.other(event.PersonChange, anna))
		if p := w.person(anna); p.Name != "Anna C." {
			t.Errorf("Anna is kept as %+v", p)
		}
		w.sent()
		w.says(anna, "saw Acme")
		if got := w.sent(); len(got) != 1 || !strings.Contains(got[0], "guests") {
			t.Errorf("sent %q", got)
		}
		asked := w.slack.asked
		w.take(w.other(event.PersonChange, "T1/USOMEBODY"))
		if w.slack.asked != asked || w.person("T1/USOMEBODY").ID != "" {
			t.Error("strangers' profiles are followed")
		}
	})
}

func TestSomebodyKnownDoesNotWaitForTheirProfile(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "help")
		w.sent()
		w.failing("profile", 1000, &SendError{Failure: Auth, Reason: "missing_scope"}, false)
		w.take(w.other(event.PersonChange, anna))
		w.says(anna, "saw Acme")
		w.pass(10 * time.Second)
		w.expect("DUANNA: kept saw Acme")
	})
}

func TestAZoneThatWasChosenStays(t *testing.T) {
	p := sales.Person{Zone: "Europe/Berlin", ZoneChosen: true, LanguageHint: "zh-Hans"}
	got := described(p, Profile{Name: "A", Zone: "Asia/Tokyo", Language: "en-US"}, "UTC")
	if got.Zone != "Europe/Berlin" || got.LanguageHint != "zh-Hans" {
		t.Errorf("got %+v", got)
	}
	if got := described(sales.Person{}, Profile{Zone: "Moon/Base"}, "UTC"); got.Zone != "UTC" {
		t.Errorf("an unknown zone becomes %q", got.Zone)
	}
}

func TestWhoeverLeftIsNotAnswered(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.slack.set(func(s *slack) { s.profiles[anna] = Profile{Name: "Anna", Deleted: true} })
		w.take(w.other(event.PersonChange, anna))
		if !w.person(anna).Left {
			t.Error("Anna has not left")
		}
		w.says(anna, "hello")
		w.expect()
		w.slack.set(func(s *slack) { s.profiles[anna] = Profile{Name: "Anna", Zone: "UTC"} })
		w.says(anna, "back again")
		w.expect("DUANNA: kept back again")
	})
}

func TestTheAnswerSpeaksTheLanguageOfTheMessage(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(ben, "refuse") // Slack's locale is zh-CN
		w.says(ben, "refuse please, in English now")
		w.says(anna, "refuse")
		w.says(anna, "refuse 这个表单我不要了请处理")
		w.says(anna, "refuse")
		got := w.sent()
		if len(got) != 5 {
			t.Fatalf("sent %q", got)
		}
		for i, chinese := range []bool{true, false, false, true, true} {
			if strings.Contains(got[i], "表单") != chinese {
				t.Errorf("answer %d is %q", i, got[i])
			}
		}
	})
}

func TestNamesThatClashFailAtStart(t *testing.T) {
	run := func(*commands.Turn) error { return nil }
	form := func(opener string) map[string]commands.Form {
		return map[string]commands.Form{"f": {OpenedBy: []string{opener}}}
	}
	actions := map[string]func(*commands.Turn) error{"a": run}
	for name, c := range map[string]struct {
		all  []commands.Command
		want string
	}{
		"commands":          {[]commands.Command{{Name: "visit"}, {Name: "visit"}}, `"visit"`},
		"no name":           {[]commands.Command{{}}, "without a name"},
		"actions":           {[]commands.Command{{Name: "x", Actions: actions}, {Name: "y", Actions: actions}}, `action "a" belongs to two commands, "x" and "y"`},
		"forms":             {[]commands.Command{{Name: "x", Forms: form("1")}, {Name: "y", Forms: form("2")}}, `form "f"`},
		"opener and action": {[]commands.Command{{Name: "x", Forms: form("a")}, {Name: "y", Actions: actions}}, `"a" opens a form of "x"`},
		"no free text":      {[]commands.Command{{Name: "help"}}, `"visit"`},
	} {
		_, err := newRegistry(c.all, "visit", "help")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestRolesAndAdministrators(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		due := commands.Command{Roles: []sales.Role{sales.RoleRep}}
		admin := commands.Command{Admin: true}
		for _, c := range []struct {
			command commands.Command
			who     sales.Person
			may     bool
		}{
			{due, w.person(anna), true},
			{due, w.person(mona), false},
			{admin, w.person(anna), false},
			{admin, sales.Person{Admin: true}, true},
			{commands.Command{}, w.person(mona), true},
		} {
			err := permit(&c.command, c.who)
			var refused *sales.Error
			if c.may != (err == nil) || err != nil && !errors.As(err, &refused) {
				t.Errorf("%+v of %+v: %v", c.command, c.who.Role, err)
			}
		}
		synctest.Wait()
	})
}
