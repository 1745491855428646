package present

import (
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/sales/names"
)

// zones are time zones to choose from, each with the country whose holidays
// count there unless the person says otherwise, and its city in Chinese. Any
// other IANA name may be typed.
var zones = []struct{ zone, country, city string }{
	{"Asia/Shanghai", "CN", "上海 北京 深圳 广州"},
	{"Asia/Urumqi", "CN", "乌鲁木齐"},
	{"Asia/Hong_Kong", "HK", "香港"},
	{"Asia/Macau", "MO", "澳门"},
	{"Asia/Taipei", "TW", "台北"},
	{"Asia/Singapore", "SG", "新加坡"},
	{"Asia/Kuala_Lumpur", "MY", "吉隆坡"},
	{"Asia/Tokyo", "JP", "东京"},
	{"Asia/Seoul", "KR", "首尔"},
	{"Asia/Bangkok", "TH", "曼谷"},
	{"Asia/Ho_Chi_Minh", "VN", "胡志明市"},
	{"Asia/Jakarta", "ID", "雅加达"},
	{"Asia/Manila", "PH", "马尼拉"},
	{"Asia/Kolkata", "IN", "加尔各答 孟买 德里"},
	{"Asia/Karachi", "PK", "卡拉奇"},
	{"Asia/Dubai", "AE", "迪拜"},
	{"Asia/Riyadh", "SA", "利雅得"},
	{"Asia/Jerusalem", "IL", "耶路撒冷"},
	{"Asia/Almaty", "KZ", "阿拉木图"},
	{"Europe/Istanbul", "TR", "伊斯坦布尔"},
	{"Europe/Moscow", "RU", "莫斯科"},
	{"Europe/Kyiv", "UA", "基辅"},
	{"Europe/Berlin", "DE", "柏林 法兰克福 慕尼黑"},
	{"Europe/Vienna", "AT", "维也纳"},
	{"Europe/Zurich", "CH", "苏黎世"},
	{"Europe/Paris", "FR", "巴黎"},
	{"Europe/Brussels", "BE", "布鲁塞尔"},
	{"Europe/Amsterdam", "NL", "阿姆斯特丹"},
	{"Europe/London", "GB", "伦敦"},
	{"Europe/Dublin", "IE", "都柏林"},
	{"Europe/Madrid", "ES", "马德里"},
	{"Europe/Lisbon", "PT", "里斯本"},
	{"Europe/Rome", "IT", "罗马 米兰"},
	{"Europe/Prague", "CZ", "布拉格"},
	{"Europe/Warsaw", "PL", "华沙"},
	{"Europe/Budapest", "HU", "布达佩斯"},
	{"Europe/Bucharest", "RO", "布加勒斯特"},
	{"Europe/Athens", "GR", "雅典"},
	{"Europe/Copenhagen", "DK", "哥本哈根"},
	{"Europe/Stockholm", "SE", "斯德哥尔摩"},
	{"Europe/Oslo", "NO", "奥斯陆"},
	{"Europe/Helsinki", "FI", "赫尔辛基"},
	{"Africa/Cairo", "EG", "开罗"},
	{"Africa/Johannesburg", "ZA", "约翰内斯堡"},
	{"Africa/Lagos", "NG", "拉各斯"},
	{"Africa/Nairobi", "KE", "内罗毕"},
	{"America/New_York", "US", "纽约"},
	{"America/Chicago", "US", "芝加哥"},
	{"America/Denver", "US", "丹佛"},
	{"America/Phoenix", "US", "凤凰城"},
	{"America/Los_Angeles", "US", "洛杉矶 旧金山"},
	{"America/Toronto", "CA", "多伦多"},
	{"America/Vancouver", "CA", "温哥华"},
	{"America/Mexico_City", "MX", "墨西哥城"},
	{"America/Bogota", "CO", "波哥大"},
	{"America/Lima", "PE", "利马"},
	{"America/Santiago", "CL", "圣地亚哥"},
	{"America/Sao_Paulo", "BR", "圣保罗"},
	{"America/Argentina/Buenos_Aires", "AR", "布宜诺斯艾利斯"},
	{"Australia/Sydney", "AU", "悉尼"},
	{"Australia/Melbourne", "AU", "墨尔本"},
	{"Australia/Brisbane", "AU", "布里斯班"},
	{"Australia/Perth", "AU", "珀斯"},
	{"Pacific/Auckland", "NZ", "奥克兰"},
	{"UTC", "", "世界协调时"},
}

// CountryOfZone guesses a person's country from their zone, "" if it is none we list.
func CountryOfZone(zone string) string {
	for _, z := range zones {
		if z.zone == zone {
			return z.country
		}
	}
	return ""
}

// ZoneNamed finds a zone by IANA name or city in either language, "" if there
// is none or several fit.
func ZoneNamed(said string) string {
	said = strings.TrimSpace(said)
	if _, err := time.LoadLocation(said); err == nil && said != "" && said != "Local" {
		return said
	}
	found := matchingZones(said)
	if len(found) > 1 { // 柏林 is also part of 都柏林
		found = slices.DeleteFunc(found, func(zone string) bool { return !slices.Contains(cities(zone), names.Fold(said)) })
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// cities are the folded names of a zone's cities.
func cities(zone string) []string {
	for _, z := range zones {
		if z.zone == zone {
			own := strings.ReplaceAll(z.zone[strings.LastIndex(z.zone, "/")+1:], "_", " ")
			return append(strings.Fields(z.city), names.Fold(own))
		}
	}
	return nil
}

func matchingZones(typed string) []string {
	wanted := names.Fold(typed)
	var found []string
	for _, z := range zones {
		if strings.Contains(names.Fold(strings.ReplaceAll(z.zone, "_", " ")+" "+z.city), wanted) {
			found = append(found, z.zone)
		}
	}
	return found
}

// ZoneOptions are the zones that fit what was typed so far.
func ZoneOptions(typed string) []card.Option {
	found := matchingZones(typed)
	if z := ZoneNamed(typed); z != "" && len(found) == 0 {
		found = []string{z}
	}
	options := make([]card.Option, 0, len(found))
	for _, zone := range found {
		options = append(options, card.Option{Label: card.Said(zone), Value: zone})
	}
	return options
}
