package commands

import (
	"slices"

	"roundsman/sales"
)

// FreeText names the command that takes what calls no other by its word, and
// that hears of edited and deleted messages.
const FreeText = "log"

// All is the table of contents: everything people can say. Words in several
// commands, or a name twice, fail at start-up.
func All() []Command {
	return heedingDialogs(heedingWhatIsTold([]Command{
		logCommand(),
		noteCommand(),
		orderCommand(),
		paymentCommand(),
		targetCommand(),
		progressCommand(),
		weekCommand(),
		monthCommand(),
		importCommand(),
		historyCommand(),
		undoCommand(),
		followUpCommand(),
		doneCommand(),
		snoozeCommand(),
		dropCommand(),
		reassignCommand(),
		muteCommand(),
		unmuteCommand(),
		dueCommand(),
		agendaCommand(),
		visitsCommand(),
		planCommand(),
		capacityCommand(),
		reportCommand(),
		reportsCommand(),
		reopenCommand(),
		digestCommand(),
		leaderboardCommand(),
		calendarCommand(),
		whyCommand(),
		nextCommand(),
		accountCommand(),
		contactCommand(),
		settingsCommand(),
		leaveCommand(),
		backCommand(),
		quietCommand(),
		helpCommand(),
	}))
}

// Named finds a command by its name.
func Named(all []Command, name string) (Command, bool) {
	i := slices.IndexFunc(all, func(c Command) bool { return c.Name == name })
	if i < 0 {
		return Command{}, false
	}
	return all[i], true
}

// Allowed reports that a person may use the command at all.
func (c Command) Allowed(p sales.Person) bool {
	if c.Admin && !p.Admin {
		return false
	}
	return len(c.Roles) == 0 || slices.Contains(c.Roles, p.Role)
}
