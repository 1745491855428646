package localslack

import (
	"encoding/json"
	"fmt"
)

// richText counts the text of a rich text block; its many shapes are not checked further.
func (c *checker) richText(at string, b *block) {
	var elements []map[string]any
	if json.Unmarshal(b.Elements, &elements) != nil {
		c.fail(at+"/elements", "failed to match all allowed schemas")
		return
	}
	for _, e := range elements {
		c.richElement(e)
	}
}

func (c *checker) richElement(e map[string]any) {
	if s, ok := e["text"].(string); ok {
		c.total += size(s)
	}
	switch e["type"] {
	case "broadcast":
		c.texts = append(c.texts, fmt.Sprintf("<!%v>", e["range"]))
	case "user":
		c.texts = append(c.texts, fmt.Sprintf("<@%v>", e["user_id"]))
	case "usergroup":
		c.texts = append(c.texts, fmt.Sprintf("<!subteam^%v>", e["usergroup_id"]))
	}
	nested, _ := e["elements"].([]any)
	for _, n := range nested {
		if m, ok := n.(map[string]any); ok {
			c.richElement(m)
		}
	}
}
