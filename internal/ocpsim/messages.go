package ocpsim

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// refusal is an error as OCP answers it. Code is OCP's own with its module's
// prefix; Express the number that the /api/v1 of OCP Express has for it.
type refusal struct {
	status  int
	code    string
	express int
	en, zh  string
}

// The refusals. That IAM10000 is the code of a 401 is a guess; the others are
// documented.
func errNotFound(id int64) refusal {
	return refusal{http.StatusNotFound, "TSK10001", 20000,
		fmt.Sprintf("The task %d does not exist.", id), fmt.Sprintf("任务 %d 不存在。", id)}
}

func errUnauthorized() refusal {
	return refusal{http.StatusUnauthorized, "IAM10000", 30000,
		"Authentication failed. Check the username and password.", "认证失败，请检查用户名和密码。"}
}

func errForbidden(user string) refusal {
	return refusal{http.StatusForbidden, "IAM11000", 30014,
		fmt.Sprintf("User %s does not have the permission TASK_VIEWER.", user), fmt.Sprintf("用户 %s 没有 TASK_VIEWER 权限。", user)}
}

func errNotANumber(name, value string) refusal {
	return refusal{http.StatusBadRequest, "", 0,
		fmt.Sprintf("The parameter '%s' of value '%s' could not be converted to type 'Long'.", name, value),
		fmt.Sprintf("参数 '%s' 的值 '%s' 无法转换为 'Long' 类型。", name, value)}
}

func errParameter(name, value string) refusal {
	return refusal{http.StatusBadRequest, "COM10001", 1001,
		fmt.Sprintf("The parameter '%s' has the invalid value '%s'.", name, value),
		fmt.Sprintf("参数 '%s' 的值 '%s' 无效。", name, value)}
}

func errNoHandler(method, path string) refusal {
	return refusal{http.StatusBadRequest, "", 0,
		fmt.Sprintf("No handler found for %s %s", method, path), fmt.Sprintf("未找到处理请求 %s %s 的接口", method, path)}
}

func errMethod(method string) refusal {
	return refusal{http.StatusMethodNotAllowed, "", 0,
		fmt.Sprintf("Request method '%s' not supported", method), fmt.Sprintf("不支持请求方法 '%s'", method)}
}

func errInternal() refusal {
	return refusal{http.StatusInternalServerError, "COM10000", 1000,
		"Unexpected error, contact the support with the trace ID.", "系统异常，请提供 Trace ID 联系技术支持。"}
}

func errBusy() refusal {
	return refusal{http.StatusServiceUnavailable, "COM10002", 1002,
		"The service is not available at the moment.", "服务暂不可用。"}
}

func errThrottled() refusal {
	return refusal{http.StatusTooManyRequests, "", 0, "Too many requests.", "请求过于频繁。"}
}

// chinese says whether an Accept-Language header prefers Chinese to English.
// OCP speaks nothing else.
func chinese(header string) bool {
	best, zh := 0.0, false
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			q, _ = strconv.ParseFloat(v, 64)
		}
		lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if (lang == "zh" || lang == "en") && q > best {
			best, zh = q, lang == "zh"
		}
	}
	return zh
}
