package localslack

import (
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// File is a file in Slack's shape, https://docs.slack.dev/reference/objects/file-object.
type File struct {
	ID                 string   `json:"id"`
	Created            int64    `json:"created"`
	Timestamp          int64    `json:"timestamp"`
	Name               string   `json:"name"`
	Title              string   `json:"title"`
	Mimetype           string   `json:"mimetype"`
	Filetype           string   `json:"filetype"`
	User               string   `json:"user"`
	Mode               string   `json:"mode"`
	Size               int      `json:"size"`
	IsExternal         bool     `json:"is_external"`
	IsPublic           bool     `json:"is_public"`
	URLPrivate         string   `json:"url_private"`
	URLPrivateDownload string   `json:"url_private_download"`
	Permalink          string   `json:"permalink"`
	FileAccess         string   `json:"file_access"`
	Channels           []string `json:"channels"`
	IMs                []string `json:"ims"`

	Data []byte `json:"-"`
	want int    // the length announced for an upload
}

func (w *Workspace) newFile(user, name string, size int) *File {
	ext := strings.TrimPrefix(path.Ext(name), ".")
	f := &File{
		ID: w.newID("F"), Created: w.now().Unix(), Timestamp: w.now().Unix(), Name: name, Title: name, Filetype: ext, User: user,
		Mode: "hosted", Size: size, FileAccess: "visible", Channels: []string{}, IMs: []string{}, want: size,
	}
	f.Mimetype, _, _ = strings.Cut(mime.TypeByExtension("."+ext), ";")
	if f.Mimetype == "" {
		f.Mimetype = "application/octet-stream"
	}
	w.link(f)
	return f
}

// link gives a file its addresses in the workspace as it is served now.
func (w *Workspace) link(f *File) {
	name := url.PathEscape(f.Name)
	at := w.base() + "/files-pri/" + w.opt.Team.ID + "-" + f.ID + "/"
	f.URLPrivate, f.URLPrivateDownload = at+name, at+"download/"+name
	f.Permalink = w.base() + "/files/" + f.User + "/" + f.ID + "/" + name
}

// relink renews the addresses of all files: another start, another port.
func (w *Workspace) relink() {
	for key, f := range w.files {
		if key != f.ID {
			delete(w.files, key)
		}
	}
	for _, f := range w.files {
		w.link(f)
	}
	for _, f := range slices.Collect(maps.Values(w.files)) {
		w.files[f.URLPrivate] = f
	}
	for _, c := range w.channels {
		for _, m := range c.messages {
			m.Files = slices.Clone(m.Files)
			for i := range m.Files {
				w.link(&m.Files[i])
			}
		}
	}
}

func (w *Workspace) keepFile(f *File) {
	w.files[f.ID] = f
	w.files[f.URLPrivate] = f
	w.record(record{Kind: "file", File: f})
	w.journal.saveFile(f)
}

// filesGetUploadURL: https://docs.slack.dev/reference/methods/files.getUploadURLExternal
func (w *Workspace) filesGetUploadURL(q *request) (any, error) {
	length, err := strconv.Atoi(q.str("length"))
	switch {
	case q.str("filename") == "":
		return nil, refuse("invalid_arguments", "[ERROR] missing required field: filename")
	case err != nil || length <= 0:
		return nil, refuse("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
	case length > maxUpload:
		return nil, refuse("file_upload_size_restricted")
	}
	f := w.newFile(w.opt.App.BotUser, q.str("filename"), length)
	ticket := rand.Text()
	w.uploads[ticket] = f
	w.uploads[f.ID] = f
	return map[string]any{"upload_url": w.base() + "/upload/v1/" + ticket, "file_id": f.ID}, nil
}

// serveUpload takes the bytes: raw or as a multipart form.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	data, err := uploadBody(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.uploads[r.PathValue("ticket")]
	call := Call{Method: "upload", At: w.now(), Status: http.StatusOK}
	switch {
	case f == nil:
		call.Status, call.Error = http.StatusNotFound, "not_found"
	case err != nil:
		call.Status, call.Error = http.StatusBadRequest, "bad_body"
	case len(data) != f.want:
		call.Status, call.Error = http.StatusBadRequest, "length_mismatch"
		w.problem("upload of %d bytes where %d were announced", len(data), f.want)
	default:
		f.Data, call.Done = data, true
	}
	w.counters["upload"]++
	w.logEntry(Entry{Kind: "call", Call: &call})
	w.notify(Notice{})
	if call.Error != "" {
		http.Error(rw, call.Error, call.Status)
		return
	}
	_, _ = fmt.Fprintf(rw, "OK - %d", len(data)) //nolint:gosec // a number
}

func uploadBody(r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxUpload)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return io.ReadAll(r.Body)
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, fmt.Errorf("read upload: no file in the form: %w", err)
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

// filesComplete ends uploads and shares the files where a channel is given.
// https://docs.slack.dev/reference/methods/files.completeUploadExternal
func (w *Workspace) filesComplete(q *request) (any, error) {
	var given []struct{ ID, Title string }
	if err := q.structure("files", &given); err != nil || len(given) == 0 {
		return nil, refuse("invalid_arguments", "[ERROR] missing required field: files")
	}
	var c *Channel
	if id := q.str("channel_id"); id != "" {
		var err error
		if c, err = w.postTarget(id); err != nil {
			return nil, err
		}
	}
	files := make([]File, 0, len(given))
	for _, g := range given {
		f := w.uploads[g.ID]
		if f == nil || f.Data == nil {
			return nil, refuse("file_not_found")
		}
		if g.Title != "" {
			f.Title = g.Title
		}
		w.keepFile(f)
		files = append(files, *f)
	}
	if c != nil {
		w.shareByApp(q, c, files)
	}
	return map[string]any{"files": files}, nil
}

func (w *Workspace) shareByApp(q *request, c *Channel, files []File) {
	m := w.appMessage(draft{text: q.str("initial_comment")})
	m.Subtype, m.Files, m.Upload, m.ThreadTS = "file_share", files, true, q.str("thread_ts")
	w.postNew(c, m)
	q.call.Channel, q.call.TS = c.ID, m.TS
}

// filesInfo: https://docs.slack.dev/reference/methods/files.info
func (w *Workspace) filesInfo(q *request) (any, error) {
	f := w.files[q.str("file")]
	if f == nil {
		return nil, refuse("file_not_found")
	}
	return map[string]any{"file": f, "comments": []any{}, "response_metadata": responseMetadata{}}, nil
}

// serveFile hands a file to whoever has the bot token; without it Slack shows its sign-in page instead.
// https://docs.slack.dev/reference/objects/file-object#auth
func (w *Workspace) serveFile(rw http.ResponseWriter, r *http.Request) {
	_, id, _ := strings.Cut(r.PathValue("file"), "-")
	w.mu.Lock()
	f := w.files[id]
	w.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "Bearer "+w.opt.BotToken:
		rw.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(rw, "<!DOCTYPE html><title>Sign in</title>")
	case f == nil:
		http.NotFound(rw, r)
	default:
		w.writeFile(rw, f)
	}
}

func (w *Workspace) writeFile(rw http.ResponseWriter, f *File) {
	data, err := w.journal.loadFile(f)
	if err != nil {
		http.Error(rw, "file_not_found", http.StatusNotFound)
		return
	}
	rw.Header().Set("Content-Type", f.Mimetype)
	rw.Header().Set("X-Content-Type-Options", "nosniff")
	rw.Header().Set("Content-Security-Policy", "sandbox")
	rw.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = rw.Write(data)
}

// Upload shares a file as a person: the app gets the message (file_share) and file_shared.
// https://docs.slack.dev/reference/events/message/file_share, https://docs.slack.dev/reference/events/file_shared
func (w *Workspace) Upload(user, channel, text, name string, data []byte) (ts string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := w.placeOf(user, channel)
	if err != nil {
		return "", fmt.Errorf("upload: %w", err)
	}
	f := w.newFile(user, name, len(data))
	f.Data = data
	if c.IsIM() {
		f.IMs = append(f.IMs, c.ID)
	} else {
		f.Channels = append(f.Channels, c.ID)
	}
	w.keepFile(f)
	m := w.personMessage(user, text, nil)
	m.Subtype, m.Files, m.Upload = "file_share", []File{*f}, true
	if text == "" {
		m.Blocks = nil
	}
	w.store(c, m)
	if c.HasApp {
		w.sendEvent("file_shared", map[string]any{
			"type": "file_shared", "file_id": f.ID, "user_id": user, "file": map[string]any{"id": f.ID}, "channel_id": c.ID, "event_ts": w.newTS(),
		}, c.ID)
	}
	w.messageEvent(c, m)
	n := m.copy()
	w.notify(Notice{Type: "message", Channel: c.ID, Message: &n})
	return m.TS, nil
}

// FileData is what a file holds.
func (w *Workspace) FileData(id string) ([]byte, error) {
	w.mu.Lock()
	f := w.files[id]
	w.mu.Unlock()
	if f == nil {
		return nil, fmt.Errorf("no file %q", id)
	}
	return w.journal.loadFile(f)
}

func (j *journal) saveFile(f *File) {
	if j == nil || f.Data == nil {
		return
	}
	j.fail(j.root.MkdirAll("files", 0o700))
	j.fail(writeAtomically(j.root, "files/"+f.ID, f.Data))
}

func (j *journal) loadFile(f *File) ([]byte, error) {
	if f.Data != nil || j == nil {
		return f.Data, nil
	}
	data, err := j.root.ReadFile("files/" + f.ID)
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", f.ID, err)
	}
	return data, nil
}
