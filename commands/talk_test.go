package commands_test

import (
	"testing"

	"roundsman/commands/commandtest"
)

// TestConversations plays the files in testdata/talk. Run with -update to write
// what the bot says now into them, and read the difference.
func TestConversations(t *testing.T) {
	commandtest.Talks(t, "testdata/talk/*.txt")
}
