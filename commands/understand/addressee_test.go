package understand

import "testing"

func TestWhoIsToBeReminded(t *testing.T) {
	for text, want := range map[string]string{
		"Ben to send Acme the quote by Friday": "Ben",
		"ben to call Acme":                     "ben",
		"Wang Lei to call":                     "Wang Lei",
		"Zeynep about the samples":             "Zeynep",
		"me to call Ben":                       "",
		"the team to plan":                     "",
		"them to pay":                          "",
		"Ben":                                  "",
		"Friday to call":                       "",
		"":                                     "",
		"王芳明天给华为打电话":                           "王芳",
		"王小芳给华为打电话":                            "王小芳",
		"欧阳娜明天交报告":                             "欧阳娜",
		"我明天给华为打电话":                            "",
		"周五给华为打电话":                             "",
		"客户付款":                                 "",
		"财务明天开票":                               "",
		"方案明天发给客户":                             "",
		"项目组明天交报告":                             "",
		"王总明天付款":                               "",
		"安排明天去华为":                              "",
		"时间到了要打电话":                             "",
	} {
		if got := Addressee(text); got != want {
			t.Errorf("%q is for %q; want %q", text, got, want)
		}
	}
}
