package understand

var currencies = map[string]string{}

func tellsPast(s *script) bool { return false }
