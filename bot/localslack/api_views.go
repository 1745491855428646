package localslack

type viewReply struct {
	View *View `json:"view"`
}

// viewsOpen opens a modal by a trigger; one that is open already is replaced by the new stack.
// https://docs.slack.dev/reference/methods/views.open
func (w *Workspace) viewsOpen(q *request) (any, error) {
	v, err := w.readView(q.str("view"), "modal")
	if err != nil {
		return nil, err
	}
	user, err := w.exchange(q)
	if err != nil {
		return nil, err
	}
	if err := w.freeExternalID(v, nil); err != nil {
		return nil, err
	}
	w.clear(user)
	w.show(v, user, "view_open")
	q.call.User = user
	return viewReply{v}, nil
}

// viewsPush puts a modal upon the one the trigger came from: three at most.
// https://docs.slack.dev/reference/methods/views.push
func (w *Workspace) viewsPush(q *request) (any, error) {
	v, err := w.readView(q.str("view"), "modal")
	if err != nil {
		return nil, err
	}
	user, err := w.exchange(q)
	if err != nil {
		return nil, err
	}
	if err := w.pushable(user, v); err != nil {
		return nil, err
	}
	w.show(v, user, "view_push")
	q.call.User = user
	return viewReply{v}, nil
}

func (w *Workspace) pushable(user string, v *View) error {
	switch n := len(w.modals[user]); {
	case n == 0:
		return refuse("not_found")
	case n >= maxModals:
		return refuse("push_limit_reached")
	}
	return w.freeExternalID(v, nil)
}

func (w *Workspace) freeExternalID(v, self *View) error {
	if v.ExternalID == "" {
		return nil
	}
	for _, x := range w.views {
		if x != self && x.ExternalID == v.ExternalID {
			return refuse("duplicate_external_id")
		}
	}
	return nil
}

// viewsUpdate changes an open view; a hash guards against changing what has moved on.
// https://docs.slack.dev/reference/methods/views.update
func (w *Workspace) viewsUpdate(q *request) (any, error) {
	old := w.views[q.str("view_id")]
	if id := q.str("external_id"); id != "" {
		for _, x := range w.views {
			if x.ExternalID == id {
				old = x
			}
		}
	}
	if old == nil {
		return nil, refuse("not_found")
	}
	v, err := w.readView(q.str("view"), old.Type)
	if err != nil {
		return nil, err
	}
	if h := q.str("hash"); h != "" && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	if err := w.freeExternalID(v, old); err != nil {
		return nil, err
	}
	notice := "view_update"
	if old.Type == "home" {
		notice = "home"
	}
	w.replace(old, v, notice)
	q.call.User = old.User
	return viewReply{old}, nil
}

// viewsPublish sets a person's Home, https://docs.slack.dev/reference/methods/views.publish.
func (w *Workspace) viewsPublish(q *request) (any, error) {
	user := q.str("user_id")
	p := w.people[user]
	switch {
	case p == nil, p.Deleted, p.Stranger:
		return nil, refuse("invalid_arguments", "[ERROR] user_not_found [json-pointer:/user_id]")
	case p.Bot:
		return nil, refuse("not_enabled")
	}
	v, err := w.readView(q.str("view"), "home")
	if err != nil {
		return nil, err
	}
	old := w.homes[user]
	if h := q.str("hash"); h != "" && old != nil && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	v.User = user
	if old != nil {
		v.ID, v.RootViewID = old.ID, old.RootViewID
		delete(w.views, old.ID)
	}
	w.homes[user], w.views[v.ID] = v, v
	w.record(record{Kind: "home", User: user, View: v})
	w.noticeView("home", v)
	q.call.User = user
	return viewReply{v}, nil
}
