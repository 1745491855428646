package understand

// shortFor are the abbreviations that people type on a phone for the words of the
// cue tables.
var shortFor = map[string]string{
	"w": "with", "mtg": "meeting", "mtgs": "meetings", "appt": "appointment", "msg": "message", "msgd": "messaged", "ph": "phone", "fone": "phone", "conf": "conference", "convo": "conversation",
	"preso": "presentation", "prez": "presentation", "vm": "voicemail", "cust": "customer", "bfast": "breakfast", "brekkie": "breakfast", "wapp": "whatsapp", "watsapp": "whatsapp",
	"resched": "rescheduled", "cxl": "cancel", "cxld": "cancelled", "cancld": "cancelled", "plz": "pls", "rmd": "remind", "tmtg": "meeting", "vid": "video", "vidcall": "video call",
	"spk": "speak", "comp": "competitor", "competior": "competitor", "hv": "have", "hav": "have", "gd": "good", "disc": "discussed", "rqst": "request", "req": "requested", "w'": "with", "mett": "met", "hapy": "happy", "il": "i will", "wil": "will", "ref'd": "referred",
}
