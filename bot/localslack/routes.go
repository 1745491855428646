package localslack

import (
	"embed"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

//go:embed all:page
var pageFiles embed.FS

// routes are all addresses of the workspace. Every request must be for a name of ours and, when it changes anything, not
// come from another site's page.
func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", w.serveAPI)
	mux.HandleFunc("GET /link/", w.serveLink)
	mux.HandleFunc("POST /actions/{id...}", w.serveHook)
	mux.HandleFunc("POST /upload/v1/{ticket}", w.serveUpload)
	mux.HandleFunc("GET /files-pri/{file}/{name...}", w.serveFile)
	w.pageRoutes(mux)
	return w.onlyOurHosts(http.NewCrossOriginProtection().Handler(mux))
}

func (w *Workspace) pageRoutes(mux *http.ServeMux) {
	static, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("localslack: no page embedded: " + err.Error())
	}
	files := http.StripPrefix("/_local/page/", http.FileServerFS(static))
	mux.HandleFunc("GET /_local/page/", func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: http: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'")
		files.ServeHTTP(rw, r)
	})
	mux.Handle("GET /{$}", http.RedirectHandler("/_local/page/", http.StatusFound))
	for path, f := range w.pageGets() {
		mux.HandleFunc("GET "+path, f)
	}
	for path, f := range w.pagePosts() {
		mux.HandleFunc("POST "+path, f)
	}
}

// onlyOurHosts refuses names that are not ours, so that no foreign site can reach the workspace by rebinding its name.
func (w *Workspace) onlyOurHosts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !w.ours(r.Host) {
			http.Error(rw, "this host name is not served here", http.StatusForbidden)
			return
		}
		if !w.enter() {
			http.Error(rw, "the workspace is closed", http.StatusServiceUnavailable)
			return
		}
		defer w.wg.Done()
		next.ServeHTTP(rw, r)
	})
}

// enter counts a request that Close must wait for, unless the workspace is closed.
func (w *Workspace) enter() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx.Err() != nil {
		return false
	}
	w.wg.Add(1)
	return true
}

func (w *Workspace) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback()
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || slices.Contains(w.opt.Hosts, host) || slices.Contains(w.opt.Hosts, name) {
		return true
	}
	base, err := url.Parse(w.BaseURL())
	return err == nil && base.Host == host
}
