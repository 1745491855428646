package slackwire

// Slack's limits, in characters unless said otherwise.
//   - https://docs.slack.dev/reference/block-kit/blocks
//   - https://docs.slack.dev/reference/block-kit/block-elements
//   - https://docs.slack.dev/reference/block-kit/composition-objects
//   - https://docs.slack.dev/reference/views
//   - https://docs.slack.dev/reference/methods/chat.update (4,000 bytes of text)
const (
	maxMessageBlocks = 50
	maxMessageChars  = 12_000 // Slack takes about 13,200 of all texts in a message's blocks
	maxViewBlocks    = 100
	maxViewBytes     = 200_000 // Slack takes 250,000 with everything around the blocks
	maxSection       = 3_000
	maxFields        = 10
	maxField         = 2_000
	maxHeader        = 150
	maxContext       = 10
	maxAlt           = 2_000
	maxButton        = 75
	maxValue         = 2_000
	maxURL           = 3_000
	maxID            = 255
	maxOptions       = 100
	maxOptionsChars  = 8_000 // of one menu in a message, our own share of maxMessageChars
	maxOptionText    = 75
	maxOptionValue   = 150
	maxOverflow      = 5
	maxRadios        = 10
	maxPlaceholder   = 150
	maxConfirmTitle  = 100
	maxConfirmText   = 300
	maxConfirmButton = 30
	maxViewTitle     = 24
	maxPrivate       = 3_000
	maxLabel         = 2_000
	maxInput         = 3_000
	maxFallback      = 1_000
	maxFallbackBytes = 3_500
	maxSocketAnswer  = 19_000 // bytes; Slack ignores answers of 20 KiB and more

	rowLength = 5 // buttons side by side; Slack would take 25 in a heap
)
