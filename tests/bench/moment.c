#include "moment.h"

#include <time.h>

void
moment_print(char text[32], enum moment_form form, int64_t at_s)
{
	time_t at = (time_t)at_s;
	struct tm tm = { 0 };

	gmtime_r(&at, &tm);
	switch (form) {
	case MOMENT_KLOG:
		strftime(text, 32, "%m%d %H:%M:%S", &tm);
		break;
	case MOMENT_GO:
		strftime(text, 32, "%Y-%m-%d %H:%M:%S", &tm);
		break;
	case MOMENT_KUBE:
		strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
		break;
	}
}
