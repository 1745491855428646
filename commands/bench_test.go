package commands_test

import (
	"fmt"
	"testing"
	"time"

	"roundsman/commands/commandtest"
)

// BenchmarkVisit is the whole of one message among many accounts: reading,
// matching, records, receipt, and their way into the store and out again.
func BenchmarkVisit(b *testing.B) {
	w := commandtest.New(b)
	for i := range 2000 {
		w.Account("anna", fmt.Sprintf("Customer %d Works", i), "Wang Lei")
	}
	w.Account("anna", "Acme", "Wang Lei, Purchasing")
	b.ResetTimer()
	for b.Loop() {
		w.Advance(time.Hour)
		w.Says("anna", "Visited Acme today, met Wang Lei, they like the new compressor but want 60-day terms. Follow up next Tuesday 3pm: send quote")
	}
}
