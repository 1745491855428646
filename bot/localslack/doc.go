// Package localslack is a Slack workspace in one Go value: a stand-in that speaks Slack's Web API, Socket Mode and HTTP
// callbacks so that Slack's own clients, unmodified, cannot tell the difference, and a person's side to act in tests and
// in a browser. It imports nothing of the product and no Slack client, and holds its own table of Slack's limits, so that
// it cannot agree with the product's mistakes.
//
// # Life
//
//	w, err := localslack.Open(localslack.Options{People: ..., Channels: ...}) // zero Options are useful: see SmallTeam
//	defer w.Close()                    // ends every goroutine
//	w.Start(listener)                  // or w.Serve, or mount w.Handler(); w.BaseURL(), w.APIURL() ("…/api/") for a client
//	w.BotToken(), w.AppToken(), w.SigningSecret()
//
// In a testing/synctest bubble, or to spare ports, serve on a Pipe:
//
//	p := localslack.NewPipe()
//	w.Start(p)
//	slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.APIURL()), slack.OptionHTTPClient(p.Client()))
//	socketmode.New(api, socketmode.OptionDialer(&websocket.Dialer{NetDialContext: p.DialContext}))
//
// Events go over the open sockets, or to Options.RequestURL (HTTP, signed) when that is set.
//
// # What people do
//
//	w.IM(user) channel                                  // the direct message channel of a person and the app
//	w.Say(user, channel, text, InThread(ts), Verbatim()) (ts, error)   // channel "" is the direct message
//	w.Edit(user, channel, ts, text); w.Delete(user, channel, ts); w.Unfurl(channel, ts); w.Repeat(channel, ts)
//	w.Upload(user, channel, text, filename, data) (ts, error)
//	w.Click(ctx, user, OnMessage(channel, ts) | OnView(id) | OnHome(user), actionID) error       // returns once acknowledged
//	w.Choose(ctx, user, on, actionID, values...) error  // select, radio, checkbox, overflow, date, time, user, text
//	w.Act(ctx, user, on, Action{...}, state) error      // any element, Slack's own action object
//	w.Suggest(ctx, user, on, actionID, typed) (Suggestions, error)
//	w.Submit(ctx, user, viewID, Values{"block or action id": "text, option value, date"}) (errors map[string]string, err error)
//	w.SubmitState(ctx, user, viewID, state) (...)       // Slack's own state object
//	w.CloseView(ctx, user, viewID, cleared) error       // viewID "" is the view on top
//	w.OpenHome(user); w.OpenTab(user, "messages")
//	w.Slash(ctx, user, channel, "/roundsman", text) error
//	w.Shortcut(ctx, user, callbackID) error; w.MessageShortcut(ctx, user, callbackID, channel, ts) error
//	w.AddPerson(p); w.SetPerson(id, func(*Person)); w.AddChannel(c); w.Join(user, channel); w.Leave(user, channel)
//
// # What one sees
//
//	w.Messages(user, channel) []Message                 // oldest first, with the ephemeral ones to user
//	w.View(user) *View; w.Views(user) []View; w.Home(user) *View
//	w.Log() []Entry; w.Calls(method) []Call; w.Deliveries() []Delivery; w.Problems() []string; w.Pings() []string
//	w.Await(ctx, func(s State) bool) error              // asked again after every change; State has all of the above
//	w.Subscribe(user) (<-chan Notice, cancel func())    // what the page shows as it comes
//	w.OnPost(func(Message)) (cancel func())             // called for every post of the app, for load generators
//	w.Load(ctx, Load{Events: n, InFlight: 64, ...}) (LoadResult, error)
//
// # What goes wrong
//
//	w.Inject(LoseReply("chat.postMessage"), Refuse(m, "internal_error"), Slow(m, d), Stall(m, d), Status(m, 503), Throttle(m, after))
//	w.Inject(Twice("message"), Again("message"), Late("message", d), Lost("message"), LoseAck("message"), CutSocket("message"))   // deliveries, by event or payload type
//	Fault{...}.After(n).For(n).When(func(Call) bool)
//	w.Disconnect("warning" | "refresh_requested" | "link_disabled"); w.DropSockets(); w.ClearFaults()
//	w.SetRates(SlackRates())                            // rate limits, off by default
//	w.Tick()                                            // after moving a clock given in Options.Clock: what is due happens
//
// Problems lists whatever Slack would have refused, warned of or shown as broken to a person; a test of the product should
// end with none.
//
// # Who has connected
//
// slack-go v0.35.0 in the tests of this package, over both transports. Slack's own Bolt for JavaScript 5.1.0 (Node 20,
// socketMode with clientOptions.slackApiUrl set to APIURL) connected, received and answered unmodified: a message, a
// button, a modal with errors and submission, a slash command with ack and respond, and Home.
package localslack
