package slackwire

import (
	"bytes"
	"encoding/json"
)

// What Slack sends, as far as we read it.

// callback is the outside of an event.
// https://docs.slack.dev/apis/events-api#callback-field
type callback struct {
	Type      string     `json:"type"` // "event_callback", "url_verification"
	Challenge string     `json:"challenge"`
	EventID   string     `json:"event_id"`
	EventTime int64      `json:"event_time"`
	Shared    bool       `json:"is_ext_shared_channel"`
	Event     rawMessage `json:"event"`
}

// rawMessage is an event: a message, or one of the few others, which have the
// same fields in the same places.
type rawMessage struct {
	Type        string      `json:"type"`
	Subtype     string      `json:"subtype"`
	Channel     string      `json:"channel"`
	ChannelType string      `json:"channel_type"`
	User        userRef     `json:"user"`
	BotID       string      `json:"bot_id"`
	Text        string      `json:"text"`
	TS          string      `json:"ts"`
	EventTS     string      `json:"event_ts"`
	DeletedTS   string      `json:"deleted_ts"`
	ThreadTS    string      `json:"thread_ts"`
	ParentUser  string      `json:"parent_user_id"`
	Team        string      `json:"team"`
	UserTeam    string      `json:"user_team"`
	SourceTeam  string      `json:"source_team"`
	Tab         string      `json:"tab"`
	Edited      *edited     `json:"edited"`
	Files       []rawFile   `json:"files"`
	Message     *rawMessage `json:"message"`
	Previous    *rawMessage `json:"previous_message"`
}

type edited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

type rawFile struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	MimeType string `json:"mimetype"`
	Size     int64  `json:"size"`
	URL      string `json:"url_private"`
	Download string `json:"url_private_download"`
	Page     string `json:"permalink"`
	Mode     string `json:"mode"` // "tombstone": deleted
}

// userRef is a person: an id in most events, an object in user_change,
// team_join and payloads of interactions.
type userRef struct {
	ID   string
	Team string
	Bot  bool
}

func (u *userRef) UnmarshalJSON(data []byte) error {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return json.Unmarshal(data, &u.ID)
	}
	var object struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
		IsBot  bool   `json:"is_bot"`
	}
	err := json.Unmarshal(data, &object)
	u.ID, u.Team, u.Bot = object.ID, object.TeamID, object.IsBot
	return err
}

// interaction is a payload of buttons, modals, shortcuts and menus that look
// choices up. https://docs.slack.dev/reference/interaction-payloads
type interaction struct {
	Type        string      `json:"type"`
	CallbackID  string      `json:"callback_id"`
	TriggerID   string      `json:"trigger_id"`
	ResponseURL string      `json:"response_url"`
	ActionTS    string      `json:"action_ts"`
	User        userRef     `json:"user"`
	Channel     channel     `json:"channel"`
	Container   container   `json:"container"`
	Message     rawMessage  `json:"message"`
	View        *rawView    `json:"view"`
	Actions     []rawAction `json:"actions"`

	// of block_suggestion
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	Value    string `json:"value"`
}

type channel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type container struct {
	Type      string `json:"type"`
	MessageTS string `json:"message_ts"`
	ChannelID string `json:"channel_id"`
	ThreadTS  string `json:"thread_ts"`
	Ephemeral bool   `json:"is_ephemeral"`
}

type rawView struct {
	ID              string `json:"id"`
	Type            string `json:"type"`
	Hash            string `json:"hash"`
	PrivateMetadata string `json:"private_metadata"`
	CallbackID      string `json:"callback_id"`
	Blocks          []struct {
		Type    string `json:"type"`
		BlockID string `json:"block_id"`
	} `json:"blocks"`
	State struct {
		Values map[string]map[string]rawValue `json:"values"`
	} `json:"state"`
}

// rawValue is what an element holds: in a view's state, and in an action.
type rawValue struct {
	Value                 string      `json:"value"`
	SelectedOption        *rawOption  `json:"selected_option"`
	SelectedOptions       []rawOption `json:"selected_options"`
	SelectedDate          string      `json:"selected_date"`
	SelectedTime          string      `json:"selected_time"`
	SelectedUser          string      `json:"selected_user"`
	SelectedUsers         []string    `json:"selected_users"`
	SelectedChannel       string      `json:"selected_channel"`
	SelectedConversation  string      `json:"selected_conversation"`
	SelectedChannels      []string    `json:"selected_channels"`
	SelectedConversations []string    `json:"selected_conversations"`
}

type rawOption struct {
	Value string `json:"value"`
}

type rawAction struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	ActionTS string `json:"action_ts"`
	rawValue
}

// all are the values chosen or typed, none if the element was left empty.
func (v rawValue) all() []string {
	var values []string
	add := func(list ...string) {
		for _, s := range list {
			if s != "" {
				values = append(values, s)
			}
		}
	}
	add(v.Value)
	if v.SelectedOption != nil {
		add(v.SelectedOption.Value)
	}
	for _, o := range v.SelectedOptions {
		add(o.Value)
	}
	add(v.SelectedDate, v.SelectedTime, v.SelectedUser, v.SelectedChannel, v.SelectedConversation)
	add(v.SelectedUsers...)
	add(v.SelectedChannels...)
	add(v.SelectedConversations...)
	return values
}

// slashCommand is what a slash command sends: a form over HTTP, the same as a
// flat object over the socket.
// https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
type slashCommand struct {
	Command     string `json:"command"`
	Text        string `json:"text"`
	UserID      string `json:"user_id"`
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}
