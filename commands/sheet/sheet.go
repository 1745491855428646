// Package sheet reads spreadsheets that people send: CSV in UTF-8 or GBK, with
// commas, semicolons or tabs, and XLSX. It knows rows and columns, not what they
// mean; it is the only importer of xlsxreader.
package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/thedatashed/xlsxreader"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// MaxBytes and MaxRows bound what is taken in one file.
const (
	MaxBytes = 1 << 20
	MaxRows  = 5_000
	unpacked = 50 << 20 // of an XLSX
)

// Errors, each of which a person is told in a sentence of its own.
var (
	ErrUnreadable = errors.New("no spreadsheet")
	ErrTooLong    = errors.New("too many rows")
	ErrEmpty      = errors.New("no rows")
)

// Table is a sheet's first line and the rows below it.
type Table struct {
	Head []string
	Rows []Row
}

// Row is one line that is not empty.
type Row struct {
	Number int // as the spreadsheet counts, the head being 1
	Cells  []string
}

// Cell is the text of a column, "" beyond the end of the row.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// IsSheet reports that a file's name is one of a spreadsheet.
func IsSheet(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".xlsx":
		return true
	}
	return false
}

// Read reads a file; only the first sheet of a workbook counts.
func Read(content []byte) (Table, error) {
	lines := readCSV
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		lines = readXLSX
	}
	all, err := lines(content)
	if err != nil {
		return Table{}, err
	}
	var t Table
	for _, row := range all {
		switch {
		case !row.hasText():
		case t.Head == nil:
			t.Head = row.Cells
		case len(t.Rows) == MaxRows:
			return Table{}, ErrTooLong
		default:
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 {
		return t, ErrEmpty
	}
	return t, nil
}

func (r Row) hasText() bool { return strings.Join(r.Cells, "") != "" }

func readCSV(content []byte) ([]Row, error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(content) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
		if err != nil {
			return nil, ErrUnreadable
		}
		content = decoded
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return nil, ErrUnreadable
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = separator(content), -1, true, true
	var rows []Row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, ErrUnreadable
		}
		line, _ := r.FieldPos(0)
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(cell)
		}
		if rows = append(rows, Row{line, cells}); len(rows) > 2*MaxRows {
			return nil, ErrTooLong
		}
	}
}

// separator is the mark that the first line has most of.
func separator(content []byte) rune {
	head, _, _ := bytes.Cut(content, []byte("\n"))
	best, most := ',', bytes.Count(head, []byte(","))
	for _, mark := range []rune{';', '\t'} {
		if n := bytes.Count(head, []byte(string(mark))); n > most {
			best, most = mark, n
		}
	}
	return best
}

func readXLSX(content []byte) ([]Row, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, ErrUnreadable
	}
	size := uint64(0)
	for _, f := range z.File {
		if size += f.UncompressedSize64; size > unpacked {
			return nil, ErrTooLong
		}
	}
	book, err := xlsxreader.NewReaderZip(z)
	if err != nil || len(book.Sheets) == 0 {
		return nil, ErrUnreadable
	}
	var rows []Row
	for row := range book.ReadRows(book.Sheets[0]) { // to its end: a goroutine feeds it
		if row.Error != nil || len(rows) > 2*MaxRows {
			err = errors.Join(err, row.Error)
			continue
		}
		rows = append(rows, Row{row.Index, cellsOf(row)})
	}
	switch {
	case err != nil:
		return nil, ErrUnreadable
	case len(rows) > 2*MaxRows:
		return nil, ErrTooLong
	}
	return rows, nil
}

// cellsOf puts a row's cells in their columns; days lose their time.
func cellsOf(row xlsxreader.Row) []string {
	const widest = 100
	var cells []string
	for _, c := range row.Cells {
		at := c.ColumnIndex()
		if at < 0 || at >= widest {
			continue
		}
		for len(cells) <= at {
			cells = append(cells, "")
		}
		value := c.Value
		if c.Type == xlsxreader.TypeDateTime {
			value, _, _ = strings.Cut(value, "T")
		}
		cells[at] = strings.TrimSpace(value)
	}
	return cells
}
