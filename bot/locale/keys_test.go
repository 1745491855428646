package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Functions whose string argument at the index is a key of the catalogues.
var keyArgument = map[string]int{"card.T": 0, "card.P": 0, "sales.Refuse": 1, "Refuse": 1}

func TestEveryKeyInTheSourceIsInTheCatalogues(t *testing.T) {
	w := loaded(t)
	found := 0
	eachSourceFile(t, func(path string, file *ast.File, at *token.FileSet) {
		for key, pos := range keysIn(file) {
			found++
			for _, lang := range Languages() {
				if w.languages[lang].messages[key] == nil {
					t.Errorf("%s: %s lacks %q", at.Position(pos), lang, key)
				}
			}
		}
	})
	t.Logf("%d keys in the source", found)
}

func TestKeysAreFoundInSource(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x
var a = card.T("one", "count", card.Count(1))
var b = card.Text{Key: "two"}
func f() error { return sales.Refuse(sales.Invalid, "three", "name", "x") }
var c = card.P("four" + name)`, 0)
	if err != nil {
		t.Fatal(err)
	}
	keys := keysIn(file)
	for _, want := range []string{"one", "two", "three"} {
		if _, ok := keys[want]; !ok {
			t.Errorf("%q was not found in %v", want, keys)
		}
	}
	if len(keys) != 3 {
		t.Errorf("found %v", keys)
	}
}

// keysIn finds the keys a file writes out; those it puts together are beyond it.
func keysIn(file *ast.File) map[string]token.Pos {
	keys := map[string]token.Pos{}
	add := func(e ast.Expr) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		if key, err := strconv.Unquote(lit.Value); err == nil && key != "" {
			keys[key] = lit.Pos()
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if i, ok := keyArgument[nameOf(n.Fun)]; ok && len(n.Args) > i {
				add(n.Args[i])
			}
		case *ast.CompositeLit:
			if name := nameOf(n.Type); name == "card.Text" || name == "sales.Error" {
				addKeyField(n, add)
			}
		}
		return true
	})
	return keys
}

func addKeyField(lit *ast.CompositeLit, add func(ast.Expr)) {
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok && nameOf(kv.Key) == "Key" {
			add(kv.Value)
		}
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return nameOf(e.X) + "." + e.Sel.Name
	}
	return ""
}

func eachSourceFile(t *testing.T, visit func(string, *ast.File, *token.FileSet)) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatalf("the module's root is not where it was: %v", err)
	}
	at := token.NewFileSet()
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "localslack" || strings.HasPrefix(d.Name(), ".")):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(at, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil //nolint:nilerr // the compiler says it better
		}
		visit(path, file, at)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
