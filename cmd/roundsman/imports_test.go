package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers are our packages in the order in which they may import: a package
// imports only those of earlier layers, and of its own where that is one folder.
// docs/architecture.md says why.
var layers = [][]string{
	{"sales", "sales/names", "sales/holidays"},
	{"bot/event", "bot/card", "bot/locale", "bot/ical", "bot/picture"},
	{"storage", "storage/scoped", "storage/boltstore", "storage/storetest", "commands/understand", "commands/sheet", "bot/present", "commands/assist"},
	{"commands", "commands/commandtest", "reminders"},
	{"bot"},
	{"bot/slackwire"},
	{"cmd"},
}

// soleImporters are libraries that one package alone knows.
var soleImporters = map[string]string{
	"go.etcd.io/bbolt":                  "storage/boltstore",
	"github.com/slack-go/slack":         "bot/slackwire",
	"github.com/robfig/cron/v3":         "reminders",
	"github.com/prometheus":             "cmd/roundsman/operate",
	"github.com/arran4/golang-ical":     "bot/ical",
	"github.com/sashabaranov/go-openai": "commands/assist",
	"github.com/thedatashed/xlsxreader": "commands/sheet",
}

type goPackage struct {
	ImportPath, ForTest                string
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

const module = "roundsman/"

func ourPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", "roundsman/...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("read list of packages: %v", err)
		}
		all = append(all, p)
	}
}

// layerOf is the layer of one of our packages by the longest folder that holds
// it; -1 if none does.
func layerOf(path string) (layer int, folder string) {
	layer = -1
	for i, folders := range layers {
		for _, f := range folders {
			if (path == f || strings.HasPrefix(path, f+"/")) && len(f) > len(folder) {
				layer, folder = i, f
			}
		}
	}
	return layer, folder
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range ourPackages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		if standsAlone(path) {
			continue
		}
		mine, folder := layerOf(path)
		if mine < 0 {
			t.Errorf("%s has no layer: give it one in this test", path)
			continue
		}
		for _, imported := range ours(p.Imports) {
			theirs, other := layerOf(imported)
			switch {
			case standsAlone(imported):
				if folder != "cmd" {
					t.Errorf("%s imports %s", path, imported)
				}
			case theirs > mine, theirs == mine && folder != other && !sideBySide(folder, other):
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
}

// sideBySide are neighbours in a layer of which the first may import the second.
func sideBySide(importer, imported string) bool {
	return slices.Contains([][2]string{
		{"sales", "sales/names"},
		{"sales/names", "sales"},    // one subject in two folders
		{"sales/holidays", "sales"}, // data for a rule of sales
		{"bot/locale", "bot/card"},
		{"storage/scoped", "storage"},
		{"storage/boltstore", "storage"},
		{"storage/storetest", "storage"},
		{"commands/assist", "commands/understand"},
		{"bot/present", "storage"},
		{"bot/present", "storage/scoped"},
		{"commands/commandtest", "commands"},
		{"commands/commandtest", "reminders"},
	}, [2]string{importer, imported})
}

// standsAlone: the stand-in for Slack imports none of ours, so that it cannot
// agree with our mistakes.
func standsAlone(path string) bool {
	return path == "bot/localslack" || strings.HasPrefix(path, "bot/localslack/")
}

func ours(imports []string) []string {
	var found []string
	for _, i := range imports {
		if path, ok := strings.CutPrefix(i, module); ok {
			found = append(found, path)
		}
	}
	return found
}

func TestTheStandInForSlackKnowsNothingOfOurs(t *testing.T) {
	for _, p := range ourPackages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		if !standsAlone(path) {
			continue
		}
		for _, d := range p.Deps {
			other, isOurs := strings.CutPrefix(d, module)
			if isOurs && !standsAlone(other) || strings.HasPrefix(d, "github.com/slack-go/") {
				t.Errorf("%s depends on %s", path, d)
			}
		}
	}
}

func TestALibraryHasOneImporter(t *testing.T) {
	for _, p := range ourPackages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		for library, sole := range soleImporters {
			if path == sole {
				continue
			}
			for _, i := range p.Imports {
				if i == library || strings.HasPrefix(i, library+"/") {
					t.Errorf("%s imports %s, which only %s may", path, i, sole)
				}
			}
		}
	}
}

func TestTheRulesOfTheFieldArePure(t *testing.T) {
	for _, p := range ourPackages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		if layer, _ := layerOf(path); layer != 0 {
			continue
		}
		for _, i := range p.Imports {
			if slices.Contains([]string{"os", "net", "net/http", "log", "log/slog", "context", "database/sql"}, i) {
				t.Errorf("%s imports %s", path, i)
			}
		}
	}
}
